import { LocalBackend, S3Backend } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "#environments";

/** A local state is in the stack's folder, where a new synthesis keeps it. */
export const localState = "terraform.tfstate";

/** The key of a stack's state in the environment's bucket. */
export function s3StateKey(stackName: string): string {
  return `${stackName}/terraform.tfstate`;
}

/** Gives a stack its own state. */
export function stateBackend(
  scope: Construct,
  { state, foundation }: Pick<Environment, "state" | "foundation">,
  stackName: string,
): void {
  if (state.type === "local") {
    new LocalBackend(scope, { path: localState });
    return;
  }
  const lockTable = foundation?.stateBucket.lockTable;
  const backend = new S3Backend(scope, {
    bucket: state.bucket,
    key: s3StateKey(stackName),
    region: state.region,
    encrypt: true,
    ...(lockTable === undefined ? {} : { dynamodbTable: lockTable }),
  });
  // cdktf's own type is older than locking by a file in the bucket.
  backend.addOverride("use_lockfile", true);
}
