import type { EnvironmentBuild } from "@featheredge/compiler";
import { entryAttribute } from "@featheredge/synth";
import { KeyValueStore } from "#modules/key-value-store/index.ts";
import type { EnvironmentStack } from "../environment-stack.ts";
import { type DistributionScope, distributionFile } from "./scope.ts";

/** The path of a KeyValueStore's initial entries, below the stack's folder. */
export function initialEntriesFile(stackName: string, distribution: string): string {
  return distributionFile(stackName, distribution, "key-value-store.json");
}

export interface DistributionKeyValueStoreProps {
  /** A key of the environment's distributions. */
  readonly distribution: string;
  readonly build: EnvironmentBuild;
  readonly names: DistributionScope;
}

/** The KeyValueStore of a distribution; undefined if none of its functions reads one. */
export function createKeyValueStore(
  stack: EnvironmentStack,
  { distribution, build, names }: DistributionKeyValueStoreProps,
): KeyValueStore | undefined {
  const store = build.stores.find((entries) => entries.distribution === distribution);
  if (store === undefined) return undefined;
  const functions = build.behaviors
    .filter((behavior) => behavior.distribution === distribution)
    .flatMap((behavior) => Object.values(behavior.functions));
  const reads = functions.some(({ secrets }) => secrets.includes(store.parameter));
  return new KeyValueStore(names.scope, `key-value-store:${distribution}`, {
    name: names.resourceName("config", 64),
    comment: "The handlers' dynamic config",
    file: initialEntriesFile(stack.identity.name, distribution),
    environmentKeys: {
      resource: `distributions.${distribution}`,
      attributes: Object.fromEntries(Object.entries(store.keys).map(([entry, key]) => [entryAttribute(entry), key])),
    },
    parameter: reads ? { name: store.parameter, usEast1: stack.providers.usEast1 } : undefined,
  });
}
