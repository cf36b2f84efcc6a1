import { beforeEach, describe, expect, it } from "vitest";
import { startControlPlane, type TestControlPlane } from "../../testing/control-plane.ts";
import { distributionConfig } from "../../testing/distribution.ts";

let controlPlane: TestControlPlane;

beforeEach(async () => {
  controlPlane = await startControlPlane();
  return () => controlPlane.close();
});

const bytes = (text: string) => new TextEncoder().encode(text);
const config = { Comment: "", Runtime: "cloudfront-js-2.0" as const };
const passOn = "function handler(event) { return event.request; }";

async function create(Name: string, code = passOn) {
  const made = await controlPlane.client.createFunction({ Name, FunctionConfig: config, FunctionCode: bytes(code) });
  return { Name, IfMatch: made.ETag, arn: made.FunctionSummary?.FunctionMetadata?.FunctionARN ?? "" };
}

describe("a function", () => {
  it("runs at the edge in its published version only", async () => {
    const { Name, IfMatch, arn } = await create("rewrite");
    expect(arn).toBe("arn:aws:cloudfront::123456789012:function/rewrite");
    expect(controlPlane.deployment.cloudFrontFunction(arn)).toBeUndefined();
    await expect(controlPlane.client.describeFunction({ Name, Stage: "LIVE" })).rejects.toMatchObject({
      name: "NoSuchFunctionExists",
    });
    await controlPlane.client.publishFunction({ Name, IfMatch });
    expect(controlPlane.deployment.cloudFrontFunction(arn)).toMatchObject({ name: "rewrite", code: passOn });
    const changed = "function handler(event) { return { statusCode: 404 }; }";
    const updated = await controlPlane.client.updateFunction({
      Name,
      IfMatch,
      FunctionConfig: config,
      FunctionCode: bytes(changed),
    });
    expect(controlPlane.deployment.cloudFrontFunction(arn)?.code).toBe(passOn);
    await controlPlane.client.publishFunction({ Name, IfMatch: updated.ETag });
    expect(controlPlane.deployment.cloudFrontFunction(arn)?.code).toBe(changed);
    const live = await controlPlane.client.getFunction({ Name, Stage: "LIVE" });
    expect(new TextDecoder().decode(live.FunctionCode)).toBe(changed);
  });

  it("has AWS's ETags, and a status that depends on its publication and associations", async () => {
    const { Name, IfMatch, arn } = await create("rewrite");
    expect(IfMatch).toBe("ETVPDKIKX0DER");
    const describe = async (Stage: "DEVELOPMENT" | "LIVE") => {
      const { ETag, FunctionSummary } = await controlPlane.client.describeFunction({ Name, Stage });
      return [ETag, FunctionSummary?.Status];
    };
    expect(await describe("DEVELOPMENT")).toEqual(["ETVPDKIKX0DER", "UNPUBLISHED"]);
    await controlPlane.client.publishFunction({ Name, IfMatch });
    expect(await describe("DEVELOPMENT")).toEqual(["ETVPDKIKX0DER", "UNASSOCIATED"]);
    expect(await describe("LIVE")).toEqual(["ETVPDKIKX0DER", "UNASSOCIATED"]);
    const base = distributionConfig();
    const FunctionAssociations = { Quantity: 1, Items: [{ EventType: "viewer-request" as const, FunctionARN: arn }] };
    const DefaultCacheBehavior = { ...base.DefaultCacheBehavior, FunctionAssociations } as never;
    await controlPlane.client.createDistribution({ DistributionConfig: { ...base, DefaultCacheBehavior } });
    expect(await describe("DEVELOPMENT")).toEqual(["ETVPDKIKX0DER", "DEPLOYED"]);
    expect(await describe("LIVE")).toEqual(["ETVPDKIKX0DER", "DEPLOYED"]);
    await controlPlane.client.updateFunction({
      Name,
      IfMatch,
      FunctionConfig: config,
      FunctionCode: bytes(`${passOn}\n`),
    });
    expect(await describe("DEVELOPMENT")).toEqual(["E3UN6WX5RRO2AG", "UNPUBLISHED"]);
    expect(await describe("LIVE")).toEqual(["ETVPDKIKX0DER", "DEPLOYED"]);
    await controlPlane.client.publishFunction({ Name, IfMatch: "E3UN6WX5RRO2AG" });
    expect(await describe("LIVE")).toEqual(["E3UN6WX5RRO2AG", "DEPLOYED"]);
  });

  it("has a new revision when it is deleted and created again, although its ETags repeat", async () => {
    const { Name, IfMatch, arn } = await create("rewrite");
    await controlPlane.client.publishFunction({ Name, IfMatch });
    const before = controlPlane.deployment.cloudFrontFunction(arn)?.revision;
    await controlPlane.client.deleteFunction({ Name, IfMatch });
    expect((await create("rewrite", `${passOn}\n`)).IfMatch).toBe(IfMatch);
    await controlPlane.client.publishFunction({ Name, IfMatch });
    const after = controlPlane.deployment.cloudFrontFunction(arn)?.revision;
    expect(before).toEqual(expect.any(String));
    expect(after).toEqual(expect.any(String));
    expect(after).not.toBe(before);
  });

  it("is changed, published and deleted only with its current ETag", async () => {
    const { Name, IfMatch } = await create("rewrite");
    const stale = { Name, IfMatch: "E0000000000000" };
    await expect(controlPlane.client.publishFunction(stale)).rejects.toMatchObject({ name: "PreconditionFailed" });
    await expect(controlPlane.client.deleteFunction(stale)).rejects.toMatchObject({ name: "PreconditionFailed" });
    await controlPlane.client.deleteFunction({ Name, IfMatch });
    await expect(controlPlane.client.describeFunction({ Name })).rejects.toMatchObject({
      name: "NoSuchFunctionExists",
    });
  });

  it("must satisfy AWS's limits of size, name, runtime and one store", async () => {
    await expect(create("big", `//${"x".repeat(10_240)}`)).rejects.toMatchObject({ name: "FunctionSizeLimitExceeded" });
    await expect(create("no name")).rejects.toMatchObject({ name: "InvalidArgument" });
    await create("twice");
    await expect(create("twice")).rejects.toMatchObject({ name: "FunctionAlreadyExists" });
    const associations = (...arns: string[]) => ({
      Quantity: arns.length,
      Items: arns.map((KeyValueStoreARN) => ({ KeyValueStoreARN })),
    });
    const withStores = (KeyValueStoreAssociations: ReturnType<typeof associations>) =>
      controlPlane.client.createFunction({
        Name: "reader",
        FunctionConfig: { ...config, KeyValueStoreAssociations },
        FunctionCode: bytes(passOn),
      });
    await expect(
      withStores(associations("arn:aws:cloudfront::123456789012:key-value-store/none")),
    ).rejects.toMatchObject({ name: "EntityNotFound" });
    await expect(withStores(associations("a", "b"))).rejects.toMatchObject({ name: "InvalidArgument" });
  });

  it("is listed by stage", async () => {
    const { Name, IfMatch } = await create("published");
    await create("draft");
    await controlPlane.client.publishFunction({ Name, IfMatch });
    const names = async (Stage: "DEVELOPMENT" | "LIVE") =>
      (await controlPlane.client.listFunctions({ Stage })).FunctionList?.Items?.map((item) => item.Name);
    expect(await names("LIVE")).toEqual(["published"]);
    expect(await names("DEVELOPMENT")).toEqual(["draft", "published"]);
  });
});

