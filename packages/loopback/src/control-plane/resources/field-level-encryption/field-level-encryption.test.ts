import { beforeEach, describe, expect, it } from "vitest";
import { startControlPlane, type TestControlPlane } from "../../testing/control-plane.ts";
import { createEncryptionConfig, createProfile } from "../../testing/field-level-encryption.ts";
import { createPublicKey } from "../../testing/public-key.ts";

let controlPlane: TestControlPlane;

beforeEach(async () => {
  controlPlane = await startControlPlane();
  return () => controlPlane.close();
});

describe("a field-level encryption configuration", () => {
  it("rejects a profile that does not exist", async () => {
    const creation = createEncryptionConfig(controlPlane, "PNONE");
    await expect(creation).rejects.toMatchObject({ name: "NoSuchFieldLevelEncryptionProfile" });
  });

  it("is listed once it is created", async () => {
    const key = await createPublicKey(controlPlane, "k");
    const { FieldLevelEncryptionProfile: profile } = await createProfile(controlPlane, key.Id);
    const { FieldLevelEncryption: created } = await createEncryptionConfig(controlPlane, profile?.Id ?? "");
    const { FieldLevelEncryptionList: list } = await controlPlane.client.listFieldLevelEncryptionConfigs({});
    expect(list?.Items?.map(({ Id }) => Id)).toEqual([created?.Id]);
  });
});
