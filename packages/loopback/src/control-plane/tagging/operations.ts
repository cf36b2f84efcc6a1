import type { Operations } from "../protocol/operations.ts";
import { addTags, removeTags, tagsOf } from "./tags.ts";

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_TagResource.html */
export const taggingOperations: Operations = {
  TagResource({ Resource: arn = "", Tags: tags }, { account }) {
    addTags(account, arn, tags?.Items ?? []);
    return {};
  },

  UntagResource({ Resource: arn = "", TagKeys: keys }, { account }) {
    removeTags(account, arn, keys?.Items ?? []);
    return {};
  },

  ListTagsForResource: ({ Resource: arn = "" }, { account }) => ({
    Tags: { Items: [...tagsOf(account, arn)] },
  }),
};
