import { z } from "zod";
import { orReference } from "../references.ts";

/**
 * The certificates of the authorities that a trust store trusts: one file of S3, in PEM.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/trust-stores-certificate-management.html
 */
export const caCertificatesBundleS3Location = z.strictObject({
  bucket: orReference(z.string().min(3).max(63)),
  key: z.string().min(1).max(1024),
  /** The bucket's region. */
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "an AWS region looks like 'eu-west-1'"),
  /** The version of the object. A new one replaces the authorities at the next apply. @default the newest */
  version: z.string().optional(),
});

export type CaCertificatesBundleS3Location = z.input<typeof caCertificatesBundleS3Location>;
