import type { TestControlPlane } from "./control-plane.ts";

/** Creates a field-level encryption profile that encrypts one field with a public key. */
export function createProfile({ client }: TestControlPlane, publicKeyId: string) {
  return client.createFieldLevelEncryptionProfile({
    FieldLevelEncryptionProfileConfig: {
      Name: "profile",
      CallerReference: "p",
      EncryptionEntities: {
        Quantity: 1,
        Items: [{ PublicKeyId: publicKeyId, ProviderId: "us", FieldPatterns: { Quantity: 1, Items: ["card*"] } }],
      },
    },
  });
}

/** Creates a field-level encryption configuration that uses a profile for one query parameter. */
export function createEncryptionConfig({ client }: TestControlPlane, profileId: string) {
  return client.createFieldLevelEncryptionConfig({
    FieldLevelEncryptionConfig: {
      CallerReference: "c",
      QueryArgProfileConfig: {
        ForwardWhenQueryArgProfileIsUnknown: true,
        QueryArgProfiles: { Quantity: 1, Items: [{ QueryArg: "a", ProfileId: profileId }] },
      },
    },
  });
}
