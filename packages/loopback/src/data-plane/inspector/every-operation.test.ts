import { createHash } from "node:crypto";
import { managedPolicies } from "@featheredge/aws-rules";
import {
  createInspectorClient,
  type InspectorClient,
  operations,
  type ProjectStatus,
  type ProjectView,
} from "@featheredge/inspector/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inspectorFetch } from "../../inspector-fetch.ts";
import { startCloudFront, type TestCloudFront } from "../../testing/index.ts";
import { startOrigin, type TestOrigin } from "../testing/origin.ts";

const status: ProjectStatus = { environment: "test", terraform: "applied", ahead: [], errors: [] };
const applied: string[] = [];
let terraformChanges = () => {};
const project: ProjectView = {
  environment: "test",
  status: () => status,
  onStatus: () => () => {},
  onTerraform(listener) {
    terraformChanges = listener;
    return () => {};
  },
  terraform: async () => ({ status: "applied", log: ["token is secret-of-a-config"] }),
  apply: async () => void applied.push("applied"),
  checkDrift: async () => void applied.push("checked"),
  functionSource: async (name) => ({
    sources: [{ file: `edge-handlers/${name}/handler.ts`, text: "const key = 'secret-of-a-config';" }],
    placement: ["It has no blocker."],
  }),
  sourceOf: async ({ functionName, sha256, line, column }) =>
    sha256 === createHash("sha256").update(code).digest("hex")
      ? {
          at: { file: `edge-handlers/${functionName}/handler.ts`, line: line + 40, column },
          from: line + 40,
          lines: ["throw new RangeError('no');"],
        }
      : undefined,
  positionOf: async ({ pathPattern }, option) => ({
    file: "environments/test.ts",
    line: 3,
    key: `${pathPattern}.${option}`,
  }),
  open: async ({ file, line }) => {
    applied.push(`opened ${file}:${line}`);
    return file === "gone.ts" ? "'gone.ts' is not a file of the project." : undefined;
  },
  secrets: async () => ["secret-of-a-config"],
  testOf: async ({ request }, form) => ({ file: `a.${form}`, text: request.uri, command: "npx vitest run a" }),
};

const code = `import cf from 'cloudfront';
async function handler(event) {
  if (event.request.uri === '/throws') { throw new RangeError('no'); }
  var key = 'secret-of-a-config';
  event.request.uri = await cf.kvs().get('target');
  console.log('uses ' + key);
  return event.request;
}`;

let cloudFront: TestCloudFront;
let origin: TestOrigin;
let client: InspectorClient;
let distribution: string;
/** The operations that a test has called. */
const called = new Set<string>();

beforeAll(async () => {
  origin = await startOrigin();
  cloudFront = await startCloudFront({
    inspector: { project },
    origins: { "app.example.com": `http://127.0.0.1:${origin.port}` },
    objects: { "arn:aws:s3:::bucket/store.json": JSON.stringify({ data: [{ key: "target", value: "/first" }] }) },
  });
  const store = await cloudFront.client.createKeyValueStore({
    Name: "store",
    ImportSource: { SourceType: "S3", SourceARN: "arn:aws:s3:::bucket/store.json" },
  });
  const associations = { Quantity: 1, Items: [{ KeyValueStoreARN: store.KeyValueStore?.ARN }] };
  const created = await cloudFront.client.createFunction({
    Name: "rewrite",
    FunctionConfig: { Comment: "", Runtime: "cloudfront-js-2.0", KeyValueStoreAssociations: associations },
    FunctionCode: Buffer.from(code),
  });
  const published = await cloudFront.client.publishFunction({ Name: "rewrite", IfMatch: created.ETag });
  const arn = published.FunctionSummary?.FunctionMetadata?.FunctionARN;
  const answer = await cloudFront.client.createDistribution({
    DistributionConfig: {
      CallerReference: "test",
      Comment: "Test site",
      Enabled: true,
      Origins: {
        Quantity: 1,
        Items: [
          {
            Id: "app",
            DomainName: "app.example.com",
            CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: "http-only" },
          },
        ],
      },
      DefaultCacheBehavior: {
        TargetOriginId: "app",
        ViewerProtocolPolicy: "allow-all",
        CachePolicyId: managedPolicies.cache.CachingOptimized,
        FunctionAssociations: { Quantity: 1, Items: [{ EventType: "viewer-request", FunctionARN: arn }] },
      },
    },
  });
  distribution = answer.Distribution?.Id ?? "";
  const baseUrl = `http://inspector.localhost:${cloudFront.httpPort}`;
  client = new Proxy(createInspectorClient({ baseUrl, fetch: inspectorFetch }), {
    get(target, name: keyof InspectorClient) {
      called.add(name);
      return target[name];
    },
  });
});

