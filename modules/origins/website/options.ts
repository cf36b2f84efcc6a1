import { z } from "zod";
import { bucketNameOrArn, bucketRegion } from "../s3/options.ts";
import { commonSettings, serverTimeouts } from "../settings/options.ts";

/**
 * The website endpoint of a bucket that exists: S3 serves index documents and redirects, to everyone, over HTTP. It can't
 * have an access control. A bucket policy can require a header that CloudFront adds (`Referer`, by `customHeaders`).
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
 */
export const websiteOriginOptions = z.strictObject({
  type: z.literal("website"),
  /** The bucket's name or ARN. */
  bucket: bucketNameOrArn,
  region: bucketRegion,
  ...serverTimeouts,
  ...commonSettings,
});
