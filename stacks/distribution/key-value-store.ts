import type { EnvironmentBuild } from "@featheredge/compiler";
import type { Construct } from "constructs";
import { KeyValueStore } from "#modules/key-value-store/index.ts";
import type { AwsProviders } from "../providers.ts";

/** Where what a KeyValueStore holds lies in the stack's folder. */
export const seedsFile = "key-value-store.json";

export interface DistributionKeyValueStoreProps {
  /** A key of the environment's distributions. */
  readonly distribution: string;
  readonly providers: AwsProviders;
  readonly build: EnvironmentBuild;
  /** A name of this distribution's own in the account, of `most` characters. */
  readonly ownName: (part: string, most: number) => string;
}

/** The KeyValueStore of a distribution, where its functions read one. */
export function createKeyValueStore(
  scope: Construct,
  { distribution, providers, build, ownName }: DistributionKeyValueStoreProps,
): KeyValueStore | undefined {
  const seeds = build.seeds.find((found) => found.distribution === distribution);
  if (seeds === undefined) return undefined;
  const functions = build.behaviors
    .filter((behavior) => behavior.distribution === distribution)
    .flatMap((behavior) => Object.values(behavior.functions));
  const reads = functions.some(({ secrets }) => secrets.includes(seeds.parameter));
  return new KeyValueStore(scope, `key-value-store:${distribution}`, {
    name: ownName("config", 64),
    comment: "The handlers' dynamic config",
    file: seedsFile,
    parameter: reads ? { name: seeds.parameter, usEast1: providers.usEast1 } : undefined,
  });
}
