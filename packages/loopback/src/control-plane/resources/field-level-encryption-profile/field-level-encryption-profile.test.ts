import { beforeEach, describe, expect, it } from "vitest";
import { startControlPlane, type TestControlPlane } from "../../testing/control-plane.ts";
import { createEncryptionConfig, createProfile } from "../../testing/field-level-encryption.ts";
import { createPublicKey } from "../../testing/public-key.ts";

let controlPlane: TestControlPlane;

beforeEach(async () => {
  controlPlane = await startControlPlane();
  return () => controlPlane.close();
});

describe("a field-level encryption profile", () => {
  it("rejects a public key that does not exist", async () => {
    await expect(createProfile(controlPlane, "KNONE")).rejects.toMatchObject({ name: "NoSuchPublicKey" });
  });

  it("keeps its public key from being deleted", async () => {
    const key = await createPublicKey(controlPlane, "k");
    await createProfile(controlPlane, key.Id);
    await expect(controlPlane.client.deletePublicKey(key)).rejects.toMatchObject({ name: "PublicKeyInUse" });
  });

  it("cannot be deleted while a configuration uses it", async () => {
    const key = await createPublicKey(controlPlane, "k");
    const { FieldLevelEncryptionProfile: profile, ETag } = await createProfile(controlPlane, key.Id);
    await createEncryptionConfig(controlPlane, profile?.Id ?? "");
    const deletion = controlPlane.client.deleteFieldLevelEncryptionProfile({ Id: profile?.Id ?? "", IfMatch: ETag });
    await expect(deletion).rejects.toMatchObject({ name: "FieldLevelEncryptionProfileInUse" });
  });
});
