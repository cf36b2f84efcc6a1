import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createControlPlane } from "./control-plane.ts";
import type { Fault } from "./faults.ts";
import { startControlPlane, type TestControlPlane } from "./testing/control-plane.ts";
import { distributionConfig } from "./testing/distribution.ts";

const oac = {
  Name: "site",
  SigningProtocol: "sigv4",
  SigningBehavior: "always",
  OriginAccessControlOriginType: "s3",
} as const;
const signed = { authorization: "AWS4-HMAC-SHA256 Credential=123456789012/20260101/us-east-1/cloudfront/aws4_request" };

let directory: string;
let controlPlane: TestControlPlane;
let fault: Fault | undefined;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "control-plane-"));
  fault = undefined;
  controlPlane = await startControlPlane({ directory, faults: () => fault });
});

afterEach(async () => {
  await controlPlane.close();
  await rm(directory, { recursive: true });
});

async function post(path: string, body: string, headers: Record<string, string> = signed) {
  const answer = await fetch(`${controlPlane.url}/2020-05-31/${path}`, { method: "POST", body, headers });
  return { status: answer.status, body: await answer.text() };
}

/** Sends a GET request whose path `fetch` would change. */
function getRaw(path: string): Promise<{ status: number | undefined; body: string }> {
  const { hostname, port } = new URL(controlPlane.url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, headers: signed, agent: false });
    asked.once("error", reject);
    asked.once("response", async (answer) => {
      resolve({ status: answer.statusCode, body: Buffer.concat(await answer.toArray()).toString() });
    });
    asked.end();
  });
}

describe("the protocol", () => {
  it("answers an operation that it does not support with 501 and logs its name", async () => {
    const asked = controlPlane.client.listTrustStores({});
    await expect(asked).rejects.toMatchObject({ name: "NotImplemented", $metadata: { httpStatusCode: 501 } });
    expect(controlPlane.lines).toEqual(["not supported by the loopback's CloudFront: ListTrustStores"]);
  });

  it("answers an unknown path with 501 in CloudFront's error format", async () => {
    const { status, body } = await post("nonsense", "");
    expect(status).toBe(501);
    expect(body).toMatch(
      /<ErrorResponse xmlns="http:\/\/cloudfront.amazonaws.com\/doc\/2020-05-31\/"><Error><Type>Receiver<\/Type><Code>NotImplemented<\/Code><Message>.*POST \/2020-05-31\/nonsense/,
    );
  });

  it("rejects XML that is malformed, lacks a required member or has a word instead of a number", async () => {
    const inPolicy = (text: string) => post("cache-policy", `<CachePolicyConfig>${text}</CachePolicyConfig>`);
    expect(await post("cache-policy", "<CachePolicyConfig><Name>")).toMatchObject({
      status: 400,
      body: expect.stringContaining("<Code>MalformedXML</Code>"),
    });
    expect((await inPolicy("<Name>a</Name>")).body).toContain("Value null at 'cachePolicyConfig.minTTL'");
    expect((await inPolicy("<Name>a</Name><MinTTL>one</MinTTL>")).body).toContain(
      "'cachePolicyConfig.minTTL' is not a number",
    );
    expect((await post("cache-policy", "")).body).toContain("<Code>MalformedXML</Code>");
  });

  it.each(["//", "//[", "/%zz", "/2020-05-31/cache-policy/%zz", "/2020-05-31/../x", "/\\"])(
    "answers the malformed path %s in CloudFront's error format",
    async (path) => {
      const { status, body } = await getRaw(path);
      expect(status).toSatisfy((code: number) => code === 501 || code === 400 || code === 404);
      expect(body).toMatch(/<ErrorResponse .*<Code>(NotImplemented|InvalidArgument|NoSuchCachePolicy)<\/Code>/);
    },
  );

  it("rejects a body of over a mebibyte before it reads the XML", async () => {
    const heap = process.memoryUsage().rss;
    const large = await post("cache-policy", `<CachePolicyConfig><Comment>${"x".repeat(60_000_000)}`);
    expect(large).toMatchObject({ status: 413, body: expect.stringContaining("<Code>RequestEntityTooLarge</Code>") });
    expect(process.memoryUsage().rss - heap).toBeLessThan(600_000_000);
    expect((await post("cache-policy", "<CachePolicyConfig><Name>")).status).toBe(400);
  });

  it("rejects a Quantity that is not the number of Items", async () => {
    const wrong = controlPlane.client.createResponseHeadersPolicy({
      ResponseHeadersPolicyConfig: { Name: "a", RemoveHeadersConfig: { Quantity: 2, Items: [{ Header: "x-a" }] } },
    });
    await expect(wrong).rejects.toMatchObject({ name: "InconsistentQuantities" });
  });

  it("omits members that were not sent, and keeps members that were sent empty", async () => {
    const without = await controlPlane.client.createOriginAccessControl({ OriginAccessControlConfig: oac });
    expect(without.OriginAccessControl?.OriginAccessControlConfig).not.toHaveProperty("Description");
    const config = { ...oac, Name: "empty", Description: "" };
    const empty = await controlPlane.client.createOriginAccessControl({ OriginAccessControlConfig: config });
    expect(empty.OriginAccessControl?.OriginAccessControlConfig?.Description).toBe("");
  });

  it("reports each change before it answers, and no read", async () => {
    const seen: number[] = [];
    const other = await startControlPlane({
      changed: async () => void seen.push([...other.deployment.distributions].length),
    });
    await other.client.createDistribution({ DistributionConfig: distributionConfig() });
    expect(seen).toEqual([1]);
    await other.client.listDistributions({});
    expect(seen).toEqual([1]);
    await other.close();
  });

  it("keeps characters that are special in XML", async () => {
    const config = { ...oac, Description: `<a> & "b" ]]> é` };
    const made = await controlPlane.client.createOriginAccessControl({ OriginAccessControlConfig: config });
    const read = await controlPlane.client.getOriginAccessControlConfig({ Id: made.OriginAccessControl?.Id ?? "" });
    expect(read.OriginAccessControlConfig).toEqual(config);
  });

  it("requires a signature with an account's twelve digits", async () => {
    expect((await post("cache-policy", "", {})).body).toContain("<Code>MissingAuthenticationToken</Code>");
    await expect(controlPlane.clientOf("ASIAEXAMPLE").listCachePolicies({})).rejects.toThrow(
      "the account's twelve digits",
    );
  });

  it("answers an injected fault before the operation runs", async () => {
    fault = { status: 503, code: "ServiceUnavailable" };
    const failed = controlPlane.client.createOriginAccessControl({ OriginAccessControlConfig: oac });
    await expect(failed).rejects.toMatchObject({ name: "ServiceUnavailable", $metadata: { httpStatusCode: 503 } });
    fault = undefined;
    expect((await controlPlane.client.listOriginAccessControls({})).OriginAccessControlList?.Quantity).toBe(0);
  });

  it("answers an injected fault after the operation ran", async () => {
    fault = { status: 500, code: "InternalError", after: true };
    const failed = controlPlane.client.createOriginAccessControl({ OriginAccessControlConfig: oac });
    await expect(failed).rejects.toMatchObject({ name: "InternalError", $metadata: { httpStatusCode: 500 } });
    fault = undefined;
    expect((await controlPlane.client.listOriginAccessControls({})).OriginAccessControlList?.Quantity).toBe(1);
    const again = controlPlane.client.createOriginAccessControl({ OriginAccessControlConfig: oac });
    await expect(again).rejects.toMatchObject({ name: "OriginAccessControlAlreadyExists" });
  });
});

