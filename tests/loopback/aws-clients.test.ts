import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { managedPolicies } from "@featheredge/aws-rules";
import { type Loopback, startLoopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AwsTools, awsTools } from "./aws-tools.ts";
import { requestEdge } from "./request-edge.ts";
import { account } from "./terraform.ts";

let folder: string;
let origin: Server;
let loopback: Loopback;
let aws: AwsTools;
const lines: string[] = [];

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "loopback-clients-")));
  origin = createServer((request, response) => {
    response.writeHead(200, { "cache-control": "max-age=3600" });
    response.end(`the origin's ${request.url}`);
  });
  await new Promise<void>((resolve) => origin.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(origin.address() as AddressInfo).port}`;
  loopback = await startLoopback({
    directory: join(folder, "loopback"),
    edge: { origins: { "api.example.com": url } },
    log: (line) => lines.push(line),
  });
  aws = awsTools(loopback);
});

afterAll(async () => {
  await loopback?.close();
  origin.closeAllConnections();
  origin.close();
  rmSync(folder, { recursive: true });
});

/** Writes a file for the CLI's arguments `file://` and `fileb://`. @returns its path */
function file(name: string, content: string | object): string {
  writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  return join(folder, name);
}

function distributionConfig(reference: string, functionArn?: string) {
  const association = { EventType: "viewer-request", FunctionARN: functionArn };
  return {
    CallerReference: reference,
    Comment: reference,
    Enabled: true,
    Origins: {
      Quantity: 1,
      Items: [
        {
          Id: "api",
          DomainName: "api.example.com",
          CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: "http-only" },
        },
      ],
    },
    DefaultCacheBehavior: {
      TargetOriginId: "api",
      ViewerProtocolPolicy: "allow-all",
      CachePolicyId: managedPolicies.cache.CachingOptimized,
      ...(functionArn && { FunctionAssociations: { Quantity: 1, Items: [association] } }),
    },
  };
}

const config = (comment: string, ...more: string[]) => [
  "--function-config",
  JSON.stringify({
    Comment: comment,
    Runtime: "cloudfront-js-2.0",
    ...(more.length > 0 && {
      KeyValueStoreAssociations: { Quantity: 1, Items: more.map((KeyValueStoreARN) => ({ KeyValueStoreARN })) },
    }),
  }),
];

const cloudfront = (...args: string[]) => aws.cli("cloudfront", ...args);
const errorCode = (...args: string[]) => aws.errorCode("cloudfront", ...args);
const ask = (host: string, path = "/") => requestEdge({ port: loopback.edge?.httpPort ?? 0, host, path });

async function makeFunction(name: string, code: string, ...stores: string[]): Promise<{ arn: string; etag: string }> {
  const source = `fileb://${file(`${name}.js`, code)}`;
  const created = await cloudfront(
    "create-function",
    "--name",
    name,
    ...config(name, ...stores),
    "--function-code",
    source,
  );
  const published = await cloudfront("publish-function", "--name", name, "--if-match", created.ETag);
  return { arn: published.FunctionSummary.FunctionMetadata.FunctionARN, etag: created.ETag };
}

async function makeDistribution(reference: string, functionArn?: string): Promise<{ id: string; host: string }> {
  const path = file(`${reference}.json`, distributionConfig(reference, functionArn));
  const { Distribution } = await cloudfront("create-distribution", "--distribution-config", `file://${path}`);
  await cloudfront("wait", "distribution-deployed", "--id", Distribution.Id);
  return { id: Distribution.Id, host: Distribution.DomainName };
}

