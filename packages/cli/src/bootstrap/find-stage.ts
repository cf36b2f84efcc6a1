import { DiagnosticError } from "@featheredge/diagnostics";
import { hasResources } from "../state/stored-state.ts";
import { foundationName } from "./missing-permissions.ts";

/** The facts about a foundation's state before anything is changed. */
export interface StateFacts {
  readonly environment: string;
  /** The state in the bucket; undefined if the bucket has none, or if there is no bucket. */
  readonly stored: string | undefined;
  /** The state in the stack's folder, which an earlier run left there; undefined if there is none. */
  readonly local: string | undefined;
}

/**
 * Where the foundation's state is: `local` until the bucket exists and has taken it, `stored` from then on.
 *
 * @throws {DiagnosticError} when there are two states, and these are not of the same foundation
 */
export function findStage({ environment, stored, local }: StateFacts): "local" | "stored" {
  if (stored === undefined || !hasResources(stored)) return "local";
  if (local === undefined || !hasResources(local)) return "stored";
  if (isCopied(local, stored)) return "stored";
  const folder = `cdktf.out/stacks/${foundationName(environment)}`;
  throw DiagnosticError.of("FE-CLI-082", {
    subject: foundationName(environment),
    message: `${folder}/terraform.tfstate is another state than the one in the bucket, which someone else has made meanwhile.`,
    fix: `Compare both. If the bucket's is right, delete the file and run 'featheredge bootstrap ${environment}' again.`,
  });
}

/** True if the bucket has the local state, or a later version of it: a move may number the state from the start. */
function isCopied(local: string, stored: string): boolean {
  const [before, after] = [JSON.parse(local), JSON.parse(stored)];
  const isLater = before.lineage === after.lineage && before.serial <= after.serial;
  return isLater || JSON.stringify(before.resources) === JSON.stringify(after.resources);
}
