import { beforeEach, describe, expect, it } from "vitest";
import { startControlPlane, type TestControlPlane } from "../../testing/control-plane.ts";
import { createPublicKey, pem } from "../../testing/public-key.ts";

let controlPlane: TestControlPlane;

beforeEach(async () => {
  controlPlane = await startControlPlane();
  return () => controlPlane.close();
});

describe("a key group", () => {
  it("gives the data plane its keys in PEM", async () => {
    const [a, b] = [await createPublicKey(controlPlane, "a"), await createPublicKey(controlPlane, "b")];
    const { KeyGroup: group } = await controlPlane.client.createKeyGroup({
      KeyGroupConfig: { Name: "group", Items: [a.Id, b.Id] },
    });
    expect(controlPlane.deployment.keyGroup(group?.Id ?? "")).toEqual(
      new Map([
        [a.Id, pem],
        [b.Id, pem],
      ]),
    );
    expect(controlPlane.deployment.keyGroup("other")).toBeUndefined();
  });

  it("rejects a sixth key, a repeated key and a key that does not exist", async () => {
    const { Id } = await createPublicKey(controlPlane, "a");
    const create = (Items: string[]) =>
      controlPlane.client.createKeyGroup({ KeyGroupConfig: { Name: "group", Items } });
    await expect(create(Array(6).fill(Id))).rejects.toMatchObject({ name: "TooManyPublicKeysInKeyGroup" });
    await expect(create([Id, Id])).rejects.toMatchObject({ name: "InvalidArgument" });
    await expect(create(["KNONE"])).rejects.toMatchObject({ name: "InvalidArgument" });
  });

  it("is reported as NoSuchResource when it does not exist", async () => {
    const read = controlPlane.client.getKeyGroup({ Id: "none" });
    await expect(read).rejects.toMatchObject({ name: "NoSuchResource" });
  });
});
