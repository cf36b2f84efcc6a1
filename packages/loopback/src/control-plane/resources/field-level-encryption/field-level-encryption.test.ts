import { generateKeyPairSync } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { startControlPlane, type TestControlPlane } from "../../testing/control-plane.ts";

let plane: TestControlPlane;

beforeEach(async () => {
  plane = await startControlPlane();
  return () => plane.close();
});

async function createKey() {
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const EncodedKey = publicKey.export({ type: "spki", format: "pem" }).toString();
  const { PublicKey: key, ETag } = await plane.client.createPublicKey({
    PublicKeyConfig: { CallerReference: "k", Name: "k", EncodedKey },
  });
  return { Id: key?.Id ?? "", IfMatch: ETag };
}

const createProfile = (PublicKeyId: string) =>
  plane.client.createFieldLevelEncryptionProfile({
    FieldLevelEncryptionProfileConfig: {
      Name: "profile",
      CallerReference: "p",
      EncryptionEntities: {
        Quantity: 1,
        Items: [{ PublicKeyId, ProviderId: "us", FieldPatterns: { Quantity: 1, Items: ["card*"] } }],
      },
    },
  });

const createConfig = (ProfileId: string) =>
  plane.client.createFieldLevelEncryptionConfig({
    FieldLevelEncryptionConfig: {
      CallerReference: "c",
      QueryArgProfileConfig: {
        ForwardWhenQueryArgProfileIsUnknown: true,
        QueryArgProfiles: { Quantity: 1, Items: [{ QueryArg: "a", ProfileId }] },
      },
    },
  });

describe("field-level encryption", () => {
  it("needs a public key that is there for a profile, and a profile for a configuration", async () => {
    await expect(createProfile("KNONE")).rejects.toMatchObject({ name: "NoSuchPublicKey" });
    await expect(createConfig("PNONE")).rejects.toMatchObject({ name: "NoSuchFieldLevelEncryptionProfile" });
  });

  it("keeps what is in use: the key for its profile, the profile for its configuration", async () => {
    const key = await createKey();
    const { FieldLevelEncryptionProfile: profile, ETag } = await createProfile(key.Id);
    const { FieldLevelEncryption: made } = await createConfig(profile?.Id ?? "");
    await expect(plane.client.deletePublicKey(key)).rejects.toMatchObject({ name: "PublicKeyInUse" });
    await expect(
      plane.client.deleteFieldLevelEncryptionProfile({ Id: profile?.Id ?? "", IfMatch: ETag }),
    ).rejects.toMatchObject({ name: "FieldLevelEncryptionProfileInUse" });
    const { FieldLevelEncryptionList: list } = await plane.client.listFieldLevelEncryptionConfigs({});
    expect(list?.Items?.map(({ Id }) => Id)).toEqual([made?.Id]);
  });
});
