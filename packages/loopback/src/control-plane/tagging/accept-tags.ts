import type { Tag } from "@aws-sdk/client-cloudfront";
import { distributionQuotas } from "@featheredge/aws-rules";
import { CloudFrontError } from "../protocol/errors.ts";

/**
 * Validates tags, of which the last of each key counts.
 * @param code - `InvalidArgument` for operations whose documented errors do not include `InvalidTagging`.
 * @throws {CloudFrontError} with the code.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Tag.html
 */
export function acceptTags(
  tags: readonly Tag[],
  code: "InvalidTagging" | "InvalidArgument" = "InvalidTagging",
): readonly Tag[] {
  const byKey = new Map<string, Tag>();
  for (const { Key: key = "", Value: value = "" } of tags) {
    if (key === "" || key.length > 128 || key.toLowerCase().startsWith("aws:") || value.length > 256) {
      throw new CloudFrontError(
        code,
        `The tag '${key}' must have a key of 1 to 128 characters, not begin with aws:, and a value of at most 256.`,
      );
    }
    byKey.set(key, { Key: key, Value: value });
  }
  const most = distributionQuotas.tags.value;
  if (byKey.size > most) {
    throw new CloudFrontError(code, `The resource would have ${byKey.size} tags; CloudFront takes ${most}.`);
  }
  return Array.from(byKey.values());
}