describe("state", () => {
  it("is the same after a restart", async () => {
    const made = await controlPlane.client.createOriginAccessControl({ OriginAccessControlConfig: oac });
    const gone = await controlPlane.client.createOriginAccessControl({
      OriginAccessControlConfig: { ...oac, Name: "gone" },
    });
    const id = made.OriginAccessControl?.Id ?? "";
    const updated = await controlPlane.client.updateOriginAccessControl({
      Id: id,
      IfMatch: made.ETag ?? "",
      OriginAccessControlConfig: { ...oac, SigningBehavior: "never" },
    });
    await controlPlane.client.deleteOriginAccessControl({
      Id: gone.OriginAccessControl?.Id ?? "",
      IfMatch: gone.ETag ?? "",
    });

    const again = await startControlPlane({ directory });
    const read = await again.client.getOriginAccessControl({ Id: id });
    const { OriginAccessControlList: list } = await again.client.listOriginAccessControls({});
    await again.close();
    expect(read.ETag).toBe(updated.ETag);
    expect(read.OriginAccessControl?.OriginAccessControlConfig?.SigningBehavior).toBe("never");
    expect(list?.Items?.map(({ Id }) => Id)).toEqual([id]);
  });

  it("is one JSON file per resource, without the half-written files of a killed process", async () => {
    const made = await controlPlane.client.createOriginAccessControl({ OriginAccessControlConfig: oac });
    const folder = join(directory, "cloudfront", "123456789012", "origin-access-control");
    expect(await readdir(folder)).toEqual([`${made.OriginAccessControl?.Id}.json`]);
    const record = JSON.parse(await readFile(join(folder, `${made.OriginAccessControl?.Id}.json`), "utf8"));
    expect(record).toMatchObject({ record: { config: oac, created: { $date: "2026-01-01T00:00:00.000Z" } } });

    await writeFile(join(folder, "EHALF.json.next"), '{"id": "EHA');
    const again = await startControlPlane({ directory });
    const { OriginAccessControlList: list } = await again.client.listOriginAccessControls({});
    await again.close();
    expect(list?.Quantity).toBe(1);
  });

  it("reports the file that is not a valid resource", async () => {
    await controlPlane.client.createOriginAccessControl({ OriginAccessControlConfig: oac });
    const file = join(directory, "cloudfront", "123456789012", "origin-access-control", "EBROKEN.json");
    await writeFile(file, "not JSON");
    expect(() => createControlPlane({ directory, clock: Date.now, deploySeconds: 0, log: () => {} })).toThrow(file);
  });

  it("is separate for each account", async () => {
    await controlPlane.client.createOriginAccessControl({ OriginAccessControlConfig: oac });
    const other = controlPlane.clientOf("210987654321");
    expect((await other.listOriginAccessControls({})).OriginAccessControlList?.Quantity).toBe(0);
    await other.createOriginAccessControl({ OriginAccessControlConfig: oac });
  });
});
