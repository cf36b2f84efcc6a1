import type { Tag } from "@aws-sdk/client-cloudfront";
import type { Context } from "../../context.ts";
import { CloudFrontError } from "../../protocol/errors.ts";
import type { Operations } from "../../protocol/operations.ts";
import type { Kind } from "../../state/account.ts";
import type { StoredRecord } from "../../state/collection.ts";
import { distributionKind } from "../distribution/record.ts";
import { vpcOriginKind } from "../vpc-origin/kind.ts";
import { acceptTags } from "./validate.ts";

interface TaggedRecord extends StoredRecord {
  readonly tags: readonly Tag[];
}

/** Those with `taggedAs`, whose records have tags. */
const taggedKinds: readonly Kind<TaggedRecord>[] = [
  distributionKind as Kind<TaggedRecord>,
  vpcOriginKind as Kind<TaggedRecord>,
];

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_TagResource.html */
export const taggingOperations: Operations = {
  TagResource({ Resource: arn = "", Tags: tags }, context) {
    const { kind, record } = find(arn, context);
    context.account.all(kind).put({ ...record, tags: acceptTags([...record.tags, ...(tags?.Items ?? [])]) });
    return {};
  },

  UntagResource({ Resource: arn = "", TagKeys: keys }, context) {
    const { kind, record } = find(arn, context);
    const tags = record.tags.filter(({ Key }) => !keys?.Items?.includes(Key ?? ""));
    context.account.all(kind).put({ ...record, tags });
    return {};
  },

  ListTagsForResource: ({ Resource: arn = "" }, context) => ({
    Tags: { Items: [...find(arn, context).record.tags] },
  }),
};

function find(arn: string, { account }: Context) {
  for (const kind of taggedKinds) {
    const record = account.all(kind).find(({ id }) => account.arn(kind.taggedAs ?? "", id) === arn);
    if (record !== undefined) {
      return { kind, record };
    }
  }
  throw new CloudFrontError("NoSuchResource", `The resource '${arn}' does not exist, or it takes no tags.`);
}