afterAll(async () => {
  await cloudFront.close();
  await origin.close();
});

describe("Every operation of the inspector's API", () => {
  it("on requests", async () => {
    const sent = await client.sendRequest({ distribution: "Test site", path: "/a", viewer: { country: "DE" } });
    expect(origin.received.at(-1)?.url).toBe("/first");
    const { requests } = await client.listRequests({ filter: "country:DE" });
    expect(requests.map(({ id }) => id)).toEqual([sent.id]);
    const detail = await client.readRequest({ id: sent.id });
    expect(detail.stages.map(({ kind }) => kind)).toEqual([
      "viewer",
      "routing",
      "viewer-request",
      "cache-key",
      "cache",
      "origin",
      "stored",
      "answer",
    ]);
    const at = { file: "edge-handlers/rewrite/handler.ts", line: 46 };
    expect(detail.stages[2]).toMatchObject({ logs: [{ text: "uses ‹hidden:18›", source: { at } }] });
    expect(detail.why.map(({ text }) => text)).toContain(
      "The CloudFront Function rewrite ran at viewer request and changed '/a' to '/first'.",
    );
    expect(detail.why.flatMap(({ source }) => source ?? [])).toContainEqual({
      file: "edge-handlers/rewrite/handler.ts",
    });
    expect(await client.writeTest({ id: sent.id, form: "event" })).toMatchObject({ file: "a.event", text: "/a" });
  });

  it("on a request whose function threw, with the author's line", async () => {
    const { id } = await client.sendRequest({ distribution: "Test site", path: "/throws", viewer: { country: "FR" } });
    const { stages, why } = await client.readRequest({ id });
    const at = { file: "edge-handlers/rewrite/handler.ts", line: 43, column: expect.any(Number) };
    expect(stages.find(({ kind }) => kind === "viewer-request")).toMatchObject({
      result: "failure",
      exception: { message: "RangeError: no", frames: [{ at, lines: ["throw new RangeError('no');"] }] },
    });
    expect(why.flatMap(({ source }) => source ?? [])).toContainEqual(at);
  });

  it("on events", async () => {
    const events = client.events();
    expect(await events.next()).toMatchObject({ value: { event: "status", data: { environment: "test" } } });
    terraformChanges();
    expect(await events.next()).toEqual({ done: false, value: { event: "terraform", data: {} } });
    await events.return(undefined);
  });

  it("on distributions", async () => {
    expect(await client.listDistributions()).toMatchObject({
      distributions: [{ id: distribution, name: "Test site", enabled: true, behaviorCount: 1 }],
    });
    expect(await client.readDistribution({ id: distribution })).toMatchObject({
      behaviors: [
        {
          index: "default",
          origin: "app",
          functions: [{ event: "viewer-request", name: "rewrite", runtime: "cloudfront-function" }],
          cachePolicy: { name: "Managed-CachingOptimized" },
          keyParts: ["path", "header accept-encoding"],
          source: { file: "environments/test.ts" },
        },
      ],
      origins: [{ id: "app", kind: "custom", groups: [] }],
      policies: [{ kind: "cache", name: "Managed-CachingOptimized" }],
    });
    await expect(client.readDistribution({ id: "gone" })).rejects.toThrow("There is no distribution 'gone'.");
  });

  it("on functions", async () => {
    const { functions } = await client.listFunctions();
    expect(functions).toMatchObject([
      {
        name: "rewrite",
        language: "cloudfront-js-2.0",
        bytes: Buffer.byteLength(code),
        runs: 2,
        associations: [{ distribution: "Test site", pathPattern: "*", event: "viewer-request" }],
      },
    ]);
    const detail = await client.readFunction({ name: "rewrite" });
    expect(detail).toMatchObject({
      versions: [{ name: "LIVE" }, { name: "DEVELOPMENT" }],
      placement: ["It has no blocker."],
    });
    expect(detail.code).toContain("var key = '‹hidden:18›'");
    expect(detail.sources[0]?.text).not.toContain("secret-of-a-config");
  });

  it("on KeyValueStores, whose changes functions see at once", async () => {
    expect(await client.listKeyValueStores()).toMatchObject({
      stores: [{ name: "store", keys: 1, bytes: 12, functions: ["rewrite"] }],
    });
    await client.putKey({ name: "store", key: "target", value: "/second" });
    await client.putKey({ name: "store", key: "other/key", value: "1" });
    await client.sendRequest({ distribution, path: "/a" });
    expect(origin.received.at(-1)?.url).toBe("/second");
    expect(await client.listKeys({ name: "store", prefix: "t" })).toEqual({
      keys: [{ key: "target", value: "/second" }],
    });
    expect(await client.listKeys({ name: "store", limit: 1 })).toMatchObject({
      keys: [{ key: "other/key" }],
      next: "other/key",
    });
    await client.deleteKey({ name: "store", key: "other/key" });
    expect((await client.listKeys({ name: "store" })).keys).toHaveLength(1);
    await expect(client.deleteKey({ name: "store", key: "gone" })).rejects.toThrow("has no key 'gone'");
    await client.putKey({ name: "store", key: "secret", value: "is secret-of-a-config" });
    const [entry] = (await client.listKeys({ name: "store", prefix: "secret" })).keys;
    expect(entry?.value).toBe("is ‹hidden:18›");
    const shown = client.putKey({ name: "store", key: "secret", value: entry?.value ?? "" });
    await expect(shown).rejects.toThrow("'secret' can't be written: ‹hidden:18› stands for a secret");
    await client.deleteKey({ name: "store", key: "secret" });
    const large = { name: "store", key: "large", value: "x".repeat(2_000) };
    await expect(client.putKey(large)).rejects.toThrow(/1,?024|1 KB/);
  });

  it("on the cache and invalidations", async () => {
    const { entries } = await client.listCache({ distribution, path: "/second" });
    expect(entries).toMatchObject([
      { path: "/second", status: 200, key: [{}, {}, { part: "path", value: "/second" }] },
    ]);
    await client.evict({ entry: entries[0]?.id ?? "" });
    expect((await client.listCache({ path: "/first" })).total).toBe(1);
    const { invalidation } = await client.invalidate({ distribution, paths: ["/first"] });
    expect((await client.listCache()).total).toBe(0);
    expect(await client.listInvalidations()).toEqual({ invalidations: [invalidation] });
    expect(invalidation).toMatchObject({ distribution, paths: ["/first"] });
    await expect(client.invalidate({ distribution, paths: ["/a*b*"] })).rejects.toThrow("has * at its end only");
    await client.clearCache();
  });

  it("on the project", async () => {
    expect(await client.readStatus()).toEqual(status);
    expect(await client.readTerraform()).toMatchObject({ status: "applied", log: ["token is ‹hidden:18›"] });
    await client.applyTerraform();
    await client.checkDrift();
    await client.openSource({ file: "environments/test.ts", line: 3 });
    expect(applied).toEqual(["applied", "checked", "opened environments/test.ts:3"]);
    await expect(client.openSource({ file: "gone.ts" })).rejects.toThrow("'gone.ts' is not a file of the project.");
  });

  it("is called by these tests", () => {
    expect([...called].sort()).toEqual([...Object.keys(operations), "events"].sort());
  });
});
