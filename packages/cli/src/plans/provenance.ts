import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { DiagnosticError } from "@featheredge/diagnostics";

/** Where a plan was made. A part that could not be found out is missing. */
export interface Provenance {
  /** The commit's full hash. */
  readonly commit?: string;
  /** The id of the GitHub Actions run; all jobs of a run share it. */
  readonly run?: string;
  /** True if files differed from the commit. */
  readonly modified?: true;
  /** The commit whose configuration was planned, if that is another one. */
  readonly source?: string;
}

/**
 * Finds out where this command runs: from GitHub's variables in a workflow, else from git.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export async function findProvenance(root: string, env: NodeJS.ProcessEnv): Promise<Provenance> {
  if (env.GITHUB_ACTIONS === "true") {
    return { ...(env.GITHUB_SHA && { commit: env.GITHUB_SHA }), ...(env.GITHUB_RUN_ID && { run: env.GITHUB_RUN_ID }) };
  }
  try {
    const git = (...args: string[]) => promisify(execFile)("git", args, { cwd: root, env });
    const { stdout: commit } = await git("rev-parse", "--verify", "HEAD");
    const { stdout: changes } = await git("status", "--porcelain", "--", ".");
    return { commit: commit.trim(), ...(changes !== "" && { modified: true as const }) };
  } catch {
    // The project is not in a git repository, or has no commit yet.
    return {};
  }
}

/**
 * Checks that a plan was made where it is applied.
 * @throws {DiagnosticError} when it is of another commit or run.
 */
export function checkProvenance(environment: string, planned: Provenance, here: Provenance): void {
  const reject = (message: string) =>
    DiagnosticError.of("FE-CLI-020", {
      subject: environment,
      message,
      fix: `Plan again: featheredge plan ${environment} --save`,
    });
  if (planned.commit !== here.commit) {
    throw reject(`The saved plan of '${environment}' was made ${atCommit(planned)}, but is applied ${atCommit(here)}.`);
  }
  if (planned.run !== here.run) {
    throw reject(
      `The saved plan of '${environment}' was made ${byRun(planned)}, but is applied ${byRun(here)}. A plan is applied by the run that made it.`,
    );
  }
}

function atCommit({ commit }: Provenance): string {
  return commit === undefined ? "outside of a git repository" : `at commit ${commit.slice(0, 12)}`;
}

function byRun({ run }: Provenance): string {
  return run === undefined ? "outside of GitHub Actions" : `by run ${run} of GitHub Actions`;
}
