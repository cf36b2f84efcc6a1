import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program; `undefined` takes a variable of ours away. */
export function run(
  command: readonly [string, ...string[]],
  cwd: string,
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Finished> {
  const [program, ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const printed = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (text: string) => {
        printed[name] += text;
      });
    }
    child.once("error", reject);
    child.once("close", (exitCode) => resolve({ exitCode, ...printed }));
  });
}

/** The cdktf app as cdktf.json names it. */
export const app = [process.execPath, "node_modules/@featheredge/cli/loader/run.cjs", "stacks/main.ts"] as const;

/** Runs the app in a checkout; throws with what it said when it fails. */
export async function synthesize(
  root: string,
  env: Readonly<Record<string, string | undefined>> = {},
  command: readonly [string, ...string[]] = app,
): Promise<void> {
  const { exitCode, stdout, stderr } = await run(command, root, env);
  if (exitCode !== 0) throw new Error(`${command.join(" ")} ended with exit code ${exitCode}:\n${stdout}${stderr}`);
}

/** Every file below a folder: relative path to content in base64, sorted. */
export function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const entries = files.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return [relative(folder, path), readFileSync(path, "base64")] as const;
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
