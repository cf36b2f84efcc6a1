import {
  checkStoreEntry,
  checkStoreFunctions,
  checkStoreSize,
  checkStoreUpdate,
  type KeyValuePair,
} from "@featheredge/aws-rules";
import type { ReadFile } from "./functions.ts";
import { type Block, blocks, constant, fileNamed, list, number, type Resource, referenced } from "./resources.ts";
import { at, type StackDiagnostic } from "./stack-diagnostic.ts";

const keyTypes = ["aws_cloudfrontkeyvaluestore_keys_exclusive", "aws_cloudfrontkeyvaluestore_key"];

/** Checks KeyValueStores: the number of functions that read one, and its initial entries. */
export function checkStores(resources: readonly Resource[], read: ReadFile): StackDiagnostic[] {
  const stores = resources.filter(({ type }) => type === "aws_cloudfront_key_value_store");
  const functions = resources.filter(({ type }) => type === "aws_cloudfront_function");
  const filling = resources.filter(({ type }) => keyTypes.includes(type));
  return [
    ...stores.flatMap((store) => {
      const { address } = store;
      const readers = functions.filter(({ values }) =>
        list(values.key_value_store_associations).some((arn) => referenced(arn, "arn") === address),
      );
      const own = filling.filter(({ values }) => referenced(values.key_value_store_arn, "arn") === address);
      const pairs = own.flatMap(({ values }) => pairsOf(values, read));
      return [
        ...at(address, checkStoreFunctions(readers.length), checkStoreSize(pairs)),
        ...pairs.flatMap((pair) => at(addressOfEntry(store, pair.key), ...checkStoreEntry(pair))),
      ];
    }),
    ...filling.flatMap(({ address, values }) =>
      at(`${address}.max_batch_size`, checkStoreUpdate(number(values.max_batch_size) ?? 0)),
    ),
  ];
}

/** The attribute of an environment's key for an entry of a KeyValueStore: `entries["redirects/rules"]`. */
export function entryAttribute(key: string): string {
  return `entries[${JSON.stringify(key)}]`;
}

/** The entry's address if an environment has a key for it, or else the store's. */
function addressOfEntry({ address, keys }: Resource, key: string): string {
  const attribute = entryAttribute(key);
  return keys?.attributes?.[attribute] === undefined ? address : `${address}.${attribute}`;
}

/** The entries of a resource: a single key, a list of keys, or the file that a dynamic block reads. */
function pairsOf(values: Block, read: ReadFile): KeyValuePair[] {
  const written = [values, ...blocks(values.resource_key_value_pair)].flatMap(({ key, value }) =>
    constant(key) === undefined ? [] : [{ key: String(key), value: constant(value) ?? "" }],
  );
  const file = fileNamed(blocks(values.dynamic).flatMap((block) => blocks(block.resource_key_value_pair))[0]?.for_each);
  const content = file === undefined ? undefined : read(file);
  if (content === undefined) return written;
  return [...written, ...(JSON.parse(Buffer.from(content).toString()) as KeyValuePair[])];
}
