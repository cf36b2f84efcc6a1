import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { DiagnosticError } from "@featheredge/diagnostics";
import type { SourceBase } from "../model.ts";
import type { ReadFile } from "./local-files.ts";

export type Git = (...args: string[]) => Promise<string | undefined>;

/** Runs git in the project's folder. @returns undefined where git fails: no repository, no such commit, no such file */
export function gitIn(root: string, env: NodeJS.ProcessEnv): Git {
  return async (...args) => {
    try {
      const { stdout } = await promisify(execFile)("git", args, { cwd: root, env, maxBuffer: 1 << 26 });
      return stdout;
    } catch {
      return undefined;
    }
  };
}

export interface BaseInput {
  /** The value of `--base`. */
  readonly option: string | undefined;
  /** A commit. */
  readonly lastDeployed: string | undefined;
}

/**
 * Finds the commit to compare sources with: the one that `--base` names, else the last deployed one, else the one where
 * this branch left the remote's main.
 * @returns undefined where there is none, or where a shallow clone does not have it
 * @throws {DiagnosticError} when `--base` names no commit
 */
export async function findBase(git: Git, { option, lastDeployed }: BaseInput): Promise<SourceBase | undefined> {
  const commitOf = async (name: string) =>
    (await git("rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`))?.trim();
  if (option !== undefined) {
    const commit = await commitOf(option);
    if (commit !== undefined) return { commit, from: "option" };
    throw DiagnosticError.of("FE-CLI-060", {
      subject: "--base",
      message: `--base ${option}: git does not know this commit.`,
      fix: `Fetch it first: git fetch origin ${option}`,
    });
  }
  const deployed = lastDeployed === undefined ? undefined : await commitOf(lastDeployed);
  if (deployed !== undefined) return { commit: deployed, from: "deployment" };
  for (const branch of ["origin/HEAD", "origin/main", "origin/master"]) {
    const commit = (await commitOf(branch)) && (await git("merge-base", "HEAD", branch))?.trim();
    if (commit) return { commit, from: "merge-base" };
  }
  return undefined;
}

/** Reads files of a commit, by their paths in the project, which may be a folder of its repository. */
export function readCommit(git: Git, commit: string): ReadFile {
  return (path) => git("show", `${commit}:./${path}`);
}

/** Reads files of the working tree. */
export function readTree(root: string): ReadFile {
  return async (path) => {
    const file = join(root, path);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  };
}
