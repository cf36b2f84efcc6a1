import { type KeyValueEntry, type KeyValueStore, maskPattern } from "@featheredge/inspector/api";
import type { AdministeredStore } from "../../../administration.ts";
import { type InspectorContext, InspectorFault } from "../context.ts";
import { listFunctions } from "./functions.ts";

/** Entries that one answer has unless the client limits it. */
const defaultLimit = 500;

export async function listStores(context: InspectorContext): Promise<KeyValueStore[]> {
  const functions = await listFunctions(context);
  const readers = (arn: string) =>
    functions.filter((one) => context.deployment.cloudFrontFunction(one.arn)?.keyValueStore === arn);
  return storesOf(context).map(({ id, name, arn, entries }) => ({
    id,
    name,
    arn,
    keys: entries.length,
    bytes: entries.reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0),
    functions: readers(arn).map((one) => one.name),
    ahead: context.namesAhead().has(name),
  }));
}

/** @param named a store's name or id */
export function listKeys(
  context: InspectorContext,
  named: string,
  {
    prefix = "",
    after,
    limit = defaultLimit,
  }: { prefix?: string | undefined; after?: string | undefined; limit?: number | undefined },
): { keys: KeyValueEntry[]; next?: string } {
  const matching = findStore(context, named).entries.filter(
    ([key]) => key.startsWith(prefix) && (after === undefined || key > after),
  );
  const keys = matching.slice(0, limit).map(([key, value]) => ({ key, value }));
  const last = keys.at(-1)?.key;
  return { keys, ...(matching.length > keys.length && last !== undefined ? { next: last } : {}) };
}

/** @throws {InspectorFault} for a text that {@link listKeys} has shown in place of a secret: it would replace the secret */
export function putKey(context: InspectorContext, named: string, key: string, value: string): void {
  const mask = maskPattern.exec(key) ?? maskPattern.exec(value);
  if (mask !== null) {
    throw new InspectorFault(400, `'${key}' can't be written: ${mask[0]} stands for a secret. Write the whole value.`);
  }
  change(() => context.administration?.putKey(findStore(context, named).arn, key, value));
}

export function deleteKey(context: InspectorContext, named: string, key: string): void {
  const store = findStore(context, named);
  if (!store.entries.some(([existing]) => existing === key)) {
    throw new InspectorFault(404, `The KeyValueStore '${store.name}' has no key '${key}'.`);
  }
  change(() => context.administration?.deleteKey(store.arn, key));
}

function storesOf({ administration }: InspectorContext): readonly AdministeredStore[] {
  return administration?.keyValueStores() ?? [];
}

function findStore(context: InspectorContext, named: string): AdministeredStore {
  const stores = storesOf(context);
  const store = stores.find(({ name, id }) => name === named || id === named);
  if (store !== undefined) return store;
  const names = stores.map(({ name }) => name).join(", ");
  throw new InspectorFault(
    404,
    `There is no KeyValueStore '${named}'. ${names === "" ? "The loopback has no KeyValueStore" : `There are ${names}`}.`,
  );
}

/** Runs a change through CloudFront's own operation, whose messages are for people. */
export function change(run: () => void): void {
  try {
    run();
  } catch (error) {
    throw new InspectorFault(400, (error as Error).message);
  }
}