describe("testing a function", () => {
  const test = async (code: string, event: unknown) => {
    const { Name, IfMatch } = await create("tested", code);
    const EventObject = bytes(typeof event === "string" ? event : JSON.stringify(event));
    return (await controlPlane.client.testFunction({ Name, IfMatch, EventObject })).TestResult;
  };

  it("returns its output, its logs and an estimate of its compute utilization", async () => {
    const code = "function handler(event) { console.log('seen ' + event.request.uri); return event.request; }";
    const result = await test(code, { request: { uri: "/a" } });
    expect(result).toMatchObject({ FunctionErrorMessage: "", FunctionExecutionLogs: ["seen /a"] });
    expect(JSON.parse(result?.FunctionOutput ?? "")).toEqual({
      request: { uri: "/a", headers: {}, cookies: {}, querystring: {} },
    });
    expect(Number(result?.ComputeUtilization)).toBeGreaterThan(0);
  });

  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/test-function.html
  it("returns a response with empty cookies, and its body as an object", async () => {
    const response = "{ statusCode: 200, statusDescription: 'OK', body: 'hello' }";
    const result = await test(`function handler() { return ${response}; }`, { request: { uri: "/a" } });
    expect(JSON.parse(result?.FunctionOutput ?? "")).toEqual({
      response: {
        statusCode: 200,
        statusDescription: "OK",
        headers: {},
        cookies: {},
        body: { encoding: "text", data: "hello" },
      },
    });
  });

  const couldNotRun =
    "The CloudFront function associated with the CloudFront distribution is invalid or could not run. ";

  it.each([
    ["throws", "return event.a.b;", "TypeError: "],
    ["has syntax that CloudFront does not run", "class A {} return event.request;", "SyntaxError: "],
    ["returns nothing", "return;", "The function returned nothing; at viewer-request it must return the request or a"],
    ["returns a status that is a text", "return { statusCode: '200' };", 'The function returned "200" for response.st'],
    [
      "returns a header that is forbidden",
      "event.request.headers['x-cache'] = { value: 'a' }; return event.request;",
      "",
    ],
    ["changes the method", "event.request.method = 'PUT'; return event.request;", "The function changed the method"],
    ["changes a read-only header", "event.request.headers.host = { value: 'b' }; return event.request;", ""],
  ])("answers AWS's message and no output for a function that %s", async (_, body, message) => {
    const event = { request: { method: "GET", uri: "/a", headers: { host: { value: "a" } } } };
    const result = await test(`function handler(event) { ${body} }`, event);
    expect(result?.FunctionErrorMessage).toContain(`${couldNotRun}${message}`);
    expect(result?.FunctionErrorMessage?.length).toBeGreaterThan(couldNotRun.length);
    expect(result?.FunctionOutput).toBeFalsy();
  });

  it("accepts an event of at most 40,960 bytes", async () => {
    const event = (length: number) => JSON.stringify({ request: { uri: "/" } }).padEnd(length);
    expect(event(40_960)).toHaveLength(40_960);
    expect((await test(passOn, event(40_960)))?.FunctionErrorMessage).toBe("");
    await controlPlane.client.deleteFunction({ Name: "tested", IfMatch: "ETVPDKIKX0DER" });
    await expect(test(passOn, event(40_961))).rejects.toMatchObject({ name: "InvalidArgument" });
  });

  it("ends a function that spends its time in built-ins, and continues serving", { timeout: 30_000 }, async () => {
    const burn = "function handler(event) { var a = 'x'.repeat(300000); for (;;) a.indexOf('y'); }";
    const EventObject = bytes(JSON.stringify({ request: { uri: "/b" } }));
    const tested = await create("tested", burn);
    const running = controlPlane.client.testFunction({ Name: tested.Name, IfMatch: tested.IfMatch, EventObject });
    const listed = await controlPlane.client.listFunctions({});
    expect(listed.FunctionList?.Items?.map(({ Name }) => Name)).toEqual(["tested"]);
    expect((await running).TestResult?.FunctionErrorMessage).toBe(
      `${couldNotRun}ComputeLimit: Stopped after 500 ms: the function does not end in time.`,
    );
    const IfMatch = "ETVPDKIKX0DER";
    const code = { FunctionConfig: config, FunctionCode: bytes(passOn) };
    const { ETag } = await controlPlane.client.updateFunction({ Name: "tested", IfMatch, ...code });
    const next = await controlPlane.client.testFunction({ Name: "tested", IfMatch: ETag, EventObject });
    expect(next.TestResult?.FunctionErrorMessage).toBe("");
  });

  it("requires an event", async () => {
    await expect(test(passOn, "nothing")).rejects.toMatchObject({ name: "InvalidArgument" });
  });
});
