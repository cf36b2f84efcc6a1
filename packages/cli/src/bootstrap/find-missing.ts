import { existsSync, readFileSync } from "node:fs";
import { openBucket } from "../aws/s3/bucket.ts";
import type { AwsTarget } from "../aws/target.ts";
import type { Context } from "../context.ts";
import type { Environment } from "../project/registry.ts";
import { stateFile } from "../state/stored-state.ts";
import { foundationName, type MissingPermissions, missingPermissions, permissionsFile } from "./missing-permissions.ts";

/**
 * The permissions that the roles of an environment's foundation lack for the stacks that were synthesized, as its state in
 * the bucket shows; none where the environment has no such roles, or the caller can't read that state.
 */
export async function findMissingPermissions(
  { root, env }: Pick<Context, "root" | "env">,
  target: Pick<AwsTarget, "variables">,
  name: string,
  { foundation, state }: Pick<Environment, "foundation" | "state">,
): Promise<MissingPermissions[]> {
  const file = permissionsFile(root, name);
  if (foundation?.github === undefined || state.type !== "s3" || !existsSync(file)) return [];
  const bucket = openBucket({ name: state.bucket, region: state.region }, env, target);
  const stored = await bucket.read(`${foundationName(name)}${stateFile}`).catch(() => undefined);
  return stored === undefined ? [] : missingPermissions(readFileSync(file, "utf8"), stored.text);
}
