import { generateKeyPairSync } from "node:crypto";
import { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import { synthesized } from "../testing/stack.ts";
import { FieldLevelEncryption, type FieldLevelEncryptionOptions } from "./index.ts";

const encodedKey = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .publicKey.export({ type: "spki", format: "pem" })
  .toString();

const cards = {
  name: "cards",
  encryptionEntities: [
    { publicKey: { name: "cards", encodedKey }, providerId: "shop", fieldPatterns: ["card_*", "cvc"] },
  ],
} as const;

const made = (...options: readonly FieldLevelEncryptionOptions[]) =>
  synthesized((stack) => {
    options.forEach((one, index) => {
      FieldLevelEncryption.of(stack).id(new Construct(stack, `distribution-${index}`), one);
    });
  });

describe("field-level encryption", () => {
  it("has a configuration, a profile and a key, each once for equal settings", () => {
    const options = { contentTypeProfileConfig: { profile: cards } };
    const synthesis = made(options, { ...options });
    const config = synthesis.one("aws_cloudfront_field_level_encryption_config");
    expect(config).toMatchObject({
      content_type_profile_config: {
        forward_when_content_type_is_unknown: false,
        content_type_profiles: {
          items: [{ content_type: "application/x-www-form-urlencoded", format: "URLEncoded" }],
        },
      },
      query_arg_profile_config: { forward_when_query_arg_profile_is_unknown: false },
      lifecycle: { create_before_destroy: true },
    });
    const profile = synthesis.one("aws_cloudfront_field_level_encryption_profile");
    expect(profile.name).toMatch(/^stack-cards-[0-9a-f]{8}$/);
    expect(profile.encryption_entities.items).toMatchObject([
      { provider_id: "shop", field_patterns: { items: ["card_*", "cvc"] } },
    ]);
    expect(synthesis.one("aws_cloudfront_public_key").encoded_key).toBe(encodedKey);
  });

  it("may choose a profile by a query argument, and use profiles that exist", () => {
    const queryArgProfiles = [
      { queryArg: "cards", profile: cards },
      { queryArg: "other", profile: "P1" },
    ];
    const { query_arg_profile_config: config } = made({ queryArgProfileConfig: { queryArgProfiles } }).one(
      "aws_cloudfront_field_level_encryption_config",
    );
    expect(config.query_arg_profiles.items).toEqual([
      { query_arg: "cards", profile_id: expect.stringMatching(/^\$\{aws_cloudfront_field_level_encryption_profile\./) },
      { query_arg: "other", profile_id: "P1" },
    ]);
  });
});
