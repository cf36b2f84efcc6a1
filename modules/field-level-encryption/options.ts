import { z } from "zod";
import { publicKeyOptions } from "../key-group/options.ts";
import { policyComment, policyName } from "../policies/forwarded-names.ts";

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_EncryptionEntity.html */
const encryptionEntity = z.strictObject({
  /** An RSA key with 2048 bits, or the id of a key that exists. */
  publicKey: z.union([z.string(), publicKeyOptions]),
  /** A name of your choice for the key's owner; decryption needs it. */
  providerId: z.string().regex(/^[\w.-]{1,128}$/, "at most 128 letters, digits, '.', '_' and '-'"),
  /** Names of form fields; `*` at the end stands for any characters: `["card_*"]`. */
  fieldPatterns: z.array(z.string().min(1)).min(1).readonly(),
});

/** The fields of a form that are encrypted, and with which key. */
const profile = z.strictObject({
  /** A part of the profile's name in AWS, between the stack's and a hash of the content. @default fields */
  name: policyName.default("fields"),
  /** Shown in AWS's console. @default none */
  comment: policyComment.optional(),
  encryptionEntities: z.array(encryptionEntity).min(1).readonly(),
});

const profileOrId = z.union([z.string(), profile]);

/**
 * Field-level encryption: CloudFront encrypts fields of forms with a public key, so that only the holder of the private
 * key can read them, not the servers that pass the form on.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/field-level-encryption.html
 */
export const fieldLevelEncryptionOptions = z.strictObject({
  /** Shown in AWS's console. @default none */
  comment: policyComment.optional(),
  /** The profile by the form's content type. @default URL-encoded forms without a profile */
  contentTypeProfileConfig: z
    .strictObject({
      /** Send forms of other content types to the origin, unencrypted. @default false: CloudFront rejects them */
      forwardWhenContentTypeIsUnknown: z.boolean().default(false),
      /** @default no profile, so that queryArgProfileConfig chooses one */
      profile: profileOrId.optional(),
    })
    .default({ forwardWhenContentTypeIsUnknown: false }),
  /** The profile by the value of the query argument `fle-profile`, which precedes the one by content type. */
  queryArgProfileConfig: z
    .strictObject({
      /** Send requests that name an unknown profile to the origin, unencrypted. @default false: CloudFront rejects them */
      forwardWhenQueryArgProfileIsUnknown: z.boolean().default(false),
      /** @default [] */
      queryArgProfiles: z
        .array(z.strictObject({ queryArg: z.string().min(1), profile: profileOrId }))
        .readonly()
        .default([]),
    })
    .default({ forwardWhenQueryArgProfileIsUnknown: false, queryArgProfiles: [] }),
});

/** The id of a configuration that exists, or your own. */
export const fieldLevelEncryption = z.union([z.string(), fieldLevelEncryptionOptions]);

export type FieldLevelEncryptionOptions = z.input<typeof fieldLevelEncryptionOptions>;
export type ProfileOption = z.output<typeof profileOrId>;
