import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import {
  createServer,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  request,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { type EdgeEvent, managedPolicies } from "@featheredge/aws-rules";
import { buildEnvironment, type FunctionArtifact } from "@featheredge/compiler";
import {
  type DistributionConfig,
  type LambdaVersion,
  startCloudFront,
  type TestCloudFront,
} from "@featheredge/loopback/testing";
import { unzipSync } from "fflate";

/** Where an example of the guide runs. Its function is `handlers/<name>/handler.js`. */
export interface Example {
  readonly event: EdgeEvent;
  /** The behavior's origin: a custom one unless given. */
  readonly origin?: "app" | "s3";
  /** What the function's KeyValueStore holds. */
  readonly keyValues?: Readonly<Record<string, string>>;
}

interface Asked {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

/** What a viewer was sent, and how the request went. */
export interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Path and query as the origin was asked for them; undefined where it was not. */
  readonly originUrl: string | undefined;
  /** Headers of the request to the origin, by lower-case names. */
  readonly originHeaders: Readonly<Record<string, string>>;
  readonly logs: readonly string[];
  readonly warnings: readonly string[];
  readonly logData: string | undefined;
}

/** Answers as origin; by default 200 with the body of the request. */
export type OriginAnswer = (response: ServerResponse, body: string) => void;

/**
 * Compiles examples of AWS's Developer Guide, which throws where the compiler refuses one, and serves each by a
 * distribution of its own.
 *
 * @param examples by the names of their folders in `handlers/`
 */
export async function serveExamples<Name extends string>(examples: Readonly<Record<Name, Example>>) {
  const directory = mkdtempSync(path.join(tmpdir(), "featheredge-guide-"));
  const names = Object.keys(examples) as Name[];
  const artifacts = await compile(examples, directory);
  let answer: OriginAnswer = (response, body) => response.end(body);
  const origin = createServer(async (asked, response) => {
    answer(response, Buffer.concat(await asked.toArray()).toString());
  });
  await new Promise<void>((listening) => origin.listen(0, "127.0.0.1", listening));
  const address = `http://127.0.0.1:${(origin.address() as AddressInfo).port}`;
  const versions = new Map<string, LambdaVersion>();
  const cloudFront = await startCloudFront({
    origins: Object.fromEntries(
      [...origins.map(({ DomainName }) => DomainName), ...elsewhere].map((name) => [name, address]),
    ),
    lambda: { version: async (arn) => versions.get(arn) },
    objects: Object.fromEntries(names.map((name) => [storeObject(name), storeFile(examples[name])])),
  });
  const { client } = cloudFront;
  const forwarding = await client.createOriginRequestPolicy({ OriginRequestPolicyConfig: forwarded });
  const hosts = new Map<string, string>();
  for (const name of names) {
    const artifact = artifacts.get(name);
    if (artifact === undefined) throw new Error(`The build of ${name} has no function`);
    const { event, origin: TargetOriginId = "app", keyValues } = examples[name];
    const isLambda = artifact.runtime === "lambda-at-edge";
    const FunctionARN = isLambda
      ? addVersion(versions, artifact, directory)
      : await publish(client, artifact, directory, keyValues === undefined ? undefined : name);
    const { Distribution } = await client.createDistribution({
      DistributionConfig: {
        CallerReference: name,
        Comment: "",
        Enabled: true,
        Origins: { Quantity: origins.length, Items: origins },
        DefaultCacheBehavior: {
          TargetOriginId,
          ViewerProtocolPolicy: "allow-all",
          AllowedMethods,
          CachePolicyId: managedPolicies.cache.CachingDisabled,
          OriginRequestPolicyId: forwarding.OriginRequestPolicy?.Id,
          ...(isLambda
            ? {
                LambdaFunctionAssociations: {
                  Quantity: 1,
                  Items: [
                    {
                      EventType: event,
                      LambdaFunctionARN: FunctionARN,
                      IncludeBody: artifact.requestBody !== undefined,
                    },
                  ],
                },
              }
            : { FunctionAssociations: { Quantity: 1, Items: [{ EventType: event, FunctionARN }] } }),
        },
      },
    });
    hosts.set(name, Distribution?.DomainName ?? "");
  }
  return {
    /** What the compiler warned about, by example. */
    warnings: (name: Name) => artifacts.get(name)?.warnings ?? [],
    answerBy(next: OriginAnswer) {
      answer = next;
    },
    async ask(name: Name, url: string, { method = "GET", headers, body }: Asked = {}): Promise<Answer> {
      cloudFront.traces.clear();
      const host = hosts.get(name) ?? "";
      const viewer = await visit(cloudFront.httpPort, url, method, { host, ...headers }, body);
      const [trace] = cloudFront.traces.list();
      const sent = trace?.origin.at(-1);
      const stage = trace?.stages.at(-1);
      return {
        ...viewer,
        originUrl: sent?.url,
        originHeaders: Object.fromEntries((sent?.headers ?? []).map(([key, value]) => [key.toLowerCase(), value])),
        logs: stage?.logs ?? [],
        warnings: stage?.warnings ?? [],
        logData: stage?.logData?.value,
      };
    },
    async close() {
      await cloudFront.close();
      origin.close();
      rmSync(directory, { recursive: true });
    },
  };
}

async function compile(
  examples: Readonly<Record<string, Example>>,
  directory: string,
): Promise<Map<string, FunctionArtifact>> {
  const names = Object.keys(examples);
  const { functions } = await buildEnvironment({
    environment: "guide",
    environmentFile: "environments/guide.ts",
    handlersDirectory: path.join(import.meta.dirname, "handlers"),
    outputDirectory: path.join(directory, "build"),
    cacheDirectory: path.join(directory, "cache"),
    handlers: Object.fromEntries(names.map((handler) => [handler, { handler, config: undefined }])),
    behaviors: names.map((name) => ({
      distribution: name,
      key: `distributions.${name}`,
      path: "*",
      events: { [examples[name]?.event ?? ""]: [name] },
    })),
  });
  return new Map(functions.map((artifact) => [artifact.handlers[0] ?? "", artifact]));
}

type Client = TestCloudFront["client"];

/** @returns the ARN of the published function */
async function publish(client: Client, artifact: FunctionArtifact, directory: string, store?: string): Promise<string> {
  const made =
    store === undefined
      ? undefined
      : await client.createKeyValueStore({
          Name: store,
          ImportSource: { SourceType: "S3", SourceARN: storeObject(store) },
        });
  const ARN = made?.KeyValueStore?.ARN;
  const { name: Name } = artifact;
  const { ETag: IfMatch } = await client.createFunction({
    Name,
    FunctionConfig: {
      Comment: "",
      Runtime: "cloudfront-js-2.0",
      ...(ARN === undefined ? {} : { KeyValueStoreAssociations: { Quantity: 1, Items: [{ KeyValueStoreARN: ARN }] } }),
    },
    FunctionCode: readFileSync(path.join(directory, "build", artifact.file)),
  });
  const { FunctionSummary } = await client.publishFunction({ Name, IfMatch });
  return FunctionSummary?.FunctionMetadata?.FunctionARN ?? "";
}

/** @returns the ARN of the version */
function addVersion(versions: Map<string, LambdaVersion>, artifact: FunctionArtifact, directory: string): string {
  const arn = `arn:aws:lambda:us-east-1:123456789012:function:${artifact.name}:1`;
  const unpacked = path.join(directory, artifact.name);
  mkdirSync(unpacked);
  for (const [file, content] of Object.entries(unzipSync(readFileSync(path.join(directory, "build", artifact.file))))) {
    writeFileSync(path.join(unpacked, file), content);
  }
  versions.set(arn, {
    functionName: artifact.name,
    version: "1",
    handler: "index.handler",
    runtime: "nodejs22.x",
    memoryMb: 128,
    timeoutSeconds: 5,
    codeSha256: artifact.sourceCodeHash,
    directory: unpacked,
  });
  return arn;
}

function visit(
  port: number,
  url: string,
  method: string,
  headers: OutgoingHttpHeaders,
  body: string | undefined,
): Promise<Pick<Answer, "status" | "statusText" | "headers" | "body">> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path: url, method, headers, agent: false }, (response) => {
      response.toArray().then((chunks: Buffer[]) => {
        resolve({
          status: response.statusCode ?? 0,
          statusText: response.statusMessage ?? "",
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        });
      }, reject);
    });
    asked.once("error", reject);
    asked.end(body);
  });
}

