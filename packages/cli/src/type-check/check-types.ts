import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Diagnostic } from "@featheredge/diagnostics";
import type { Context } from "../context.ts";
import { run } from "../process/run.ts";
import { fingerprint } from "./fingerprint.ts";
import { readTypeErrors } from "./type-errors.ts";

/** The result of an earlier check, and the content of all files on which it depends. */
interface Checked {
  readonly fingerprint: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Type-checks a project as its `tsconfig.json` says, with the project's own TypeScript. A check of unchanged files takes
 * its result from `.featheredge/types/`; another one builds on TypeScript's incremental state there.
 *
 * @returns the errors outside of tests; none for a project without tsconfig.json or without TypeScript
 */
export async function checkTypes({ root, env, interruption }: Context): Promise<readonly Diagnostic[]> {
  const compiler = existsSync(join(root, "tsconfig.json")) ? findCompiler(root) : undefined;
  if (compiler === undefined) return [];
  const folder = join(root, ".featheredge", "types");
  const files = { state: join(folder, "state.tsbuildinfo"), result: join(folder, "result.json") };
  const before = readJson<Checked>(files.result);
  if (before !== undefined && before.fingerprint === fingerprint(root, files.state)) return before.diagnostics;
  mkdirSync(folder, { recursive: true });
  // Other commands may check at the same time, so each has its own copy of the state.
  const own = join(folder, `state-${process.pid}.tsbuildinfo`);
  try {
    if (existsSync(files.state)) cpSync(files.state, own);
    const options = ["--noEmit", "--incremental", "--tsBuildInfoFile", own, "--pretty", "false"];
    const args = [compiler, "--project", root, ...options];
    const { stdout } = await run(process.execPath, args, { cwd: root, env, interruption });
    const diagnostics = readTypeErrors(stdout);
    if (existsSync(own)) {
      const now = fingerprint(root, own);
      renameSync(own, files.state);
      if (now !== undefined) writeFileSync(files.result, JSON.stringify({ fingerprint: now, diagnostics }));
    }
    return diagnostics;
  } finally {
    rmSync(own, { force: true });
  }
}

/** The program `tsc` of the TypeScript that is installed in a project. */
function findCompiler(root: string): string | undefined {
  try {
    const manifest = createRequire(join(root, "package.json")).resolve("typescript/package.json");
    return join(dirname(manifest), "bin", "tsc");
  } catch {
    return undefined;
  }
}

function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
