import { appendFileSync } from "node:fs";

/**
 * Gives later steps and jobs of a GitHub workflow the outputs of this step; elsewhere it does nothing.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-output-parameter
 */
export function writeOutputs(env: NodeJS.ProcessEnv, outputs: Readonly<Record<string, string>>): void {
  if (!env.GITHUB_OUTPUT) return;
  const lines = Object.entries(outputs).map(([name, value]) => {
    if (/[\r\n]/.test(name + value)) throw new Error(`The output '${name}' must be one line.`);
    return `${name}=${value}\n`;
  });
  appendFileSync(env.GITHUB_OUTPUT, lines.join(""));
}
