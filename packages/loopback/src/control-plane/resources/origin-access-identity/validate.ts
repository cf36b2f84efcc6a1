import type { CloudFrontOriginAccessIdentityConfig } from "@aws-sdk/client-cloudfront";
import type { Context } from "../../context.ts";
import { CloudFrontError } from "../../protocol/errors.ts";
import type { ConfigRecord } from "../../shared/config-record.ts";
import { invalid } from "../../shared/invalid.ts";

/**
 * Validates an origin access identity.
 * @returns the origin access identity as CloudFront stores it.
 * @throws {CloudFrontError}
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CloudFrontOriginAccessIdentityConfig.html
 */
export function acceptOriginAccessIdentity(
  config: CloudFrontOriginAccessIdentityConfig,
  _: Context,
  before: ConfigRecord<CloudFrontOriginAccessIdentityConfig> | undefined,
): CloudFrontOriginAccessIdentityConfig {
  if ((config.Comment ?? "").length > 128) {
    invalid(`The parameter Comment has ${config.Comment?.length} characters; CloudFront takes 128.`);
  }
  if (before !== undefined && before.config.CallerReference !== config.CallerReference) {
    throw new CloudFrontError("IllegalUpdate", "The CallerReference of an origin access identity can't be changed.");
  }
  return config;
}
