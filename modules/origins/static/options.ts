import { z } from "zod";
import { orOutput, pathInside } from "../../forms.ts";
import { orReference } from "../../references.ts";
import { commonSettings, originAccessLevels, signingBehavior } from "../settings/options.ts";

/**
 * A private S3 bucket that the stack creates.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export const staticOriginOptions = z.strictObject({
  type: z.literal("static"),
  /**
   * A folder of files that Terraform uploads, relative to the repository.
   * @default none: another pipeline fills the bucket
   */
  content: pathInside("a folder inside the repository, such as 'stacks/content/site'").optional(),
  /**
   * How S3 encrypts objects: with its own keys, or with a key of KMS. Without `kmsMasterKeyId`, the stack creates the key,
   * rotates it, and lets the distribution decrypt with it.
   * @default AES256
   */
  sseAlgorithm: z.enum(["AES256", "aws:kms"]).optional(),
  /**
   * The ARN of a key of KMS that exists. Its policy stays its owner's: the stack's output `origin_statements` has the
   * statement to add. @default none
   */
  kmsMasterKeyId: orOutput(
    orReference(z.string().regex(/^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/.+$/, "the ARN of a KMS key")),
  ).optional(),
  originAccessLevels,
  signingBehavior,
  ...commonSettings,
});