describe("the AWS CLI", () => {
  it("creates and tests a function, which runs at the edge once it is published", async () => {
    const source = file("greet.js", "function handler(event) { return { statusCode: 200, body: 'first' }; }");
    const created = await cloudfront(
      "create-function",
      "--name",
      "greet",
      ...config(""),
      "--function-code",
      `fileb://${source}`,
    );
    expect(created.FunctionSummary).toMatchObject({
      Status: "UNPUBLISHED",
      FunctionMetadata: { Stage: "DEVELOPMENT" },
    });

    const event = file("event.json", {
      version: "1.0",
      context: { eventType: "viewer-request" },
      viewer: { ip: "198.51.100.1" },
      request: { method: "GET", uri: "/", querystring: {}, headers: {}, cookies: {} },
    });
    const target = ["--name", "greet", "--if-match", created.ETag];
    const { TestResult } = await cloudfront("test-function", ...target, "--event-object", `fileb://${event}`);
    expect(TestResult.FunctionErrorMessage).toBe("");
    expect(JSON.parse(TestResult.FunctionOutput).response).toMatchObject({ statusCode: 200 });

    const arn = created.FunctionSummary.FunctionMetadata.FunctionARN;
    const early = file("early.json", distributionConfig("early", arn));
    expect(await errorCode("create-distribution", "--distribution-config", `file://${early}`)).toBe(
      "InvalidFunctionAssociation",
    );
    await cloudfront("publish-function", ...target);
    const { host } = await makeDistribution("greeting", arn);
    expect(await ask(host)).toMatchObject({ status: 200, body: "first" });

    file("greet.js", "function handler(event) { return { statusCode: 200, body: 'second' }; }");
    const code = ["--function-code", `fileb://${source}`];
    const updated = await cloudfront("update-function", ...target, ...config(""), ...code);
    expect(await ask(host)).toMatchObject({ body: "first" });
    expect(await errorCode("update-function", ...target, ...config(""), ...code)).toBe("PreconditionFailed");
    await cloudfront("publish-function", "--name", "greet", "--if-match", updated.ETag);
    expect(await ask(host)).toMatchObject({ body: "second" });
    const current = await cloudfront("describe-function", "--name", "greet", "--stage", "LIVE");
    expect(await errorCode("delete-function", "--name", "greet", "--if-match", updated.ETag)).toBe("FunctionInUse");
    expect(current.FunctionSummary.FunctionMetadata.Stage).toBe("LIVE");
    expect(lines).toEqual([]);
  });

  it("edits a distribution by its ETag, then disables and deletes it", async () => {
    const { id, host } = await makeDistribution("edited");
    expect(await ask(host, "/page")).toMatchObject({ status: 200, body: "the origin's /page" });

    const { arn, etag } = await makeFunction(
      "away",
      "function handler() { return { statusCode: 404, body: 'away' }; }",
    );
    const read = await cloudfront("get-distribution-config", "--id", id);
    const behavior = distributionConfig("", arn).DefaultCacheBehavior;
    const change = (changes: object) => {
      const path = file("change.json", { ...read.DistributionConfig, ...changes });
      return ["update-distribution", "--id", id, "--distribution-config", `file://${path}`];
    };
    const edit = change({ DefaultCacheBehavior: { ...read.DistributionConfig.DefaultCacheBehavior, ...behavior } });
    const edited = await cloudfront(...edit, "--if-match", read.ETag);
    await cloudfront("wait", "distribution-deployed", "--id", id);
    expect(await ask(host, "/page")).toMatchObject({ status: 404, body: "away" });
    expect(await errorCode(...edit, "--if-match", read.ETag)).toBe("PreconditionFailed");
    expect(await errorCode(...edit)).toBe("InvalidIfMatchVersion");
    expect(await errorCode("delete-distribution", "--id", id, "--if-match", edited.ETag)).toBe(
      "DistributionNotDisabled",
    );

    const disabled = await cloudfront(...change({ Enabled: false }), "--if-match", edited.ETag);
    await cloudfront("wait", "distribution-deployed", "--id", id);
    expect(await ask(host, "/page")).toMatchObject({ status: 403 });
    await cloudfront("delete-distribution", "--id", id, "--if-match", disabled.ETag);
    expect(await errorCode("get-distribution", "--id", id)).toBe("NoSuchDistribution");
    await cloudfront("delete-function", "--name", "away", "--if-match", etag);
    expect(await errorCode("describe-function", "--name", "away")).toBe("NoSuchFunctionExists");
    expect(lines).toEqual([]);
  });

  it("invalidates paths, which are misses again", async () => {
    const { id, host } = await makeDistribution("invalidated");
    const seen = async (path: string) => (await ask(host, path)).headers["x-cache"];
    expect([await seen("/a/1"), await seen("/a/1"), await seen("/b")]).toEqual([
      "Miss from cloudfront",
      "Hit from cloudfront",
      "Miss from cloudfront",
    ]);
    const { Invalidation } = await cloudfront("create-invalidation", "--distribution-id", id, "--paths", "/a/*");
    await cloudfront("wait", "invalidation-completed", "--distribution-id", id, "--id", Invalidation.Id);
    expect([await seen("/a/1"), await seen("/b")]).toEqual(["Miss from cloudfront", "Hit from cloudfront"]);
    expect(await errorCode("get-invalidation", "--distribution-id", id, "--id", "I0")).toBe("NoSuchInvalidation");
    expect(await errorCode("create-invalidation", "--distribution-id", "E0", "--paths", "/*")).toBe(
      "NoSuchDistribution",
    );
  });

  it("lists page by page, by the CLI's pages and by CloudFront's", async () => {
    const { id } = await makeDistribution("listed");
    const created: string[] = [];
    for (const path of ["/1", "/2", "/3"]) {
      const { Invalidation } = await cloudfront("create-invalidation", "--distribution-id", id, "--paths", path);
      created.unshift(Invalidation.Id);
    }
    const list = ["list-invalidations", "--distribution-id", id, "--max-items", "2", "--page-size", "1"];
    const first = await cloudfront(...list);
    const rest = await cloudfront(...list, "--starting-token", first.NextToken);
    const ids = [...first.InvalidationList.Items, ...rest.InvalidationList.Items].map(({ Id }) => Id);
    expect(first.InvalidationList.Items).toHaveLength(2);
    expect(ids).toEqual(created);
    expect(rest.NextToken).toBeUndefined();

    const policies = ["list-cache-policies", "--type", "managed", "--max-items", "4"];
    const names: string[] = [];
    for (let marker: string | undefined, pages = 0; pages === 0 || marker !== undefined; pages++) {
      const { CachePolicyList } = await cloudfront(...policies, ...(marker === undefined ? [] : ["--marker", marker]));
      expect(CachePolicyList.Items.length).toBeLessThanOrEqual(4);
      names.push(...CachePolicyList.Items.map(({ CachePolicy }: { CachePolicy: { Id: string } }) => CachePolicy.Id));
      marker = CachePolicyList.NextMarker;
    }
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(Object.values(managedPolicies.cache)));
  });
});

