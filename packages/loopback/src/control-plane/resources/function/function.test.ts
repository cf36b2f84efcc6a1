import { beforeEach, describe, expect, it } from "vitest";
import { startControlPlane, type TestControlPlane } from "../../test-control-plane.ts";

let plane: TestControlPlane;

beforeEach(async () => {
  plane = await startControlPlane();
  return () => plane.close();
});

const bytes = (text: string) => new TextEncoder().encode(text);
const config = { Comment: "", Runtime: "cloudfront-js-2.0" as const };
const passOn = "function handler(event) { return event.request; }";

async function create(Name: string, code = passOn) {
  const made = await plane.client.createFunction({ Name, FunctionConfig: config, FunctionCode: bytes(code) });
  return { Name, IfMatch: made.ETag, arn: made.FunctionSummary?.FunctionMetadata?.FunctionARN ?? "" };
}

describe("a function", () => {
  it("runs at the edge only once it is published, and as it was published", async () => {
    const { Name, IfMatch, arn } = await create("rewrite");
    expect(arn).toBe("arn:aws:cloudfront::123456789012:function/rewrite");
    expect(plane.deployment.cloudFrontFunction(arn)).toBeUndefined();
    await expect(plane.client.describeFunction({ Name, Stage: "LIVE" })).rejects.toMatchObject({
      name: "NoSuchFunctionExists",
    });
    await plane.client.publishFunction({ Name, IfMatch });
    expect(plane.deployment.cloudFrontFunction(arn)).toMatchObject({ name: "rewrite", code: passOn });
    const changed = "function handler(event) { return { statusCode: 404 }; }";
    const updated = await plane.client.updateFunction({
      Name,
      IfMatch,
      FunctionConfig: config,
      FunctionCode: bytes(changed),
    });
    expect(plane.deployment.cloudFrontFunction(arn)?.code).toBe(passOn);
    await plane.client.publishFunction({ Name, IfMatch: updated.ETag });
    expect(plane.deployment.cloudFrontFunction(arn)?.code).toBe(changed);
    const live = await plane.client.getFunction({ Name, Stage: "LIVE" });
    expect(new TextDecoder().decode(live.FunctionCode)).toBe(changed);
  });

  it("is changed, published and deleted by its ETag only", async () => {
    const { Name, IfMatch } = await create("rewrite");
    const stale = { Name, IfMatch: "E0000000000000" };
    await expect(plane.client.publishFunction(stale)).rejects.toMatchObject({ name: "PreconditionFailed" });
    await expect(plane.client.deleteFunction(stale)).rejects.toMatchObject({ name: "PreconditionFailed" });
    await plane.client.deleteFunction({ Name, IfMatch });
    await expect(plane.client.describeFunction({ Name })).rejects.toMatchObject({ name: "NoSuchFunctionExists" });
  });

  it("has AWS's size, name, runtime and one store at most", async () => {
    await expect(create("big", `//${"x".repeat(10_240)}`)).rejects.toMatchObject({ name: "FunctionSizeLimitExceeded" });
    await expect(create("no name")).rejects.toMatchObject({ name: "InvalidArgument" });
    await create("twice");
    await expect(create("twice")).rejects.toMatchObject({ name: "FunctionAlreadyExists" });
    const associations = (...arns: string[]) => ({
      Quantity: arns.length,
      Items: arns.map((KeyValueStoreARN) => ({ KeyValueStoreARN })),
    });
    const withStores = (KeyValueStoreAssociations: ReturnType<typeof associations>) =>
      plane.client.createFunction({
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
    await plane.client.publishFunction({ Name, IfMatch });
    const names = async (Stage: "DEVELOPMENT" | "LIVE") =>
      (await plane.client.listFunctions({ Stage })).FunctionList?.Items?.map((item) => item.Name);
    expect(await names("LIVE")).toEqual(["published"]);
    expect(await names("DEVELOPMENT")).toEqual(["draft", "published"]);
  });
});

describe("testing a function", () => {
  const test = async (code: string, event: unknown) => {
    const { Name, IfMatch } = await create("tested", code);
    const EventObject = bytes(typeof event === "string" ? event : JSON.stringify(event));
    return (await plane.client.testFunction({ Name, IfMatch, EventObject })).TestResult;
  };

  it("gives its output, its logs and an estimate of its compute", async () => {
    const code = "function handler(event) { console.log('seen ' + event.request.uri); return event.request; }";
    const result = await test(code, { request: { uri: "/a" } });
    expect(result).toMatchObject({ FunctionErrorMessage: "", FunctionExecutionLogs: ["seen /a"] });
    expect(JSON.parse(result?.FunctionOutput ?? "")).toEqual({ request: { uri: "/a" } });
    expect(Number(result?.ComputeUtilization)).toBeGreaterThan(0);
  });

  it("says what failed", async () => {
    const thrown = await test("function handler(event) { return event.a.b; }", {});
    expect(thrown?.FunctionErrorMessage).toMatch(/^TypeError: /);
  });

  it("tells syntax that CloudFront does not run", async () => {
    const result = await test("function handler(event) { class A {} return event.request; }", {});
    expect(result?.FunctionErrorMessage).toMatch(/^1:27 .*class/i);
  });

  it("wants an event", async () => {
    await expect(test(passOn, "nothing")).rejects.toMatchObject({ name: "InvalidArgument" });
  });
});
