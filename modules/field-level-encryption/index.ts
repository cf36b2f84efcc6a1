import { CloudfrontFieldLevelEncryptionConfig } from "@cdktf/provider-aws/lib/cloudfront-field-level-encryption-config/index.js";
import { CloudfrontFieldLevelEncryptionProfile } from "@cdktf/provider-aws/lib/cloudfront-field-level-encryption-profile/index.js";
import { sharingQuotas } from "@featheredge/aws-rules";
import { setEnvironmentKeys } from "@featheredge/synth";
import { Construct, type IConstruct } from "constructs";
import { PublicKeys } from "../key-group/index.ts";
import { resourceName } from "../naming.ts";
import { oncePerStack, SharedResources } from "../shared-resources.ts";
import { type FieldLevelEncryptionOptions, fieldLevelEncryptionOptions, type ProfileOption } from "./options.ts";

export type { FieldLevelEncryptionOptions } from "./options.ts";

/** The content type that CloudFront encrypts fields of, and its format. */
const form = { contentType: "application/x-www-form-urlencoded", format: "URLEncoded" } as const;

/**
 * The configurations and profiles of field-level encryption of a stack, one for equal settings, since an account may have
 * ten of each. Terraform makes a changed one before it deletes the old one, which CloudFront rejects while it is in use.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/field-level-encryption.html
 */
export class FieldLevelEncryption extends Construct {
  readonly #configs = new SharedResources<CloudfrontFieldLevelEncryptionConfig>(
    sharingQuotas.distributionsPerFieldLevelEncryptionConfig.value,
  );
  readonly #profiles = new SharedResources<CloudfrontFieldLevelEncryptionProfile>();

  /** The field-level encryption of a construct's stack. */
  static of(scope: IConstruct): FieldLevelEncryption {
    const id = "field-level-encryption:";
    return oncePerStack(scope, id, (stack) => new FieldLevelEncryption(stack, id));
  }

  /**
   * @param user the distribution: AWS limits how many share a configuration
   * @param given the id of a configuration that exists, or your own
   * @param key the configuration's key in an environment, for messages
   * @returns the configuration's id
   */
  id(user: IConstruct, given: string | FieldLevelEncryptionOptions, key?: string): string {
    if (typeof given === "string") return given;
    const {
      comment,
      contentTypeProfileConfig: byType,
      queryArgProfileConfig: byArgument,
    } = fieldLevelEncryptionOptions.parse(given);
    const profileId = byType.profile === undefined ? undefined : this.#profile(byType.profile, key);
    const items = byArgument.queryArgProfiles.map(({ queryArg, profile }) => ({
      queryArg,
      profileId: this.#profile(profile, key),
    }));
    const content = {
      ...(comment === undefined ? {} : { comment }),
      contentTypeProfileConfig: {
        forwardWhenContentTypeIsUnknown: byType.forwardWhenContentTypeIsUnknown,
        contentTypeProfiles: { items: [{ ...form, ...(profileId === undefined ? {} : { profileId }) }] },
      },
      queryArgProfileConfig: {
        forwardWhenQueryArgProfileIsUnknown: byArgument.forwardWhenQueryArgProfileIsUnknown,
        ...(items.length === 0 ? {} : { queryArgProfiles: { items } }),
      },
    };
    const created = this.#configs.for(user, content, (suffix) => {
      const lifecycle = { createBeforeDestroy: true };
      return new CloudfrontFieldLevelEncryptionConfig(this, `config:forms-${suffix}`, { ...content, lifecycle });
    });
    if (key !== undefined) setEnvironmentKeys(created, { resource: key, attributes: {} });
    return created.id;
  }

  #profile(profile: ProfileOption, key: string | undefined): string {
    if (typeof profile === "string") return profile;
    const { name, comment, encryptionEntities } = profile;
    const items = encryptionEntities.map(({ publicKey, providerId, fieldPatterns }) => ({
      providerId,
      publicKeyId: PublicKeys.of(this).id(this, publicKey, key),
      fieldPatterns: { items: fieldPatterns.toSorted() },
    }));
    const content = { name, ...(comment === undefined ? {} : { comment }), encryptionEntities: { items } };
    const created = this.#profiles.for(this, content, (suffix) => {
      return new CloudfrontFieldLevelEncryptionProfile(this, `profile:${name}-${suffix}`, {
        ...content,
        name: resourceName(this, `${name}-${suffix}`, 128),
        lifecycle: { createBeforeDestroy: true },
      });
    });
    if (key !== undefined) setEnvironmentKeys(created, { resource: key, attributes: {} });
    return created.id;
  }
}