/**
 * A store's own API is signed by SigV4A, for which botocore needs the library awscrt. Without it the CLI can't use
 * another signature, whatever its config says. boto3 can, by `signature_version`: the loopback verifies no signature.
 */
const stores = `
import boto3, json, sys
from botocore.config import Config
arn, *pairs = sys.argv[1:]
store = boto3.client("cloudfront-keyvaluestore", config=Config(signature_version="v4"))
etag = store.describe_key_value_store(KvsARN=arn)["ETag"]
for pair in pairs:
    key, value = pair.split("=")
    etag = store.put_key(KvsARN=arn, Key=key, Value=value, IfMatch=etag)["ETag"]
try:
    store.put_key(KvsARN=arn, Key="late", Value="1", IfMatch="ETVPDKIKX0DER")
except store.exceptions.ConflictException as error:
    refused = error.response["Error"]["Code"]
pages = store.get_paginator("list_keys").paginate(KvsARN=arn, PaginationConfig={"PageSize": 1})
print(json.dumps({"refused": refused, "keys": [item["Key"] for page in pages for item in page["Items"]]}))
`;

const distributions = `
import boto3, json, sys
client = boto3.client("cloudfront")
reference, function_arn = sys.argv[1:]
config = json.load(open(reference))
made = client.create_distribution(DistributionConfig=config)
id = made["Distribution"]["Id"]
client.get_waiter("distribution_deployed").wait(Id=id)
errors_seen = []
def expect_error(call, *exceptions, **arguments):
    try:
        call(**arguments)
    except exceptions as error:
        errors_seen.append(type(error).__name__)
errors = client.exceptions
expect_error(client.update_distribution, errors.PreconditionFailed, Id=id, IfMatch="E0", DistributionConfig=config)
expect_error(client.get_distribution, errors.NoSuchDistribution, Id="E0")
expect_error(client.create_distribution, errors.InvalidOrigin, errors.NoSuchOrigin, DistributionConfig={
    **config, "CallerReference": "other", "DefaultCacheBehavior": {**config["DefaultCacheBehavior"], "TargetOriginId": "x"}})
pages = client.get_paginator("list_distributions").paginate(PaginationConfig={"PageSize": 1})
ids = [item["Id"] for page in pages for item in page["DistributionList"]["Items"]]
print(json.dumps({"host": made["Distribution"]["DomainName"], "id": id, "errors": errors_seen, "ids": ids}))
`;

