import { connect } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type MotoGateway, openGateway } from "../../../moto/gateway.ts";
import { type Moto, startMoto } from "../../../moto/server/moto.ts";
import { type Harness, type HarnessOptions, startHarness } from "../../testing/harness.ts";
import { putToS3 } from "../../testing/put-to-s3.ts";
import { createOriginResolver } from "../resolve-origin.ts";
import type { BucketRulesReader } from "./bucket-rules.ts";
import { readBucketRules } from "./read-bucket-rules.ts";

let moto: Moto;
let gateway: MotoGateway;
let buckets: BucketRulesReader;
let running: Harness;

/** Paths of keys, percent-encoded as AWS's clients encode them. */
const keys = [
  "%2Flead",
  "%2F%2Flead",
  "a/",
  "a//b",
  "a%20b",
  "a%2Bb",
  "a%3Bb",
  "a%23b",
  "a%3Fb",
  "a%26b%3Dc",
  "a%25b",
  "%C3%A9",
  "moto-api/data.json",
  "favicon.ico",
  "latest/meta-data/x",
  "v20180820/x",
];

beforeAll(async () => {
  moto = await startMoto(process.env);
  gateway = openGateway({ moto: moto.address, log: () => {}, written: (request) => buckets.written(request) });
  buckets = readBucketRules(gateway.send);
  await put("/site");
  const Statement = { Effect: "Allow", Principal: "*", Action: ["s3:GetObject", "s3:ListBucket"], Resource: "*" };
  await put("/site?policy", JSON.stringify({ Version: "2012-10-17", Statement }));
  await put(
    "/site?website",
    "<WebsiteConfiguration><IndexDocument><Suffix>i</Suffix></IndexDocument></WebsiteConfiguration>",
  );
  for (const key of keys) await put(`/site/${key}`, key);
});
afterEach(() => running.close());
afterAll(() => moto.close());

const put = (path: string, body?: string) => putToS3(gateway, { path, body });

const bucket: HarnessOptions["main"] = {
  DomainName: "site.s3.us-east-1.amazonaws.com",
  CustomOriginConfig: undefined,
  S3OriginConfig: { OriginAccessIdentity: "" },
};
const website: HarnessOptions["main"] = { DomainName: "site.s3-website-us-east-1.amazonaws.com" };

async function start(main: HarnessOptions["main"]) {
  const resolve = createOriginResolver({ moto: moto.address });
  running = await startHarness({ main, buckets, resolve, behavior: { CachePolicyId: "disabled" } });
  return running;
}

/** Sends a path without normalizing it, unlike HTTP clients, and returns the answer's status and body. */
async function sendPath(target: string, method = "GET"): Promise<[number, string]> {
  const socket = connect(running.dataPlane.httpPort, "127.0.0.1");
  socket.write(`${method} ${target} HTTP/1.1\r\nHost: e1testdistrib.cloudfront.net\r\nConnection: close\r\n\r\n`);
  const text = Buffer.concat(await socket.toArray()).toString("latin1");
  return [Number(/^HTTP\/1.1 (\d+)/.exec(text)?.[1]), text.slice(text.indexOf("\r\n\r\n") + 4)];
}

describe("A bucket's REST endpoint", () => {
  it("returns each object by its key, percent-encoded as AWS's clients encode it", async () => {
    await start(bucket);
    for (const key of keys) expect([key, await sendPath(`/${key}`)]).toEqual([key, [200, key]]);
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
  it.each([
    ["/a+b", "a%20b"],
    ["//lead", "%2Flead"],
    ["///lead", "%2F%2Flead"],
    ["/a;b", "a%3Bb"],
    ["/%61%20%62", "a%20b"],
    ["/%6doto-api/data.json", "moto-api/data.json"],
    ["/favicon.ico?x", "favicon.ico"],
  ])("reads the path %s as the key %s", async (path, key) => {
    await start(bucket);
    expect(await sendPath(path)).toEqual([200, key]);
  });

  it("does not cut a key at a special character", async () => {
    await put("/site/cut", "cut");
    await start(bucket);
    for (const path of ["/cut;x", "//cut", "/cut%23x", "/cut%3Fx"]) {
      expect([path, (await sendPath(path))[0]]).toEqual([path, 404]);
    }
  });
});

describe("A bucket's website endpoint", () => {
  it.each([
    ["/a%20b", "a%20b"],
    ["/a+b", "a%2Bb"],
    ["/a%2Bb", "a%2Bb"],
    ["/favicon.ico", "favicon.ico"],
  ])("reads the path %s as the key %s: a plus sign is not a space", async (path, key) => {
    await start(website);
    expect(await sendPath(path)).toEqual([200, key]);
  });
});

describe.each([
  ["REST", bucket],
  ["website", website],
])("a viewer of a bucket by its %s endpoint", (_, main) => {
  it.each(["GET", "POST"])(
    "does not let a %s of moto's own API through, in any spelling of its path",
    async (method) => {
      await start({ ...main });
      const origin = main?.DomainName ?? "";
      for (const target of [
        "/moto-api/reset",
        "//moto-api/reset",
        "///moto-api/reset",
        "/%6doto-api/reset",
        "/%2Fmoto-api%2Freset",
        "/%6D%6F%74%6F%2D%61%70%69%2F%72%65%73%65%74",
        "/moto-api/reset?x",
        "/moto-api/reset#x",
        "/moto-api/reset%23x",
        "/moto-api/./reset",
        "/x/../moto-api/reset",
        "/../moto-api/reset",
        `http://${origin}/moto-api/reset`,
        "http://e1testdistrib.cloudfront.net//moto-api/reset",
        "moto-api/reset",
      ]) {
        const [status, body] = await sendPath(target, method);
        expect([target, status]).toEqual([target, expect.toSatisfy((code) => code >= 400)]);
        expect(body).not.toContain('"status": "ok"');
        expect([target, await sendPath("/favicon.ico")]).toEqual([target, [200, "favicon.ico"]]);
      }
    },
  );
});
