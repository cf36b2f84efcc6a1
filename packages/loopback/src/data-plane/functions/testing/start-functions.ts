import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { LambdaVersion, PublishedFunction } from "../../../deployment.ts";
import type { EdgeCall } from "../../base/edge-functions.ts";
import { createEdgeFunctions, type EdgeFunctionsOptions } from "../create-edge-functions.ts";

type CallChange = Omit<Partial<EdgeCall>, "request"> & { readonly request?: Partial<EdgeCall["request"]> };

type Publishing = Partial<Pick<PublishedFunction, "keyValueStore" | "runtime">>;

/** Starts the edge functions of a deployment that a test can change. */
export async function startFunctions(options: Partial<EdgeFunctionsOptions> = {}) {
  const published = new Map<string, PublishedFunction>();
  const stores = new Map<string, ReadonlyMap<string, string>>();
  const versions = new Map<string, LambdaVersion>();
  const replaced = new Set<string>();
  const directory = await mkdtemp(path.join(tmpdir(), "featheredge-functions-"));
  const functions = createEdgeFunctions({
    deployment: {
      cloudFrontFunction: (arn) => published.get(arn),
      keyValueStore: (arn) => stores.get(arn),
      lambdaVersions: () => new Set([...versions.keys()].filter((arn) => !replaced.has(arn))),
    },
    lambda: { version: async (arn) => versions.get(arn) },
    ...options,
  });
  let count = 0;
  return {
    functions,
    stores,
    versions,
    /** ARNs of versions that no distribution runs any more. */
    replaced,
    /** Publishes code under a name, in place of what was there. @returns the ARN */
    publish(name: string, code: string, { keyValueStore, runtime = "cloudfront-js-2.0" }: Publishing = {}): string {
      count += 1;
      const arn = `arn:aws:cloudfront::123456789012:function/${name}`;
      published.set(arn, { name, code, runtime, revision: String(count), keyValueStore });
      return arn;
    },
    /** Creates a version of a Lambda function. @returns its ARN */
    async version(files: Readonly<Record<string, string>>, change: Partial<LambdaVersion> = {}): Promise<string> {
      count += 1;
      const folder = path.join(directory, String(count));
      await mkdir(folder);
      for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
      const arn = `arn:aws:lambda:us-east-1:123456789012:function:edge-${count}:3`;
      versions.set(arn, {
        functionName: `edge-${count}`,
        version: "3",
        handler: "index.handler",
        runtime: "nodejs22.x",
        memoryMb: 128,
        timeoutSeconds: 5,
        codeSha256: String(count),
        directory: folder,
        ...change,
      });
      return arn;
    },
    async close() {
      await functions.close();
      await rm(directory, { recursive: true });
    },
  };
}

/** A call for `GET /a?b=1` at viewer request, with changes. */
export function callOf(arn: string, { request, ...change }: CallChange = {}): EdgeCall {
  return {
    event: "viewer-request",
    runtime: arn.includes(":lambda:") ? "lambda-at-edge" : "cloudfront-function",
    arn,
    distribution: { id: "EDFDVBD6EXAMPLE", domainName: "d111111abcdef8.cloudfront.net" },
    requestId: "request-1",
    clientIp: "198.51.100.1",
    rawQueryString: "b=1",
    request: {
      method: "GET",
      uri: "/a",
      querystring: "b=1",
      headers: [
        ["Host", "example.com"],
        ["User-Agent", "test"],
      ],
      ...request,
    },
    ...change,
  };
}
