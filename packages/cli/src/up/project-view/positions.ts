import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { BehaviorName, SourcePosition } from "@featheredge/inspector/api";
import type { BuildManifest } from "../../project/build-manifest.ts";
import type { Environment } from "../../project/registry.ts";

/** The environment and its last build, in whose terms a deployed behavior is named. */
export interface BuiltEnvironment {
  readonly root: string;
  readonly name: string;
  readonly environment: Environment;
  readonly manifest: BuildManifest;
}

/**
 * Finds the key of a deployed behavior in the environment, and its line in the environment's file. Synthesis may add
 * behaviors, so they are matched by their path patterns.
 * @param option a key of the behavior, such as `cachePolicy`
 * @returns undefined for a distribution that the environment does not have
 */
export async function findPosition(
  built: BuiltEnvironment,
  behavior: BehaviorName,
  option?: string,
): Promise<SourcePosition | undefined> {
  const distribution = findDistributionKey(built, behavior);
  if (distribution === undefined) return undefined;
  const key = behaviorKey(built, distribution, behavior);
  const whole = option === undefined ? key : `${key}.${option}`;
  const file = `environments/${built.name}.ts`;
  const path = join(built.root, file);
  if (!existsSync(path)) return { file, key: whole };
  const { locateKey } = await import("@featheredge/compiler");
  const position = locateKey(readFileSync(path, "utf8"), whole);
  return { file, key: whole, ...position };
}

/** The key in the environment's `distributions` of a deployed distribution, which has the entry's comment. */
function findDistributionKey({ environment }: BuiltEnvironment, { comment }: BehaviorName): string | undefined {
  const entries = Object.entries(environment.distributions);
  const matching = entries.filter(([, entry]) => entry.comment === comment);
  if (matching.length === 0 && entries.length === 1) return entries[0]?.[0];
  return matching[0]?.[0];
}

function behaviorKey({ manifest, environment }: BuiltEnvironment, distribution: string, name: BehaviorName): string {
  const behaviors = manifest.behaviors.filter((behavior) => behavior.distribution === distribution);
  const same = behaviors.find(({ path, isDefault }) =>
    name.index === "default" ? isDefault : !isDefault && path === name.pathPattern,
  );
  if (same !== undefined) return same.key;
  if (name.index === "default") return `distributions.${distribution}.defaultBehavior`;
  const listed = environment.distributions[distribution]?.behaviors ?? [];
  const index = listed.findIndex(({ pathPattern }) => pathPattern === name.pathPattern);
  return index < 0 ? `distributions.${distribution}` : `distributions.${distribution}.behaviors[${index}]`;
}
