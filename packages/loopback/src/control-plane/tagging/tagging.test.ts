import { beforeEach, describe, expect, it } from "vitest";
import { startControlPlane, type TestControlPlane } from "../testing/control-plane.ts";

let controlPlane: TestControlPlane;
let Resource: string;

beforeEach(async () => {
  controlPlane = await startControlPlane();
  const { VpcOrigin: origin } = await controlPlane.client.createVpcOrigin({
    VpcOriginEndpointConfig: {
      Name: "internal",
      Arn: "arn:aws:ec2:eu-west-1:123456789012:instance/i-0123456789abcdef0",
      HTTPPort: 80,
      HTTPSPort: 443,
      OriginProtocolPolicy: "https-only",
    },
    Tags: { Items: [{ Key: "a", Value: "1" }] },
  });
  Resource = origin?.Arn ?? "";
  return () => controlPlane.close();
});

const tags = async () => (await controlPlane.client.listTagsForResource({ Resource })).Tags?.Items;
const tag = (...Items: { Key: string; Value: string }[]) =>
  controlPlane.client.tagResource({ Resource, Tags: { Items } });

describe("tagging", () => {
  it("adds tags, replaces those of the same key and removes some", async () => {
    await tag({ Key: "a", Value: "2" }, { Key: "b", Value: "" });
    expect(await tags()).toEqual([
      { Key: "a", Value: "2" },
      { Key: "b", Value: "" },
    ]);
    await controlPlane.client.untagResource({ Resource, TagKeys: { Items: ["a", "none"] } });
    expect(await tags()).toEqual([{ Key: "b", Value: "" }]);
  });

  it("answers an empty list for a resource without tags", async () => {
    await controlPlane.client.untagResource({ Resource, TagKeys: { Items: ["a"] } });
    expect(await tags()).toEqual([]);
  });

  it("loses no tag when many are set concurrently", async () => {
    const keys = Array.from({ length: 20 }, (_, index) => `key-${index}`);
    await Promise.all(keys.map((Key) => tag({ Key, Value: "x" })));
    expect((await tags())?.map(({ Key }) => Key).sort()).toEqual(["a", ...keys].sort());
  });

  it("changes nothing when one of the tags is invalid", async () => {
    const wrong = tag({ Key: "b", Value: "2" }, { Key: "aws:c", Value: "3" });
    await expect(wrong).rejects.toMatchObject({ name: "InvalidTagging" });
    expect(await tags()).toEqual([{ Key: "a", Value: "1" }]);
  });

  it("accepts at most 50 tags", async () => {
    const many = Array.from({ length: 50 }, (_, index) => ({ Key: `key-${index}`, Value: "" }));
    await expect(tag(...many)).rejects.toMatchObject({ name: "InvalidTagging" });
  });

  it("reads and changes the tags that a function and a key value store were created with", async () => {
    const Tags = { Items: [{ Key: "a", Value: "1" }] };
    const FunctionConfig = { Comment: "", Runtime: "cloudfront-js-2.0" as const };
    const FunctionCode = Buffer.from("function handler(event) { return event.request; }");
    const made = await controlPlane.client.createFunction({ Name: "tagged", FunctionConfig, FunctionCode, Tags });
    const store = await controlPlane.client.createKeyValueStore({ Name: "tagged", Tags });
    const untagged = await controlPlane.client.createKeyValueStore({ Name: "untagged" });
    for (const arn of [made.FunctionSummary?.FunctionMetadata?.FunctionARN, store.KeyValueStore?.ARN]) {
      Resource = arn ?? "";
      expect(await tags()).toEqual(Tags.Items);
      await tag({ Key: "b", Value: "2" });
      await controlPlane.client.untagResource({ Resource, TagKeys: { Items: ["a"] } });
      expect(await tags()).toEqual([{ Key: "b", Value: "2" }]);
    }
    Resource = untagged.KeyValueStore?.ARN ?? "";
    expect(await tags()).toEqual([]);
    await controlPlane.client.updateFunction({ Name: "tagged", IfMatch: made.ETag, FunctionConfig, FunctionCode });
    Resource = made.FunctionSummary?.FunctionMetadata?.FunctionARN ?? "";
    expect(await tags()).toEqual([{ Key: "b", Value: "2" }]);
  });

  it("rejects invalid tags when a function or a key value store is created", async () => {
    const Tags = { Items: [{ Key: "aws:a", Value: "1" }] };
    const FunctionConfig = { Comment: "", Runtime: "cloudfront-js-2.0" as const };
    const FunctionCode = Buffer.from("function handler(event) { return event.request; }");
    for (const create of [
      controlPlane.client.createFunction({ Name: "invalid", FunctionConfig, FunctionCode, Tags }),
      controlPlane.client.createKeyValueStore({ Name: "invalid", Tags }),
    ]) {
      await expect(create).rejects.toMatchObject({ name: "InvalidArgument" });
    }
  });

  it("answers NoSuchResource for a resource that does not exist", async () => {
    const none = controlPlane.client.listTagsForResource({
      Resource: "arn:aws:cloudfront::123456789012:distribution/ENONE",
    });
    await expect(none).rejects.toMatchObject({ name: "NoSuchResource", $metadata: { httpStatusCode: 404 } });
  });
});