const taggedResources = `
import boto3, json, sys
client = boto3.client("resourcegroupstaggingapi", region_name="us-east-1")
*arns, missing = sys.argv[1:]
failed = client.tag_resources(ResourceARNList=[*arns, missing], Tags={"by": "boto3"})["FailedResourcesMap"]
pages = client.get_paginator("get_resources").paginate(
    TagFilters=[{"Key": "by", "Values": ["boto3"]}],
    ResourceTypeFilters=["cloudfront:distribution"],
    PaginationConfig={"PageSize": 1},
)
found = [item["ResourceARN"] for page in pages for item in page["ResourceTagMappingList"]]
keys = [key for page in client.get_paginator("get_tag_keys").paginate() for key in page["TagKeys"]]
client.untag_resources(ResourceARNList=arns, TagKeys=["by"])
left = client.get_resources(TagFilters=[{"Key": "by"}])["ResourceTagMappingList"]
print(json.dumps({"failed": {arn: info["ErrorCode"] for arn, info in failed.items()}, "found": found, "keys": keys, "left": left}))
`;

describe("boto3", () => {
  it("tags distributions by the Resource Groups Tagging API, and finds them by their tags", async () => {
    const ids = [(await makeDistribution("tagged-1")).id, (await makeDistribution("tagged-2")).id];
    const [first = "", second = ""] = ids.map((id) => `arn:aws:cloudfront::${account}:distribution/${id}`);
    const missing = `arn:aws:cloudfront::${account}:distribution/ENONE`;
    expect(await aws.python(taggedResources, first, second, missing)).toEqual({
      failed: { [missing]: "NoSuchResource" },
      found: [first, second].sort(),
      keys: expect.arrayContaining(["by"]),
      left: [],
    });
    const { Tags } = await cloudfront("list-tags-for-resource", "--resource", first);
    expect(Tags.Items).toEqual([]);
  });

  it("creates and lists distributions, and raises the exceptions of its model", async () => {
    const path = file("by-boto3.json", distributionConfig("by-boto3"));
    const { host, id, ids, errors } = await aws.python(distributions, path, "");
    expect(errors).toEqual(["PreconditionFailed", "NoSuchDistribution", "NoSuchOrigin"]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain(id);
    expect(ids.length).toBeGreaterThan(1);
    expect(await ask(host, "/page")).toMatchObject({ status: 200, body: "the origin's /page" });
  });

  it("puts keys into a store, which the edge uses from the next request on", async () => {
    const { KeyValueStore: store } = await cloudfront("create-key-value-store", "--name", "words");
    const code = `import cloudfront from "cloudfront";
      const words = cloudfront.kvs();
      async function handler(event) {
        const body = await words.get(event.request.uri.slice(1)).catch(() => "unknown");
        return { statusCode: 200, body: body };
      }`;
    const { arn } = await makeFunction("words", code, store.ARN);
    const { host } = await makeDistribution("words", arn);
    expect(await ask(host, "/hello")).toMatchObject({ body: "unknown" });
    expect(await aws.python(stores, store.ARN, "hello=hola", "bye=adiós")).toEqual({
      refused: "ConflictException",
      keys: ["bye", "hello"],
    });
    expect(await ask(host, "/hello")).toMatchObject({ body: "hola" });
    expect(await ask(host, "/bye")).toMatchObject({ body: "adiós" });
    const { ETag } = await cloudfront("describe-key-value-store", "--name", "words");
    expect(await errorCode("delete-key-value-store", "--name", "words", "--if-match", ETag)).toBe(
      "CannotDeleteEntityWhileInUse",
    );
    expect(lines).toEqual([]);
  });
});
