import { mkdtempSync, rmSync } from "node:fs";
import {
  createServer,
  request as httpRequest,
  IncomingMessage,
  type RequestListener,
  type Server,
  ServerResponse,
} from "node:http";
import { type AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { startControlPlane, type TestControlPlane } from "../control-plane/testing/control-plane.ts";
import { distributionConfig } from "../control-plane/testing/distribution.ts";
import { failingFiles } from "../files/testing/failing-files.ts";
import { type MotoGateway, openGateway } from "../moto/gateway.ts";
import { ownRequest } from "../moto/request/request.ts";
import { type Moto, startMoto } from "../moto/server/moto.ts";
import { EndedRun } from "../runs/runs.ts";
import { answerTagging } from "./listener.ts";

const account = "123456789012";
const bucket = "arn:aws:s3:::tagged";
const logGroup = `arn:aws:logs:us-east-1:${account}:log-group:tagged`;
const lines: string[] = [];
const log = (line: string) => lines.push(line);

let moto: Moto;
let gateway: MotoGateway;
let server: Server;
let controlPlane: TestControlPlane;
let distribution: string;

beforeAll(async () => {
  moto = await startMoto(process.env);
  gateway = openGateway({ moto: moto.address, log });
  const send = async (service: string, method: string, path: string, body: string, ...headers: string[]) => {
    const made = ownRequest({ account, region: "us-east-1", service, method, path, body });
    const { status } = await gateway.send({ ...made, headers: [...made.headers, ...headers] });
    expect([path, status < 300]).toEqual([path, true]);
  };
  const tags = "<Tagging><TagSet><Tag><Key>stage</Key><Value>prod</Value></Tag></TagSet></Tagging>";
  await send("s3", "PUT", "/tagged", "");
  await send("s3", "PUT", "/tagged?tagging", tags);
  const group = JSON.stringify({ logGroupName: "tagged" });
  const json = ["Content-Type", "application/x-amz-json-1.1"];
  await send("logs", "POST", "/", group, "X-Amz-Target", "Logs_20140328.CreateLogGroup", ...json);
  const listener = answerTagging(gateway.handle, {
    send: gateway.send,
    accountFor: (...args) => controlPlane.accountFor(...args),
    log,
  });
  server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await moto.close();
});

beforeEach(async () => {
  controlPlane = await startControlPlane();
  distribution = await makeDistribution("first", { stage: "dev", team: "web" });
});

afterEach(() => controlPlane.close());

async function makeDistribution(CallerReference: string, tags: Readonly<Record<string, string>>): Promise<string> {
  const Items = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const { Distribution } = await controlPlane.client.createDistributionWithTags({
    DistributionConfigWithTags: { DistributionConfig: distributionConfig({ CallerReference }), Tags: { Items } },
  });
  return Distribution?.ARN ?? "";
}

interface Caller {
  readonly account?: string;
  readonly region?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: the answers have the shapes of five operations and their errors.
async function call(operation: string, input: object | string, caller: Caller = {}): Promise<any> {
  const region = caller.region ?? "us-east-1";
  const credential = `${caller.account ?? account}/20260101/${region}/tagging/aws4_request`;
  const asked = httpRequest({
    port: (server.address() as AddressInfo).port,
    method: "POST",
    agent: false,
    headers: {
      host: `tagging.${region}.amazonaws.com`,
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0`,
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `ResourceGroupsTaggingAPI_20170126.${operation}`,
    },
  });
  asked.end(typeof input === "string" ? input : JSON.stringify(input));
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    asked.once("response", resolve);
    asked.once("error", reject);
  });
  const body = JSON.parse(Buffer.concat(await answer.toArray()).toString());
  return answer.statusCode === 200 ? body : { status: answer.statusCode, ...body };
}

/** The ARNs of one page, in order. */
async function arns(input: object, caller?: Caller): Promise<string[]> {
  const { ResourceTagMappingList: list, PaginationToken: token } = await call("GetResources", input, caller);
  expect(token).toBe("");
  return list.map(({ ResourceARN }: { ResourceARN: string }) => ResourceARN);
}

describe("GetResources", () => {
  it("returns CloudFront's tagged resources of every kind next to moto's", async () => {
    const { client } = controlPlane;
    const Tags = { Items: [{ Key: "stage", Value: "dev" }] };
    const { KeyValueStore } = await client.createKeyValueStore({ Name: "store", Tags });
    const { FunctionSummary } = await client.createFunction({
      Name: "tagged",
      FunctionConfig: { Comment: "", Runtime: "cloudfront-js-2.0" },
      FunctionCode: Buffer.from("function handler(event) { return event.request; }"),
      Tags,
    });
    const { VpcOrigin } = await client.createVpcOrigin({
      VpcOriginEndpointConfig: {
        Name: "internal",
        Arn: "arn:aws:ec2:eu-west-1:123456789012:instance/i-0123456789abcdef0",
        HTTPPort: 80,
        HTTPSPort: 443,
        OriginProtocolPolicy: "https-only",
      },
      Tags,
    });
    await client.createDistribution({ DistributionConfig: distributionConfig({ CallerReference: "untagged" }) });
    expect(await arns({})).toEqual([
      distribution,
      FunctionSummary?.FunctionMetadata?.FunctionARN,
      KeyValueStore?.ARN,
      VpcOrigin?.Arn,
      bucket,
    ]);
    const { ResourceTagMappingList } = await call("GetResources", { ResourceTypeFilters: ["cloudfront:distribution"] });
    const tags = [
      { Key: "stage", Value: "dev" },
      { Key: "team", Value: "web" },
    ];
    expect(ResourceTagMappingList).toEqual([{ ResourceARN: distribution, Tags: tags }]);
  });

  it("filters by tags and types", async () => {
    const other = await makeDistribution("other", { stage: "prod" });
    const prod = { TagFilters: [{ Key: "stage", Values: ["prod"] }] };
    expect(await arns(prod)).toEqual([other, bucket]);
    expect(await arns({ ...prod, ResourceTypeFilters: ["cloudfront"] })).toEqual([other]);
    expect(await arns({ ResourceTypeFilters: ["s3"] })).toEqual([bucket]);
    expect(await arns({ TagFilters: [{ Key: "team" }] })).toEqual([distribution]);
  });

  it("returns the resources of a list of ARNs, without those that don't exist", async () => {
    const missing = `arn:aws:cloudfront::${account}:distribution/ENONE`;
    expect(await arns({ ResourceARNList: [distribution, missing] })).toEqual([distribution]);
    expect(await arns({ ResourceARNList: [bucket] })).toEqual([bucket]);
    expect(await call("GetResources", { ResourceARNList: [bucket], TagFilters: [{ Key: "a" }] })).toEqual({
      status: 400,
      __type: "InvalidParameterException",
      message: "ResourceARNList can't be used together with TagFilters. Send one or the other.",
    });
  });

  it("returns each resource once, page by page", async () => {
    for (const name of ["2", "3", "4", "5"]) await makeDistribution(name, { stage: "dev" });
    const seen: string[] = [];
    let PaginationToken: string | undefined;
    let pages = 0;
    do {
      const page = await call("GetResources", { ResourcesPerPage: 2, PaginationToken });
      seen.push(...page.ResourceTagMappingList.map(({ ResourceARN }: { ResourceARN: string }) => ResourceARN));
      PaginationToken = page.PaginationToken;
      pages++;
    } while (PaginationToken);
    expect(pages).toBe(3);
    expect(new Set(seen).size).toBe(6);
    expect(seen).toEqual(await arns({}));
  });

  it("lists CloudFront's resources in us-east-1 and in their own account only", async () => {
    expect(await arns({}, { region: "eu-west-1" })).not.toContain(distribution);
    expect(await arns({}, { account: "210987654321" })).toEqual([]);
  });

  it("returns a resource whose last tag was removed, without tags, and no deleted resource", async () => {
    await controlPlane.client.untagResource({ Resource: distribution, TagKeys: { Items: ["stage", "team"] } });
    const { ResourceTagMappingList } = await call("GetResources", { ResourceARNList: [distribution] });
    expect(ResourceTagMappingList).toEqual([{ ResourceARN: distribution, Tags: [] }]);
    const Id = distribution.split("/")[1];
    const { DistributionConfig, ETag } = await controlPlane.client.getDistributionConfig({ Id });
    const disabled = { ...(DistributionConfig ?? distributionConfig()), Enabled: false };
    const updated = await controlPlane.client.updateDistribution({ Id, IfMatch: ETag, DistributionConfig: disabled });
    controlPlane.advance(60);
    await controlPlane.client.deleteDistribution({ Id, IfMatch: updated.ETag });
    expect(await arns({})).toEqual([bucket]);
  });

  it.each([
    [{ ResourcesPerPage: 101 }, "ResourcesPerPage is not valid"],
    [{ TagsPerPage: 99 }, "TagsPerPage is not valid"],
    [{ TagFilters: [{ Values: ["dev"] }] }, "TagFilters.0.Key is not valid"],
    [{ PaginationToken: "none" }, "The PaginationToken 'none' was not issued by this API."],
    ["{", "The body of the request is not valid JSON."],
  ])("rejects %j", async (input, message) => {
    expect(await call("GetResources", input)).toMatchObject({
      status: 400,
      __type: "InvalidParameterException",
      message: expect.stringContaining(message),
    });
  });
});

describe("GetTagKeys and GetTagValues", () => {
  it("return each key and value once, of CloudFront's resources and moto's", async () => {
    await makeDistribution("other", { stage: "dev" });
    expect(await call("GetTagKeys", {})).toEqual({ TagKeys: ["stage", "team"], PaginationToken: "" });
    expect(await call("GetTagValues", { Key: "stage" })).toEqual({ TagValues: ["dev", "prod"], PaginationToken: "" });
    expect(await call("GetTagValues", { Key: "none" })).toMatchObject({ TagValues: [] });
  });
});

describe("TagResources and UntagResources", () => {
  const tagsOf = async (Resource: string) => (await controlPlane.client.listTagsForResource({ Resource })).Tags?.Items;

  it("change CloudFront's resources and moto's in one request", async () => {
    const ResourceARNList = [distribution, logGroup];
    expect(await call("TagResources", { ResourceARNList, Tags: { stage: "test" } })).toEqual({
      FailedResourcesMap: {},
    });
    const taggedArns = await arns({ TagFilters: [{ Key: "stage", Values: ["test"] }] });
    expect(taggedArns).toEqual([distribution, logGroup]);
    expect(await tagsOf(distribution)).toEqual([
      { Key: "stage", Value: "test" },
      { Key: "team", Value: "web" },
    ]);
    const removed = { ResourceARNList: [distribution], TagKeys: ["stage", "none"] };
    expect(await call("UntagResources", removed)).toEqual({ FailedResourcesMap: {} });
    expect(await tagsOf(distribution)).toEqual([{ Key: "team", Value: "web" }]);
  });

  it("name the resources that they could not change, and change the others", async () => {
    const missing = `arn:aws:cloudfront::${account}:distribution/ENONE`;
    const policy = `arn:aws:cloudfront::${account}:cache-policy/some`;
    const ResourceARNList = [missing, distribution, policy, bucket];
    const { FailedResourcesMap } = await call("TagResources", { ResourceARNList, Tags: { more: "1" } });
    const noSuch = { StatusCode: 404, ErrorCode: "NoSuchResource", ErrorMessage: expect.any(String) };
    // moto does not change S3's tags by this API.
    expect(FailedResourcesMap).toEqual({ [missing]: noSuch, [policy]: noSuch, [bucket]: expect.anything() });
    expect(await tagsOf(distribution)).toContainEqual({ Key: "more", Value: "1" });
    const untagged = await call("UntagResources", { ResourceARNList: [missing], TagKeys: ["a"] });
    expect(untagged).toEqual({ FailedResourcesMap: { [missing]: noSuch } });
    const reserved = await call("TagResources", { ResourceARNList: [distribution], Tags: { "aws:x": "1" } });
    expect(reserved.FailedResourcesMap[distribution]).toMatchObject({ StatusCode: 400, ErrorCode: "InvalidTagging" });
  });

  it("change CloudFront's resources in us-east-1 only", async () => {
    const input = { ResourceARNList: [distribution], Tags: { more: "1" } };
    const { FailedResourcesMap } = await call("TagResources", input, { region: "eu-west-1" });
    expect(FailedResourcesMap[distribution]).toEqual({
      StatusCode: 400,
      ErrorCode: "InvalidParameterException",
      ErrorMessage: `'${distribution}' is a global resource. Send the request to us-east-1 instead of eu-west-1.`,
    });
    expect(await tagsOf(distribution)).not.toContainEqual({ Key: "more", Value: "1" });
  });

  it("report a change that can't be kept, which then has no effect", async () => {
    const directory = mkdtempSync(join(tmpdir(), "tagging-"));
    const files = failingFiles();
    await controlPlane.close();
    controlPlane = await startControlPlane({ directory, files });
    distribution = await makeDistribution("kept", { stage: "dev" });
    files.failAt(1);
    const input = { ResourceARNList: [distribution], Tags: { more: "1" } };
    const { FailedResourcesMap } = await call("TagResources", input);
    expect(FailedResourcesMap[distribution]).toMatchObject({ StatusCode: 507, ErrorCode: "InsufficientStorage" });
    expect(await tagsOf(distribution)).toEqual([{ Key: "stage", Value: "dev" }]);
    rmSync(directory, { recursive: true });
  });

  it("are rejected for a run of Terraform that has ended", async () => {
    await controlPlane.close();
    controlPlane = await startControlPlane({
      makerOf: () => {
        throw new EndedRun();
      },
    });
    const input = { ResourceARNList: [distribution], Tags: { more: "1" } };
    expect(await call("TagResources", input)).toMatchObject({ status: 403, __type: "AccessDenied" });
  });
});

describe("any other request", () => {
  const signedBy = (key: string) => `AWS4-HMAC-SHA256 Credential=${key}/20260101/us-east-1/tagging/aws4_request`;

  it.each([
    ["another operation", "ResourceGroupsTaggingAPI_20170126.DescribeReportCreation", signedBy(account)],
    ["another service", "Logs_20140328.TagResource", signedBy(account)],
    ["a key that moto gave out", "ResourceGroupsTaggingAPI_20170126.GetResources", signedBy("ASIAEXAMPLE")],
    ["a request that is not signed", "ResourceGroupsTaggingAPI_20170126.GetResources", undefined],
  ])("goes on to moto: %s", (_, target, authorization) => {
    const next = vi.fn<RequestListener>();
    const request = new IncomingMessage(new Socket());
    request.headers = { "x-amz-target": target, ...(authorization && { authorization }) };
    const response = new ServerResponse(request);
    answerTagging(next, { send: gateway.send, accountFor: controlPlane.accountFor, log })(request, response);
    expect(next).toHaveBeenCalledExactlyOnceWith(request, response);
  });
});
