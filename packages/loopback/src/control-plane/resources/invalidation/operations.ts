import { isDeepStrictEqual } from "node:util";
import type { Context } from "../../context.ts";
import { newId } from "../../ids.ts";
import { CloudFrontError, fail } from "../../protocol/errors.ts";
import type { Operations } from "../../protocol/operations.ts";
import { pageOf } from "../../shared/paging.ts";
import { findDistribution } from "../distribution/kind.ts";
import { invalidationKind, invalidationsInProgress, invalidationsOf, isCompleted } from "./kind.ts";
import { checkBatch } from "./validate.ts";

type InvalidationRecord = ReturnType<typeof invalidationsOf>[number];

function summarize(record: InvalidationRecord, context: Context) {
  const status = isCompleted(record, context) ? "Completed" : "InProgress";
  return { Id: record.id, Status: status, CreateTime: record.created };
}

function present(record: InvalidationRecord, context: Context) {
  return { ...summarize(record, context), InvalidationBatch: record.batch };
}

function newestFirst(a: InvalidationRecord, b: InvalidationRecord): number {
  return b.created.getTime() - a.created.getTime() || (a.id < b.id ? -1 : 1);
}

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html */
export const invalidationOperations: Operations = {
  CreateInvalidation({ DistributionId, InvalidationBatch: batch }, context) {
    const distribution = findDistribution(DistributionId, context);
    if (batch === undefined) {
      throw new CloudFrontError("MissingBody", "The request has no body.");
    }
    const answer = (record: InvalidationRecord) => ({
      Location: `https://cloudfront.amazonaws.com/2020-05-31/distribution/${distribution.id}/invalidation/${record.id}`,
      Invalidation: present(record, context),
    });
    const earlier = invalidationsOf(distribution.id, context).find(
      (record) => record.batch.CallerReference === batch.CallerReference,
    );
    if (earlier !== undefined) {
      return isDeepStrictEqual(earlier.batch, batch)
        ? answer(earlier)
        : fail(
            "InvalidationBatchAlreadyExists",
            `The caller reference '${batch.CallerReference}' was used for other paths before. Give a new one.`,
          );
    }
    const inProgress = invalidationsInProgress(distribution.id, context);
    checkBatch(
      batch,
      inProgress.flatMap((record) => record.batch.Paths?.Items ?? []),
    );
    const record = {
      id: newId.invalidation(),
      distributionId: distribution.id,
      created: new Date(context.clock()),
      batch,
    };
    context.account.all(invalidationKind).put(record);
    context.invalidate({ distributionId: distribution.id, paths: batch.Paths?.Items ?? [] });
    return answer(record);
  },

  GetInvalidation({ DistributionId, Id: id = "" }, context) {
    const distribution = findDistribution(DistributionId, context);
    const record = invalidationsOf(distribution.id, context).find((one) => one.id === id);
    return record === undefined
      ? fail("NoSuchInvalidation", `The invalidation '${id}' does not exist.`)
      : { Invalidation: present(record, context) };
  },

  /** Lists the newest invalidations first. @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListInvalidations.html */
  ListInvalidations(input, context) {
    const distribution = findDistribution(input.DistributionId, context);
    const { items, about } = pageOf(invalidationsOf(distribution.id, context), input, newestFirst);
    return { InvalidationList: { ...about, Items: items.map((record) => summarize(record, context)) } };
  },
};
