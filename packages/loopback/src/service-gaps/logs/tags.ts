import type { Account, Kind } from "../../control-plane/state/account.ts";
import type { StoredRecord } from "../../control-plane/state/collection.ts";
import { type Operations, textOf } from "../call.ts";
import { deliveryDestinationKind, deliveryKind, deliverySourceKind } from "./kinds.ts";

interface Tagged extends StoredRecord {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
}

const kinds: readonly Kind<Tagged>[] = [deliverySourceKind, deliveryDestinationKind, deliveryKind];

/** Tags of deliveries, their sources and destinations. moto has those of log groups. */
export const deliveryTagOperations: Operations = {
  ListTagsForResource: ({ input, account }) => changed(account, textOf(input, "resourceArn"), (tags) => tags),

  TagResource({ input, account }) {
    const added = input.tags as Tagged["tags"];
    return changed(account, textOf(input, "resourceArn"), (tags) => ({ ...tags, ...added })) && {};
  },

  UntagResource({ input, account }) {
    const removed = input.tagKeys as readonly string[];
    const keep = (tags: Tagged["tags"]) =>
      Object.fromEntries(Object.entries(tags).filter(([key]) => !removed.includes(key)));
    return changed(account, textOf(input, "resourceArn"), keep) && {};
  },
};

/** Changes the tags of a resource; undefined if the resource is moto's. */
function changed(
  account: Account,
  arn: string,
  change: (tags: Tagged["tags"]) => Tagged["tags"],
): { readonly tags: Tagged["tags"] } | undefined {
  for (const kind of kinds) {
    const record = account.all(kind).find((one) => one.arn === arn);
    if (record === undefined) continue;
    const tags = change(record.tags);
    if (tags !== record.tags) account.all(kind).put({ ...record, tags });
    return { tags };
  }
  return undefined;
}

/** The deliveries of an account with their tags, as the Resource Groups Tagging API lists them. */
export function taggedDeliveries(account: Account, region: string): { arn: string; tags: Tagged["tags"] }[] {
  return kinds
    .flatMap((kind) => Array.from(account.all(kind)))
    .filter(({ arn, tags }) => arn.split(":")[3] === region && Object.keys(tags).length > 0)
    .map(({ arn, tags }) => ({ arn, tags }));
}
