import type { AwsTarget } from "../aws/target.ts";
import type { Context } from "../context.ts";
import type { PlanSummary } from "../plan-summary/model.ts";
import type { SavedStack } from "../plans/saved-plan.ts";
import type { Environment } from "../project/registry.ts";
import { outputName } from "../terraform/distribution-outputs.ts";
import { openStore } from "./store.ts";
import { syncStore } from "./sync.ts";

export interface StoreChanges {
  readonly environment: Environment;
  readonly summary: PlanSummary;
  readonly stack: Pick<SavedStack, "name" | "files">;
  /** The outputs of the stack that are strings. */
  readonly outputs: ReadonlyMap<string, string>;
}

/**
 * Writes the entries of KeyValueStores that a saved plan showed as changed. Terraform fills a store only when it creates
 * it. Other keys stay as they are, so that a value that was changed by hand is kept unless the plan named it.
 */
export async function applyStoreChanges(context: Context, target: AwsTarget, changes: StoreChanges): Promise<void> {
  const { environment, summary, stack, outputs } = changes;
  for (const { key: distribution, stack: planned, keyValueStore } of summary.distributions) {
    if (planned !== stack.name || keyValueStore === undefined || keyValueStore.byApply) continue;
    const keys = [...keyValueStore.added, ...keyValueStore.changed].map(({ key }) => key);
    const stackKey = environment.distributions[distribution]?.stack ?? distribution;
    const arn = outputs.get(outputName(stackKey, distribution, "key_value_store_arn"));
    const entries = plannedEntries(stack, stackKey, distribution);
    const wanted = new Map(keys.flatMap((key) => (entries.has(key) ? [[key, entries.get(key) ?? ""] as const] : [])));
    if (arn === undefined || wanted.size === 0) continue;
    context.output.progress(`Writing ${wanted.size} keys of the KeyValueStore of ${distribution}`);
    const store = openStore(arn, context.env, target);
    try {
      await syncStore(store, wanted, false);
    } finally {
      store.close();
    }
  }
}

/** The entries in the folder that was planned, in which their values are not masked. */
function plannedEntries(
  { files }: Pick<SavedStack, "files">,
  stackKey: string,
  distribution: string,
): Map<string, string> {
  const name = "key-value-store.json";
  const file = files.get(stackKey === distribution ? name : `${distribution}/${name}`);
  const pairs: { key: string; value: string }[] = file === undefined ? [] : JSON.parse(file.toString());
  return new Map(pairs.map(({ key, value }) => [key, value]));
}
