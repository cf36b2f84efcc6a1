import type { OriginAccessControlConfig } from "@aws-sdk/client-cloudfront";
import { afterEach, describe, expect, it } from "vitest";
import type { HeaderList } from "../http/headers.ts";
import { type Harness, type HarnessOptions, startHarness } from "../testing/harness.ts";
import { createOriginResolver } from "./resolve-origin.ts";

let running: Harness | undefined;
afterEach(() => running?.close());

const url = "abc123.lambda-url.eu-central-1.on.aws";

/** Starts a Lambda URL with an origin access control, which reports the headers that it gets. */
async function start(control: Partial<OriginAccessControlConfig>, options: HarnessOptions = {}) {
  const got: HeaderList[] = [];
  const resolve = createOriginResolver({
    lambdaUrl: () => async (request) => {
      got.push(request.headers);
      return { status: 200, headers: [], body: (async function* () {})() };
    },
  });
  running = await startHarness({
    resolve,
    main: { DomainName: url, OriginAccessControlId: "oac" },
    ...options,
    behavior: {
      CachePolicyId: "disabled",
      AllowedMethods: { Quantity: 7, Items: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"] },
      ...options.behavior,
    },
  });
  running.deployment.originAccessControls.set("oac", {
    Name: "oac",
    SigningProtocol: "sigv4",
    SigningBehavior: "always",
    OriginAccessControlOriginType: "lambda",
    ...control,
  });
  const header = (name: string) => got.at(-1)?.find(([given]) => given.toLowerCase() === name)?.[1];
  return { harness: running, got, header };
}

describe("OAC", () => {
  it("always signs requests to a Lambda URL, for its service and region", async () => {
    const { harness, header } = await start({});
    expect((await harness.get("/a")).status).toBe(200);
    expect(header("authorization")).toMatch(
      /^AWS4-HMAC-SHA256 Credential=123456789012\/20260901\/eu-central-1\/lambda\/aws4_request, /,
    );
    expect(header("x-amz-date")).toBe("20260901T120000Z");
  });

  it("signs no request with never", async () => {
    const { harness, header } = await start({ SigningBehavior: "never" });
    await harness.get("/a");
    expect([header("authorization"), header("x-amz-date")]).toEqual([undefined, undefined]);
  });

  it("keeps a viewer's forwarded Authorization with no-override", async () => {
    const { harness, header } = await start({ SigningBehavior: "no-override" });
    await harness.get("/a", { method: "DELETE", headers: { authorization: "own" } });
    expect(header("authorization")).toBe("own");
    await harness.get("/a");
    expect(header("authorization")).toContain("AWS4-HMAC-SHA256");
  });

  it("needs the viewer's x-amz-content-sha256 for POST and PUT to a Lambda URL, which it signs", async () => {
    const { harness, got, header } = await start({});
    for (const method of ["POST", "PUT"]) {
      const refused = await harness.get("/a", { method, body: "x" });
      expect([refused.status, refused.body]).toEqual([403, expect.stringContaining("does not match the signature")]);
    }
    expect(got).toEqual([]);
    await harness.get("/a", { method: "POST", body: "x", headers: { "x-amz-content-sha256": "abc" } });
    expect(header("x-amz-content-sha256")).toBe("abc");
  });

  it("can be turned on and off by a function's updateRequestOrigin", async () => {
    const change = (originAccessControlConfig: object): HarnessOptions => ({
      behavior: {
        FunctionAssociations: { Quantity: 1, Items: [{ FunctionARN: "cff", EventType: "viewer-request" }] },
      },
      functions: {
        cff: ({ request }) => ({
          kind: "request",
          request,
          origin: { kind: "update", properties: { originAccessControlConfig } },
        }),
      },
    });
    const off = await start({}, change({ enabled: false }));
    await off.harness.get("/a");
    expect(off.header("authorization")).toBeUndefined();
    await off.harness.close();
    const on = await start(
      { SigningBehavior: "never" },
      change({ enabled: true, signingBehavior: "always", signingProtocol: "sigv4", originType: "lambda" }),
    );
    await on.harness.get("/a");
    expect(on.header("authorization")).toContain("/lambda/aws4_request");
  });
});
