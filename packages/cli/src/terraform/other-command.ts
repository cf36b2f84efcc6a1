import { basename } from "node:path";
import type { TerraformEnvironment } from "./environment.ts";

/** Programs that work on stacks with Terraform. */
const programs = new Set(["cdktf", "terraform"]);

/** True if a command, such as `npx cdktf plan site-dev`, runs cdktf or Terraform itself. */
export function usesTerraform(command: readonly string[]): boolean {
  return command.some((word) => programs.has(basename(word)));
}

/**
 * The environment whose stack a command names: `dev` for `npx cdktf apply site-dev`. Of names that fit, the longest is the
 * stack's: `site-eu-dev` is in `eu-dev`, and not in `dev`.
 *
 * @param environments - The names of the project's environments.
 * @returns undefined if the command names no stack
 */
export function environmentOfStack(command: readonly string[], environments: readonly string[]): string | undefined {
  const byLength = environments.toSorted((a, b) => b.length - a.length);
  for (const word of command) {
    const name = byLength.find((environment) => /^[a-z]/.test(word) && word.endsWith(`-${environment}`));
    if (name !== undefined) return name;
  }
  return undefined;
}

/**
 * The variables by which Terraform finds the AWS provider. Unlike our own runs, a user's command keeps its arguments,
 * workspace and prompts.
 */
export function providerVariables({ variables }: TerraformEnvironment): Record<string, string | undefined> {
  const names = ["TF_CLI_CONFIG_FILE", "TERRAFORM_CONFIG", "TF_PLUGIN_CACHE_DIR"];
  return Object.fromEntries(names.flatMap((name) => (name in variables ? [[name, variables[name]]] : [])));
}
