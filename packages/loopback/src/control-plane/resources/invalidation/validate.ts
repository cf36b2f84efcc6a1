import type { InvalidationBatch } from "@aws-sdk/client-cloudfront";
import { accountQuotas } from "@featheredge/aws-rules";
import { CloudFrontError } from "../../protocol/errors.ts";
import { invalid } from "../../shared/invalid.ts";

/**
 * Checks a batch of paths, and the quota of paths in progress.
 * @param inProgress - The paths of invalidations that are not completed.
 * @throws {CloudFrontError}
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 */
export function checkBatch(batch: InvalidationBatch, inProgress: readonly string[]): void {
  const paths = batch.Paths?.Items ?? [];
  if (!batch.CallerReference || paths.length === 0) {
    invalid("An invalidation needs a CallerReference and at least one path.");
  }
  const malformed = paths.find((path) => (path.startsWith("#") ? !isTag(path) : !isPath(path)));
  if (malformed !== undefined) {
    invalid(
      `Your request contains one or more invalid invalidation paths: '${malformed}'. A path begins with a slash and has * at its end only; a cache tag is # and 1 to 256 visible characters without a comma.`,
    );
  }
  const { invalidationPathsInProgress: most, invalidationWildcardsInProgress: wildcards } = accountQuotas;
  const isWildcard = (path: string) => path.startsWith("/") && path.endsWith("*");
  const all = [...inProgress, ...paths];
  const many = all.filter(isWildcard).length;
  if (many > wildcards.value || all.length - many > most.value) {
    throw new CloudFrontError(
      "TooManyInvalidationsInProgress",
      `${all.length} paths would be in progress, ${many} of them wildcards; CloudFront takes ${most.value} and ${wildcards.value}.`,
    );
  }
}

function isPath(item: string): boolean {
  return item.startsWith("/") && item.length <= 4_000 && !/\*./.test(item);
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-tags.html */
function isTag(item: string): boolean {
  return /^#[\x21-\x2b\x2d-\x7e]{1,256}$/.test(item);
}
