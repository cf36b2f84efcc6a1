import { z } from "zod";

/** The bucket with the states of an environment's stacks; its name and region are those of the environment's `state`. */
export const stateBucketOptions = z.strictObject({
  /**
   * Days that S3 keeps a version of a state that a newer one has replaced.
   * @default 90
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
   */
  noncurrentVersionDays: z.number().int().min(1).default(90),
  /**
   * A DynamoDB table of this name also locks states, for Terraform before 1.10 or for tools that know no other lock. The
   * lock file in the bucket is always used.
   * @default none
   * @see https://developer.hashicorp.com/terraform/language/backend/s3#dynamodb-state-locking
   */
  lockTable: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{3,255}$/, "a DynamoDB table's name is 3 to 255 letters, digits, '_', '-' and '.'")
    .optional(),
});

export type StateBucketOptions = z.input<typeof stateBucketOptions>;
