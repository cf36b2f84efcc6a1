import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { DiagnosticError } from "@featheredge/diagnostics";
import type { Context } from "../context.ts";
import { run } from "../process/run.ts";
import { AlreadyReported } from "../report/failure.ts";

/** A project's files at a commit, in a separate folder. */
export interface CommitCheckout {
  readonly root: string;
  /** The commit's full hash. */
  readonly commit: string;
}

/**
 * Works on the project's files at a commit, in a temporary folder that is removed afterwards. git's own files stay as
 * they are, even if the command is killed.
 * @param revision - Anything that names a commit: a hash, a branch, a tag.
 * @throws {DiagnosticError} when the repository does not have the commit
 */
export async function withCommit<T>(
  context: Context,
  revision: string,
  work: (checkout: CommitCheckout) => Promise<T>,
): Promise<T> {
  const commit = await resolveCommit(context, revision);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "featheredge-commit-")));
  try {
    const root = join(folder, "project");
    await extract(context, commit, folder, root);
    await linkPackages(context, root);
    return await work({ root, commit });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The full hash of a commit.
 * @throws {DiagnosticError} when the repository does not have it
 */
async function resolveCommit({ root, env }: Pick<Context, "root" | "env">, revision: string): Promise<string> {
  try {
    const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`];
    const { stdout } = await promisify(execFile)("git", args, { cwd: root, env });
    return stdout.trim();
  } catch (cause) {
    throw DiagnosticError.of(
      "FE-CLI-143",
      {
        subject: revision,
        message: `This git repository has no commit '${revision}'.`,
        fix: `Correct the name, or fetch it: git fetch origin ${revision}. A shallow clone has only the last commits: git fetch --unshallow`,
      },
      { cause },
    );
  }
}

async function extract({ root, env }: Context, commit: string, folder: string, into: string): Promise<void> {
  const archive = join(folder, "commit.tar");
  mkdirSync(into);
  // In a folder of the repository, git archives that folder only.
  await promisify(execFile)("git", ["archive", "--format=tar", `--output=${archive}`, commit], { cwd: root, env });
  await promisify(execFile)("tar", ["-xf", archive, "-C", into], { env });
  rmSync(archive);
}

/** Gives the commit the packages that it was written for: this checkout's, if both lock the same versions. */
async function linkPackages(context: Context, root: string): Promise<void> {
  const installed = join(context.root, "node_modules");
  if (read(join(root, "package-lock.json")) !== read(join(context.root, "package-lock.json"))) {
    context.output.progress("Installing the packages that the commit locks");
    const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    const { env, interruption } = context;
    const { exitCode, stderr } = await run("npm", args, { cwd: root, env, interruption });
    if (exitCode === 0) return;
    context.output.passOn(stderr);
    throw new AlreadyReported("npm ci failed for the commit");
  }
  linkInstalled(installed, root);
  const cache = join(context.root, ".featheredge", "cache");
  mkdirSync(cache, { recursive: true });
  mkdirSync(join(root, ".featheredge"), { recursive: true });
  // The compiler's results are keyed by their inputs.
  symlinkSync(cache, join(root, ".featheredge", "cache"));
}

/** Links the installed packages, except for those that are part of the project: the commit has its own. */
function linkInstalled(installed: string, root: string): void {
  const own = workspaces(root);
  const linked = join(root, "node_modules");
  if (own.size === 0) {
    symlinkSync(realpathSync(installed), linked);
    return;
  }
  mkdirSync(linked);
  for (const name of readdirSync(installed)) {
    if (!name.startsWith("@")) {
      symlinkSync(join(installed, name), join(linked, name));
      continue;
    }
    mkdirSync(join(linked, name));
    for (const scoped of readdirSync(join(installed, name))) {
      const target = own.get(`${name}/${scoped}`) ?? join(installed, name, scoped);
      symlinkSync(target, join(linked, name, scoped));
    }
  }
}

/** The packages below `packages/`, by name. */
function workspaces(root: string): Map<string, string> {
  const packages = join(root, "packages");
  const folders = existsSync(packages) ? readdirSync(packages) : [];
  return new Map(
    folders
      .map((name) => join(packages, name))
      .filter((folder) => existsSync(join(folder, "package.json")))
      .map((folder) => [JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).name, folder]),
  );
}

function read(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
