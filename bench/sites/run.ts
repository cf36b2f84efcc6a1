import { execFile } from "node:child_process";
import { promisify } from "node:util";

/**
 * Runs a program next to this file in a separate process.
 * @returns the JSON that it prints last
 */
export async function run<Result>(program: string, ...args: readonly number[]): Promise<Result> {
  if (process.stderr.isTTY) process.stderr.write(`${program} ${args.join(" ")}…\n`);
  const path = new URL(program, import.meta.url).pathname;
  const command = ["--import", "tsx", path, ...args.map(String)];
  const { stdout } = await promisify(execFile)(process.execPath, command, { maxBuffer: 1 << 24 });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Result;
}
