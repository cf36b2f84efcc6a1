import { generateKeyPairSync } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { startControlPlane, type TestControlPlane } from "../../testing/control-plane.ts";
import { createPublicKey, pem } from "../../testing/public-key.ts";

let controlPlane: TestControlPlane;

beforeEach(async () => {
  controlPlane = await startControlPlane();
  return () => controlPlane.close();
});

describe("a public key", () => {
  it("has an id of K and 13 capitals or digits, and only its comment can change", async () => {
    const { Id, IfMatch } = await createPublicKey(controlPlane, "first");
    expect(Id).toMatch(/^K[A-Z0-9]{13}$/);
    const update = (Name: string) =>
      controlPlane.client.updatePublicKey({
        Id,
        IfMatch,
        PublicKeyConfig: { CallerReference: "first", Name, EncodedKey: pem, Comment: "new" },
      });
    await expect(update("second")).rejects.toMatchObject({ name: "CannotChangeImmutablePublicKeyFields" });
    expect((await update("first")).PublicKey?.PublicKeyConfig?.Comment).toBe("new");
  });

  it("rejects private keys, keys of other types and other text", async () => {
    const ed25519 = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" }).toString();
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const secret = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    for (const text of [secret, ed25519, "key", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"]) {
      const creation = createPublicKey(controlPlane, "key", text);
      await expect(creation).rejects.toMatchObject({ name: "InvalidArgument" });
    }
  });

  it("cannot be deleted while a key group contains it", async () => {
    const key = await createPublicKey(controlPlane, "first");
    await controlPlane.client.createKeyGroup({ KeyGroupConfig: { Name: "group", Items: [key.Id] } });
    await expect(controlPlane.client.deletePublicKey(key)).rejects.toMatchObject({ name: "PublicKeyInUse" });
  });
});
