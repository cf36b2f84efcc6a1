import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { DiagnosticError } from "@featheredge/diagnostics";
import { findProgram } from "@featheredge/loopback/find-program";
import { compareVersions } from "./mirrors.ts";

/** A terraform that is new enough. */
export interface Terraform {
  readonly path: string;
  readonly version: string;
}

/** The S3 backend's own locking, `use_lockfile`, came with it. */
const oldestTerraform = "1.10.0";

export const howToGetTerraform =
  "Get it from https://developer.hashicorp.com/terraform/install (or: brew install hashicorp/tap/terraform)";

/**
 * Finds terraform on `PATH`.
 * @throws {DiagnosticError} when there is none, or when it is older than {@link oldestTerraform}.
 */
export async function findTerraform(env: NodeJS.ProcessEnv): Promise<Terraform> {
  const path = findProgram("terraform", env);
  if (path === undefined) {
    throw DiagnosticError.of("FE-CLI-011", {
      subject: "terraform",
      message: "terraform is not on PATH.",
      fix: `Run 'npx featheredge setup'. ${howToGetTerraform}.`,
    });
  }
  const { stdout } = await promisify(execFile)(path, ["version", "-json"], {
    env: { ...env, CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: undefined },
  });
  const version: string = JSON.parse(stdout).terraform_version;
  if (compareVersions(version, oldestTerraform) < 0) {
    throw DiagnosticError.of("FE-CLI-011", {
      subject: "terraform",
      message: `terraform at ${path} is ${version}, but the S3 backend's use_lockfile needs ${oldestTerraform} or newer.`,
      fix: `${howToGetTerraform}.`,
    });
  }
  return { path, version };
}
