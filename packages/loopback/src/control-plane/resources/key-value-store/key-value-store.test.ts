import { request } from "node:http";
import { beforeEach, describe, expect, it } from "vitest";
import { startControlPlane, type TestControlPlane } from "../../testing/control-plane.ts";

let controlPlane: TestControlPlane;
let arn: string;

beforeEach(async () => {
  controlPlane = await startControlPlane({
    readObject: async (account, object) =>
      account === "123456789012" && object === "arn:aws:s3:::bucket/entries.json"
        ? '{"data":[{"key":"b","value":"2"},{"key":"a","value":"1"}]}'
        : undefined,
  });
  const made = await controlPlane.client.createKeyValueStore({ Name: "store" });
  arn = made.KeyValueStore?.ARN ?? "";
  return () => controlPlane.close();
});

interface Answer {
  readonly status: number | undefined;
  readonly etag: string;
  readonly error: string | undefined;
  readonly body: Record<string, unknown>;
}

/** Sends a request to the store's own API, with the part of a signature that the loopback reads. */
function ask(method: string, path: string, body?: object, IfMatch?: string, account = "123456789012"): Promise<Answer> {
  const headers = {
    host: `${account}.cloudfront-kvs.global.api.aws`,
    authorization: `AWS4-ECDSA-P256-SHA256 Credential=${account}/20260101/cloudfront-keyvaluestore/aws4_request, Signature=0`,
    ...(IfMatch === undefined ? {} : { "if-match": IfMatch }),
  };
  return new Promise((resolve, reject) => {
    const asked = request(`${controlPlane.url}/key-value-stores/${encodeURIComponent(arn)}${path}`, {
      method,
      headers,
    });
    asked.once("error", reject);
    asked.once("response", async (response) => {
      const text = Buffer.concat(await response.toArray()).toString();
      resolve({
        status: response.statusCode,
        etag: String(response.headers.etag),
        error: response.headers["x-amzn-errortype"]?.toString(),
        body: JSON.parse(text),
      });
    });
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const etag = async () => (await ask("GET", "")).etag;

describe("a key value store", () => {
  it("is described without a comment if none was sent", async () => {
    const { KeyValueStore: store } = await controlPlane.client.describeKeyValueStore({ Name: "store" });
    expect(store).toMatchObject({ Name: "store", Status: "READY", ARN: arn });
    expect(store?.Comment).toBeUndefined();
    await expect(controlPlane.client.createKeyValueStore({ Name: "store" })).rejects.toMatchObject({
      name: "EntityAlreadyExists",
    });
  });

  it("can't be deleted while a function uses it", async () => {
    const associations = { Quantity: 1, Items: [{ KeyValueStoreARN: arn }] };
    const made = await controlPlane.client.createFunction({
      Name: "reader",
      FunctionConfig: { Comment: "", Runtime: "cloudfront-js-2.0", KeyValueStoreAssociations: associations },
      FunctionCode: new TextEncoder().encode("function handler(event) { return event.request; }"),
    });
    const { ETag: IfMatch } = await controlPlane.client.describeKeyValueStore({ Name: "store" });
    const remove = () => controlPlane.client.deleteKeyValueStore({ Name: "store", IfMatch });
    await expect(remove()).rejects.toMatchObject({ name: "CannotDeleteEntityWhileInUse" });
    await controlPlane.client.deleteFunction({ Name: "reader", IfMatch: made.ETag });
    await remove();
    await expect(controlPlane.client.describeKeyValueStore({ Name: "store" })).rejects.toMatchObject({
      name: "EntityNotFound",
    });
  });

  it("has the initial entries of a file in S3", async () => {
    const source = (SourceARN: string) => ({ SourceType: "S3" as const, SourceARN });
    const made = await controlPlane.client.createKeyValueStore({
      Name: "imported",
      ImportSource: source("arn:aws:s3:::bucket/entries.json"),
    });
    expect([...(controlPlane.deployment.keyValueStore(made.KeyValueStore?.ARN ?? "") ?? [])]).toEqual([
      ["a", "1"],
      ["b", "2"],
    ]);
    const missing = controlPlane.client.createKeyValueStore({
      Name: "other",
      ImportSource: source("arn:aws:s3:::bucket/none"),
    });
    await expect(missing).rejects.toMatchObject({ name: "InvalidArgument" });
  });
});

describe("a store's own API", () => {
  it("puts, gets, lists and deletes keys, for the edge too", async () => {
    const put = await ask("PUT", "/keys/a%2Fb", { Value: "1" }, await etag());
    expect(put).toMatchObject({ status: 200, body: { ItemCount: 1, TotalSizeInBytes: 4 } });
    expect((await ask("GET", "/keys/a%2Fb")).body).toEqual({
      Key: "a/b",
      Value: "1",
      ItemCount: 1,
      TotalSizeInBytes: 4,
    });
    expect(controlPlane.deployment.keyValueStore(arn)?.get("a/b")).toBe("1");
    const change = { Puts: [{ Key: "c", Value: "3" }], Deletes: [{ Key: "a/b" }] };
    expect((await ask("POST", "/keys", change, put.etag)).status).toBe(200);
    expect((await ask("GET", "/keys")).body).toEqual({ Items: [{ Key: "c", Value: "3" }] });
    expect((await ask("DELETE", "/keys/c", undefined, await etag())).body).toEqual({
      ItemCount: 0,
      TotalSizeInBytes: 0,
    });
  });

  it("has one ETag for the whole store, so that one of two parallel writers fails", async () => {
    const before = await etag();
    await ask("PUT", "/keys/a", { Value: "1" }, before);
    expect(await ask("PUT", "/keys/b", { Value: "2" }, before)).toMatchObject({
      status: 409,
      error: "ConflictException",
    });
  });

  it("lists in pages", async () => {
    const Puts = Array.from({ length: 25 }, (_, index) => ({ Key: `k${String(index).padStart(2, "0")}`, Value: "v" }));
    await ask("POST", "/keys", { Puts }, await etag());
    const seen: unknown[] = [];
    for (let token = ""; ; ) {
      const { body } = await ask("GET", `/keys?MaxResults=10${token && `&NextToken=${encodeURIComponent(token)}`}`);
      seen.push(...(body.Items as { Key: string }[]).map(({ Key }) => Key));
      token = String(body.NextToken ?? "");
      if (token === "") break;
    }
    expect(seen).toEqual(Puts.map(({ Key }) => Key));
  });

  it("rejects entries beyond AWS's quotas", async () => {
    const refused = { status: 400, error: "ValidationException" };
    const put = async (key: string, Value: string) => ask("PUT", `/keys/${key}`, { Value }, await etag());
    expect(await put("k".repeat(513), "v")).toMatchObject(refused);
    expect(await put("k", "v".repeat(1_025))).toMatchObject(refused);
    const Puts = Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: "v" }));
    expect(await ask("POST", "/keys", { Puts }, await etag())).toMatchObject(refused);
  });

  it("is limited to its account, and reports missing keys and stores", async () => {
    expect(await ask("GET", "/keys/none")).toMatchObject({ status: 404, error: "ResourceNotFoundException" });
    expect(await ask("GET", "", undefined, undefined, "111111111111")).toMatchObject({ status: 404 });
  });

  it.each(["//", "/key-value-stores/%zz", "/key-value-stores/%ff/keys"])(
    "answers the malformed path %s with an error",
    async (path) => {
      const { hostname, port } = new URL(controlPlane.url);
      const headers = {
        host: "123456789012.cloudfront-kvs.global.api.aws",
        authorization: "AWS4-HMAC-SHA256 Credential=123456789012/20260101/us-east-1/cloudfront/aws4_request",
      };
      const status = await new Promise((resolve, reject) => {
        const asked = request({ hostname, port, path, headers, agent: false }, (answer) => resolve(answer.statusCode));
        asked.once("error", reject).end();
      });
      expect([400, 501]).toContain(status);
    },
  );

  it("rejects a body of over twice the bytes that an update can have", async () => {
    const large = await ask("POST", "/keys", { Puts: [{ Key: "a", Value: "x".repeat(7_000_000) }] }, await etag());
    expect(large).toMatchObject({ status: 413, error: "RequestEntityTooLarge" });
    expect((await ask("GET", "")).status).toBe(200);
  });
});
