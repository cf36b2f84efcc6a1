import { z } from "zod";
import { orOutput } from "../../forms.ts";
import { orReference } from "../../references.ts";
import { bucketNameOrArn } from "../s3/options.ts";
import { commonSettings, originAccessControlId } from "../settings/options.ts";

/**
 * An S3 Multi-Region Access Point: one that exists, by `alias`, or one that the stack creates for buckets that exist, by
 * `buckets`. CloudFront signs each request by Signature Version 4A (`sigv4a`). The stack manages the policy of an access
 * point that it creates. Other policies stay their owners': the output `origin_statements` has the statements to add.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3-mrap.html
 */
export const multiRegionAccessPointOriginOptions = z
  .strictObject({
    type: z.literal("multi-region-access-point"),
    /** The alias of one that exists: `mfzwi23gnjvgw.mrap`. */
    alias: orOutput(
      orReference(z.string().regex(/^[a-z0-9-]+\.mrap$/, "an alias looks like 'mfzwi23gnjvgw.mrap'")),
    ).optional(),
    /** The buckets of one that the stack creates, by name or ARN, each in another region. */
    buckets: z.array(bucketNameOrArn).min(1).max(20).optional(),
    /**
     * AWS provider 5.100 can't create an access control that signs with `sigv4a`. Create one with
     * `aws cloudfront create-origin-access-control`, and give its id here.
     */
    originAccessControlId,
    ...commonSettings,
  })
  .refine(({ alias, buckets }) => (alias === undefined) !== (buckets === undefined), {
    error: "needs either 'alias', for an access point that exists, or 'buckets', for one that the stack creates",
    path: ["alias"],
  });
