/** The loopback's data plane with a distribution of three behaviors; its argument is the origin's port. */
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createEdgeFunctions,
  createOriginResolver,
  type Deployment,
  type LambdaCode,
  startDataPlane,
} from "@featheredge/loopback/data-plane";
import { cloudFrontFunction, lambdaFunction } from "../cases.ts";
import { ready } from "./ready.ts";

const [, , originPort = ""] = process.argv;
const functionArn = "arn:aws:cloudfront::123456789012:function/rewrite";
const lambdaArn = "arn:aws:lambda:us-east-1:123456789012:function:rewrite:1";
const behavior = { TargetOriginId: "origin", ViewerProtocolPolicy: "allow-all" } as const;

const cachePolicies: Readonly<Record<string, ReturnType<Deployment["cachePolicy"]>>> = {
  cached: { Name: "cached", MinTTL: 0, DefaultTTL: 3600, MaxTTL: 86_400 },
  uncached: { Name: "uncached", MinTTL: 0, DefaultTTL: 0, MaxTTL: 0 },
};
const deployment: Deployment = {
  distributions: [
    {
      id: "E1BENCH",
      account: "123456789012",
      arn: "arn:aws:cloudfront::123456789012:distribution/E1BENCH",
      domainName: "e1bench.cloudfront.net",
      etag: "E1",
      config: {
        CallerReference: "bench",
        Comment: "",
        Enabled: true,
        Origins: {
          Quantity: 1,
          Items: [
            {
              Id: "origin",
              DomainName: "localhost",
              CustomOriginConfig: {
                HTTPPort: Number(originPort),
                HTTPSPort: 443,
                OriginProtocolPolicy: "http-only",
              },
            },
          ],
        },
        DefaultCacheBehavior: { ...behavior, CachePolicyId: "cached" },
        CacheBehaviors: {
          Quantity: 2,
          Items: [
            {
              ...behavior,
              PathPattern: "/docs/*",
              CachePolicyId: "cached",
              FunctionAssociations: {
                Quantity: 1,
                Items: [{ FunctionARN: functionArn, EventType: "viewer-request" }],
              },
            },
            {
              ...behavior,
              PathPattern: "/made/*",
              CachePolicyId: "uncached",
              LambdaFunctionAssociations: {
                Quantity: 1,
                Items: [{ LambdaFunctionARN: lambdaArn, EventType: "origin-request" }],
              },
            },
          ],
        },
      },
    },
  ],
  cachePolicy: (id) => cachePolicies[id],
  originRequestPolicy: () => undefined,
  responseHeadersPolicy: () => undefined,
  originAccessControl: () => undefined,
  originAccessIdentity: () => undefined,
  continuousDeploymentPolicy: () => undefined,
  vpcOrigin: () => undefined,
  cloudFrontFunction: (arn) =>
    arn === functionArn
      ? {
          name: "rewrite",
          code: cloudFrontFunction,
          runtime: "cloudfront-js-2.0",
          revision: "E1",
          keyValueStore: undefined,
        }
      : undefined,
  keyValueStore: () => undefined,
  lambdaVersions: () => new Set([lambdaArn]),
  keyGroup: () => undefined,
  accessLogDeliveries: () => [],
  realtimeLogConfig: () => undefined,
  onInvalidation: () => () => undefined,
};

async function main(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "featheredge-bench-"));
  await writeFile(join(directory, "index.js"), lambdaFunction);
  const lambda: LambdaCode = {
    version: async (arn) =>
      arn === lambdaArn
        ? {
            functionName: "rewrite",
            version: "1",
            handler: "index.handler",
            runtime: "nodejs22.x",
            memoryMb: 128,
            timeoutSeconds: 5,
            codeSha256: "1",
            directory,
          }
        : undefined,
  };
  const dataPlane = await startDataPlane({
    deployment,
    functions: createEdgeFunctions({ deployment, lambda }),
    origins: createOriginResolver(),
    secureContext: () => Promise.reject(new Error("Only plain HTTP is measured.")),
    log: (line) => process.stderr.write(`${line}\n`),
  });
  ready(dataPlane.httpPort);
}

// Without an await: the loader compiles this file to CommonJS.
void main();
