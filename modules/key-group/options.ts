import { z } from "zod";
import { policyComment, policyName } from "../policies/forwarded-names.ts";
import { orReference } from "../references.ts";

/**
 * A public key, for signed URLs and cookies or for field-level encryption.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html
 */
export const publicKeyOptions = z.strictObject({
  /** A part of the key's name in AWS, and its name in the stack's output `public_key_ids`: `2026-11`. */
  name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "at most 64 letters, digits, '-' and '_'"),
  /** The key in PEM: RSA with 2048 bits, or ECDSA with 256 for signed URLs and cookies. Never the private key. */
  encodedKey: orReference(
    z
      .string()
      .regex(/-----BEGIN [A-Z ]*KEY-----/, "a public key in PEM, which begins with '-----BEGIN PUBLIC KEY-----'"),
  ),
  /** Shown in AWS's console. @default none */
  comment: policyComment.optional(),
});

/**
 * Public keys of which each verifies signed URLs and cookies. With two keys, signers can move from one to the next.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PrivateContent.html
 */
export const keyGroupOptions = z.strictObject({
  /** A part of the group's name in AWS, between the stack's and a hash of the content. @default keys */
  name: policyName.default("keys"),
  /** Shown in AWS's console. @default none */
  comment: policyComment.optional(),
  /** The keys, or the ids of keys that exist. */
  items: z
    .array(z.union([z.string(), publicKeyOptions]))
    .min(1)
    .readonly(),
});

/** The key groups that a behavior trusts: ids of those that exist, or your own. Requests must then be signed. */
export const trustedKeyGroups = z
  .array(z.union([z.string(), keyGroupOptions]))
  .min(1)
  .readonly();

export type PublicKeyOptions = z.input<typeof publicKeyOptions>;
export type KeyGroupOptions = z.input<typeof keyGroupOptions>;
