import { type OutgoingHttpHeaders, request } from "node:http";
import { managedPolicies } from "@featheredge/aws-rules";
import { startCloudFront } from "@featheredge/loopback/testing";
import { afterAll, describe, expect, it } from "vitest";
import { oneOrigin, originDomain, plainBehavior } from "../one-origin.ts";
import { allAttempts } from "./attempts/index.ts";
import { startEcho } from "./echo.ts";
import { hideSecret } from "./secret.ts";

/** Milliseconds. Attempts that are not stopped would take minutes, and the runtime's deadline stops each after half a second. */
const timeout = 10_000;

const secret = hideSecret();
const origin = await startEcho();
const logged: string[] = [];
const cloudFront = await startCloudFront({
  origins: { [originDomain]: `http://127.0.0.1:${origin.port}` },
  log: (line) => logged.push(line),
});
const { client } = cloudFront;
afterAll(async () => {
  await cloudFront.close();
  await origin.close();
  secret.remove();
});

const FunctionConfig = { Comment: "", Runtime: "cloudfront-js-2.0" as const };
const calmCode = "function handler(event) { return event.request; }";

/** @returns the function's ARN */
async function publish(name: string, code: string): Promise<string> {
  const created = await client.createFunction({ Name: name, FunctionConfig, FunctionCode: Buffer.from(code) });
  const published = await client.publishFunction({ Name: name, IfMatch: created.ETag });
  return published.FunctionSummary?.FunctionMetadata?.FunctionARN ?? "";
}

/** Replaces the code of a published function. */
async function replace(name: string, code: string): Promise<void> {
  const { ETag } = await client.describeFunction({ Name: name });
  const updated = await client.updateFunction({
    Name: name,
    IfMatch: ETag,
    FunctionConfig,
    FunctionCode: Buffer.from(code),
  });
  await client.publishFunction({ Name: name, IfMatch: updated.ETag });
}

const behavior = (FunctionARN: string) => ({
  ...plainBehavior,
  CachePolicyId: managedPolicies.cache.CachingDisabled,
  OriginRequestPolicyId: managedPolicies.originRequest.AllViewer,
  FunctionAssociations: { Quantity: 1, Items: [{ EventType: "viewer-request" as const, FunctionARN }] },
});
await client.createDistribution({
  DistributionConfig: {
    ...oneOrigin,
    CallerReference: "sandbox",
    DefaultCacheBehavior: behavior(await publish("attempt", calmCode)),
    CacheBehaviors: { Quantity: 1, Items: [{ ...behavior(await publish("calm", calmCode)), PathPattern: "/calm" }] },
  },
});

interface Answer {
  readonly status: number;
  /** Headers and body: what a viewer sees. */
  readonly text: string;
}

function get(path: string, headers: OutgoingHttpHeaders = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port: cloudFront.httpPort, path, headers, agent: false }, (answer) => {
      answer.toArray().then((chunks: Buffer[]) => {
        const text = `${answer.rawHeaders.join("\n")}\n${Buffer.concat(chunks)}`;
        resolve({ status: answer.statusCode ?? 0, text });
      }, reject);
    });
    asked.once("error", reject);
    asked.end();
  });
}

describe("a distribution whose CloudFront Function is hostile", () => {
  it.each(allAttempts(secret.file))("answers $name, and the next request", { timeout }, async ({ code }) => {
    await replace("attempt", code);
    const [hostile, calm] = await Promise.all([get("/"), get("/calm")]);
    expect([200, 502, 503]).toContain(hostile.status);
    expect(secret.isIn(hostile.text)).toBe(false);
    expect(calm.status).toBe(200);
    expect((await get("/calm")).status).toBe(200);
    expect(secret.isIn(logged.splice(0).join("\n"))).toBe(false);
  });
});
