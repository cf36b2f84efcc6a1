import type { Tag } from "@aws-sdk/client-cloudfront";
import { CloudFrontError } from "../protocol/errors.ts";
import { distributionKind } from "../resources/distribution/kind.ts";
import { functionKind } from "../resources/function/kind.ts";
import { keyValueStoreKind } from "../resources/key-value-store/kind.ts";
import { vpcOriginKind } from "../resources/vpc-origin/kind.ts";
import type { Account, Kind } from "../state/account.ts";
import type { StoredRecord } from "../state/collection.ts";
import { acceptTags } from "./accept-tags.ts";

interface TaggedRecord extends StoredRecord {
  readonly tags?: readonly Tag[];
  /** Set when the last tag was removed: the Resource Groups Tagging API still lists such a resource. */
  readonly wasTagged?: true;
}

/**
 * The kinds of resources in the control plane that AWS can tag.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistributionWithTags.html
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateVpcOrigin.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudfront-function.html and
 * `aws-resource-cloudfront-keyvaluestore.html`, whose tags change without interruption
 */
const taggedKinds: readonly Kind<TaggedRecord>[] = [distributionKind, vpcOriginKind, functionKind, keyValueStoreKind];

/** A resource with its tags. */
export interface TaggedResource {
  readonly arn: string;
  readonly tags: readonly Tag[];
}

/** The resources of an account that have tags, or once had. */
export function taggedResources(account: Account): TaggedResource[] {
  return taggedKinds.flatMap((kind) =>
    Array.from(account.all(kind))
      .filter(({ tags = [], wasTagged }) => tags.length > 0 || wasTagged)
      .map(({ id, tags = [] }) => ({ arn: account.arn(kind.taggedAs ?? "", id), tags })),
  );
}

/** @throws {CloudFrontError} `NoSuchResource`. */
export function tagsOf(account: Account, arn: string): readonly Tag[] {
  return find(account, arn).record.tags ?? [];
}

/**
 * Adds tags to a resource, and replaces those with the same keys.
 * @throws {CloudFrontError} `NoSuchResource`, or `InvalidTagging`; nothing has changed then.
 */
export function addTags(account: Account, arn: string, added: readonly Tag[]): void {
  const { kind, record } = find(account, arn);
  account.all(kind).put({ ...record, tags: acceptTags([...(record.tags ?? []), ...added]) });
}

/**
 * Removes tags by their keys; keys that the resource does not have are ignored.
 * @throws {CloudFrontError} `NoSuchResource`.
 */
export function removeTags(account: Account, arn: string, keys: readonly string[]): void {
  const { kind, record } = find(account, arn);
  const before = record.tags ?? [];
  const tags = before.filter(({ Key = "" }) => !keys.includes(Key));
  account.all(kind).put({ ...record, tags, ...(tags.length < before.length && { wasTagged: true }) });
}

function find(account: Account, arn: string): { readonly kind: Kind<TaggedRecord>; readonly record: TaggedRecord } {
  for (const kind of taggedKinds) {
    const record = account.all(kind).find(({ id }) => account.arn(kind.taggedAs ?? "", id) === arn);
    if (record !== undefined) return { kind, record };
  }
  throw new CloudFrontError("NoSuchResource", `The resource '${arn}' does not exist, or it can't have tags.`);
}
