import { z } from "zod";
import { orOutput } from "../../forms.ts";
import { orReference } from "../../references.ts";
import { commonSettings, originAccessControlId, originAccessLevels, signingBehavior } from "../settings/options.ts";

/** The region of a bucket. @default the home region of the environment */
export const bucketRegion = orReference(
  z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "an AWS region looks like 'eu-west-1'"),
).optional();

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const bucketNameOrArn = orOutput(
  orReference(
    z
      .string()
      .regex(
        /^(arn:aws:s3:::)?[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
        "the name of a bucket, which has 3 to 63 lower-case letters, digits, '.' and '-', or its ARN",
      ),
  ),
);

/**
 * The team that manages the policy of a bucket that exists. `print`: the bucket's owner, for whom the stack's output
 * `origin_statements` has the statement to add. `manage`: this stack, which replaces the whole policy, and allows the
 * distribution alone.
 * @default print
 */
export const policyOwner = z.enum(["print", "manage"]).optional();

/** The name of a bucket from its name or ARN. */
export function bucketName(nameOrArn: string): string {
  return nameOrArn.replace(/^arn:aws:s3:::/, "");
}

/**
 * A bucket that exists, in any region and account. CloudFront signs each request.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export const s3OriginOptions = z.strictObject({
  type: z.literal("s3"),
  /** The bucket's name or ARN. */
  bucket: bucketNameOrArn,
  region: bucketRegion,
  bucketPolicy: policyOwner,
  /** The ARN of the KMS key that encrypts the objects, for the statement that its policy needs. @default none */
  kmsMasterKeyId: orOutput(
    z.string().regex(/^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/.+$/, "the ARN of a KMS key"),
  ).optional(),
  originAccessLevels,
  signingBehavior,
  originAccessControlId,
  ...commonSettings,
});
