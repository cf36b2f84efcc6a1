import type { EnvironmentBuild } from "@featheredge/compiler";
import { KeyValueStore } from "#modules/key-value-store/index.ts";
import type { EnvironmentStack } from "../environment-stack.ts";

/** The path of a KeyValueStore's initial entries in the stack's folder. */
export const initialEntriesFile = "key-value-store.json";

export interface DistributionKeyValueStoreProps {
  /** A key of the environment's distributions. */
  readonly distribution: string;
  readonly build: EnvironmentBuild;
}

/** The KeyValueStore of a distribution; undefined if none of its functions reads one. */
export function createKeyValueStore(
  stack: EnvironmentStack,
  { distribution, build }: DistributionKeyValueStoreProps,
): KeyValueStore | undefined {
  const store = build.stores.find((entries) => entries.distribution === distribution);
  if (store === undefined) return undefined;
  const functions = build.behaviors
    .filter((behavior) => behavior.distribution === distribution)
    .flatMap((behavior) => Object.values(behavior.functions));
  const reads = functions.some(({ secrets }) => secrets.includes(store.parameter));
  return new KeyValueStore(stack, `key-value-store:${distribution}`, {
    name: stack.resourceName("config", 64),
    comment: "The handlers' dynamic config",
    file: initialEntriesFile,
    parameter: reads ? { name: store.parameter, usEast1: stack.providers.usEast1 } : undefined,
  });
}
