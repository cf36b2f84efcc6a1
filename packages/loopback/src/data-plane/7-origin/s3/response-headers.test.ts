import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type MotoGateway, openGateway } from "../../../moto/gateway.ts";
import { type Moto, startMoto } from "../../../moto/server/moto.ts";
import { originRequestPolicy } from "../../testing/deployment.ts";
import { type Harness, startHarness } from "../../testing/harness.ts";
import { putToS3 } from "../../testing/put-to-s3.ts";
import { createOriginResolver } from "../resolve-origin.ts";
import type { BucketRulesReader } from "./bucket-rules.ts";
import { readBucketRules } from "./read-bucket-rules.ts";

let moto: Moto;
let gateway: MotoGateway;
let buckets: BucketRulesReader;
let running: Harness;

beforeAll(async () => {
  moto = await startMoto(process.env);
  gateway = openGateway({ moto: moto.address, log: () => {}, written: (request) => buckets.written(request) });
  buckets = readBucketRules(gateway.send);
  await put("/site");
  await put("/site?versioning", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>");
  const Statement = { Effect: "Allow", Principal: "*", Action: ["s3:*"], Resource: "*" };
  await put("/site?policy", JSON.stringify({ Version: "2012-10-17", Statement }));
  const meta = ["cache-control", "max-age=1", "x-amz-meta-a", "b", "x-amz-content-sha256", "UNSIGNED-PAYLOAD"];
  await put("/site/page", "page", ["content-type", "text/plain", "x-amz-tagging", "a=b", ...meta]);
  const methods = ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"] as const;
  running = await startHarness({
    buckets,
    resolve: createOriginResolver({ moto: moto.address }),
    main: {
      DomainName: "site.s3.us-east-1.amazonaws.com",
      CustomOriginConfig: undefined,
      S3OriginConfig: { OriginAccessIdentity: "" },
    },
    originRequestPolicies: { origin: originRequestPolicy({ headers: { behavior: "whitelist", names: ["Origin"] } }) },
    behavior: {
      CachePolicyId: "disabled",
      OriginRequestPolicyId: "origin",
      AllowedMethods: { Quantity: 7, Items: [...methods] },
    },
  });
});
afterEach(() => {
  running.log.length = 0;
});
afterAll(async () => {
  await running.close();
  await moto.close();
});

const put = (path: string, body?: string, headers?: readonly string[]) => putToS3(gateway, { path, body, headers });

/** Headers that CloudFront adds to every answer. */
const ofCloudFront = ["via", "x-amz-cf-id", "x-amz-cf-pop", "x-cache", "connection"];
const namesOf = (headers: object) =>
  Object.keys(headers)
    .filter((name) => !ofCloudFront.includes(name))
    .sort();

describe("A response of a bucket", () => {
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
  it.each(["GET", "HEAD"])("to %s has the headers that S3 sends, and no header of moto's server", async (method) => {
    const { headers } = await running.get("/page", { method, headers: { origin: "https://other.example" } });
    expect(namesOf(headers)).toEqual(
      [
        ...["accept-ranges", "cache-control", "content-length", "content-type", "date", "etag", "last-modified"],
        ...["server", "x-amz-meta-a", "x-amz-server-side-encryption", "x-amz-version-id"],
      ].sort(),
    );
    expect(headers).toMatchObject({ server: "AmazonS3", "content-type": "text/plain", "cache-control": "max-age=1" });
  });

  it("to a request for a part has Content-Range", async () => {
    const { status, headers } = await running.get("/page", { headers: { range: "bytes=1-2" } });
    expect([status, headers["content-range"]]).toEqual([206, "bytes 1-2/4"]);
  });

  it("to a write has no Content-Type, since it has no body", async () => {
    const written = await running.get("/new", { method: "PUT", body: "x" });
    expect([written.status, written.headers["content-type"], written.headers.server]).toEqual([
      200,
      undefined,
      "AmazonS3",
    ]);
    const deleted = await running.get("/new", { method: "DELETE" });
    expect([deleted.status, deleted.headers["content-type"]]).toEqual([204, undefined]);
    expect(deleted.headers["x-amz-delete-marker"]).toBe("true");
  });

  it.each([
    ["https://app.example", "https://app.example"],
    ["https://other.example", undefined],
  ])("for a page of %s has the CORS headers of the bucket's configuration: %s", async (origin, allowed) => {
    const rule = "<AllowedOrigin>https://app.example</AllowedOrigin><AllowedMethod>GET</AllowedMethod>";
    await put("/site?cors", `<CORSConfiguration><CORSRule>${rule}</CORSRule></CORSConfiguration>`);
    const { headers } = await running.get("/page", { headers: { origin } });
    expect(headers["access-control-allow-origin"]).toBe(allowed);
  });

  it("with an error has S3's headers", async () => {
    const { status, headers } = await running.get("/missing");
    expect(status).toBe(404);
    expect(namesOf(headers)).toEqual(["content-type", "date", "server", "transfer-encoding"]);
    expect(headers.server).toBe("AmazonS3");
  });
});