function storeObject(name: string): string {
  return `arn:aws:s3:::guide/${name}.json`;
}

function storeFile({ keyValues = {} }: Example): string {
  return JSON.stringify({ data: Object.entries(keyValues).map(([key, value]) => ({ key, value })) });
}

const AllowedMethods = {
  Quantity: 7,
  Items: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
  CachedMethods: { Quantity: 2, Items: ["GET", "HEAD"] },
} satisfies NonNullable<DistributionConfig["DefaultCacheBehavior"]>["AllowedMethods"];

const asked = [
  "CloudFront-Viewer-Country",
  "CloudFront-Is-Desktop-Viewer",
  "CloudFront-Is-Mobile-Viewer",
  "CloudFront-Is-Tablet-Viewer",
  "CloudFront-Is-SmartTV-Viewer",
  "Origin",
  "True-Client-IP",
  "Answer",
  "X-Hookx",
  "X-Cwt-Regenerated-Token",
];
const forwarded = {
  Name: "guide",
  HeadersConfig: { HeaderBehavior: "whitelist" as const, Headers: { Quantity: asked.length, Items: asked } },
  CookiesConfig: { CookieBehavior: "all" as const },
  QueryStringsConfig: { QueryStringBehavior: "all" as const },
};

const custom = (Id: string, DomainName: string) => ({
  Id,
  DomainName,
  CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: "http-only" as const },
  CustomHeaders: { Quantity: 1, Items: [{ HeaderName: "X-Assigned", HeaderValue: Id }] },
});
const s3 = (Id: string, DomainName: string) => ({ Id, DomainName, S3OriginConfig: { OriginAccessIdentity: "" } });

/** The origins of every distribution, by the ids and names of the guide's examples. */
const origins = [
  custom("app", "app.example.com"),
  s3("s3", "default-bucket.s3.amazonaws.com"),
  s3("amzn-s3-demo-bucket-in-us-east-1", "amzn-s3-demo-bucket-in-us-east-1.s3.us-east-1.amazonaws.com"),
  custom("myALB-prod", "myalb-prod-1234567890.us-east-1.elb.amazonaws.com"),
  custom("origin-1", "origin-1.example.com"),
  custom("origin-2", "origin-2.example.com"),
];

/** Origins that no distribution has, and functions choose. */
const elsewhere = [
  "www.example.com",
  "eu.example.com",
  "my-bucket.s3.amazonaws.com",
  "my-bucket-in-eu-central-1.s3.amazonaws.com",
  "blue-bucket.s3.amazonaws.com",
  "demo-bucket-in-eu-central-1.s3.eu-central-1.amazonaws.com",
  "demo-bucket-in-us-east-1.s3.us-east-1.amazonaws.com",
  "example-1234567890.us-east-1.elb.amazonaws.com",
];
