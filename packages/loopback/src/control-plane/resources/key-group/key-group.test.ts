import { generateKeyPairSync } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { startControlPlane, type TestControlPlane } from "../../testing/control-plane.ts";

const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const pem = publicKey.export({ type: "spki", format: "pem" }).toString();

let plane: TestControlPlane;

beforeEach(async () => {
  plane = await startControlPlane();
  return () => plane.close();
});

async function createKey(Name: string, EncodedKey = pem) {
  const { PublicKey: key, ETag } = await plane.client.createPublicKey({
    PublicKeyConfig: { CallerReference: Name, Name, EncodedKey },
  });
  return { Id: key?.Id ?? "", IfMatch: ETag };
}

describe("a public key", () => {
  it("has an id of K and 13 capitals or digits, and changes in its comment only", async () => {
    const { Id, IfMatch } = await createKey("first");
    expect(Id).toMatch(/^K[A-Z0-9]{13}$/);
    const update = (Name: string) =>
      plane.client.updatePublicKey({
        Id,
        IfMatch,
        PublicKeyConfig: { CallerReference: "first", Name, EncodedKey: pem, Comment: "new" },
      });
    await expect(update("second")).rejects.toMatchObject({ name: "CannotChangeImmutablePublicKeyFields" });
    expect((await update("first")).PublicKey?.PublicKeyConfig?.Comment).toBe("new");
  });

  it("is no private key, no key of another kind and no other text", async () => {
    const refused = { name: "InvalidArgument" };
    const ed = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" }).toString();
    const secret = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    for (const text of [secret, ed, "key", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"]) {
      await expect(createKey("key", text)).rejects.toMatchObject(refused);
    }
  });

  it("stays as long as a key group has it", async () => {
    const key = await createKey("first");
    await plane.client.createKeyGroup({ KeyGroupConfig: { Name: "group", Items: [key.Id] } });
    await expect(plane.client.deletePublicKey(key)).rejects.toMatchObject({ name: "PublicKeyInUse" });
  });
});

describe("a key group", () => {
  it("gives the data plane its keys in PEM", async () => {
    const [a, b] = [await createKey("a"), await createKey("b")];
    const { KeyGroup: group } = await plane.client.createKeyGroup({
      KeyGroupConfig: { Name: "group", Items: [a.Id, b.Id] },
    });
    expect(plane.deployment.keyGroup(group?.Id ?? "")).toEqual(
      new Map([
        [a.Id, pem],
        [b.Id, pem],
      ]),
    );
    expect(plane.deployment.keyGroup("other")).toBeUndefined();
  });

  it("has 5 keys at most, each once, and only ones that are there", async () => {
    const { Id } = await createKey("a");
    const create = (Items: string[]) => plane.client.createKeyGroup({ KeyGroupConfig: { Name: "group", Items } });
    await expect(create(Array(6).fill(Id))).rejects.toMatchObject({ name: "TooManyPublicKeysInKeyGroup" });
    await expect(create([Id, Id])).rejects.toMatchObject({ name: "InvalidArgument" });
    await expect(create(["KNONE"])).rejects.toMatchObject({ name: "InvalidArgument" });
    await expect(plane.client.getKeyGroup({ Id: "none" })).rejects.toMatchObject({ name: "NoSuchResource" });
  });
});
