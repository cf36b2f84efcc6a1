import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type MotoGateway, openGateway } from "../../../moto/gateway.ts";
import { ownRequest } from "../../../moto/request/request.ts";
import { type Moto, startMoto } from "../../../moto/server/moto.ts";
import { type Harness, startHarness } from "../../testing/harness.ts";
import { putToS3 } from "../../testing/put-to-s3.ts";
import { createOriginResolver } from "../resolve-origin.ts";
import type { BucketRulesReader } from "./bucket-rules.ts";
import { readBucketRules } from "./read-bucket-rules.ts";

const account = "123456789012";
let moto: Moto;
let gateway: MotoGateway;
let buckets: BucketRulesReader;
let alias: string;
let running: Harness | undefined;

const put = (path: string, body?: string) => putToS3(gateway, { path, body, region: "eu-west-1" });

/** Asks S3 Control, as a client of the account does. */
async function control(method: string, path: string, body = ""): Promise<string> {
  const region = "us-west-2";
  const request = ownRequest({ account, region, service: "s3", method, path: `/v20180820/${path}`, body });
  const headers = request.headers.with(1, `${account}.s3-control.${region}.amazonaws.com`);
  const answer = await gateway.send({ ...request, headers: [...headers, "x-amz-account-id", account] });
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.body.toString();
}

beforeAll(async () => {
  moto = await startMoto(process.env);
  gateway = openGateway({ moto: moto.address, log: () => {}, written: (request) => buckets.written(request) });
  buckets = readBucketRules(gateway.send);
  await put(
    "/near",
    "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>",
  );
  await put("/near/a.html", "near");
  await control(
    "POST",
    "async-requests/mrap/create",
    `<CreateMultiRegionAccessPointRequest xmlns="http://awss3control.amazonaws.com/doc/2018-08-20/"><ClientToken>1</ClientToken><Details><Name>docs</Name><Regions><Region><Bucket>near</Bucket></Region></Regions></Details></CreateMultiRegionAccessPointRequest>`,
  );
  alias = /<Alias>([^<]+)</.exec(await control("GET", "mrap/instances"))?.[1] ?? "";
});
afterEach(() => running?.close());
afterAll(() => moto.close());

const statement = (resource: string) => ({
  Effect: "Allow",
  Action: "s3:GetObject",
  Resource: resource,
  Principal: { Service: "cloudfront.amazonaws.com" },
  Condition: { StringEquals: { "AWS:SourceArn": `arn:aws:cloudfront::${account}:distribution/E1TESTDISTRIB` } },
});
const policyOf = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allowAccessPoint = (policy: string) =>
  control(
    "POST",
    "async-requests/mrap/put-policy",
    `<PutMultiRegionAccessPointPolicyRequest xmlns="http://awss3control.amazonaws.com/doc/2018-08-20/"><ClientToken>1</ClientToken><Details><Name>docs</Name><Policy>${policy.replaceAll('"', "&quot;")}</Policy></Details></PutMultiRegionAccessPointPolicyRequest>`,
  );

async function start(SigningProtocol: "sigv4" | "sigv4a"): Promise<Harness> {
  running = await startHarness({
    buckets,
    resolve: createOriginResolver({ moto: moto.address }),
    main: {
      DomainName: `${alias}.accesspoint.s3-global.amazonaws.com`,
      CustomOriginConfig: undefined,
      S3OriginConfig: { OriginAccessIdentity: "" },
      OriginAccessControlId: "oac",
    },
  });
  running.deployment.originAccessControls.set("oac", {
    Name: "oac",
    SigningProtocol,
    SigningBehavior: "always",
    OriginAccessControlOriginType: "s3",
  });
  return running;
}

describe("a Multi-Region Access Point", () => {
  it("needs a permission in its policy and one in the bucket's", async () => {
    const { get } = await start("sigv4a");
    expect((await get("/a.html?1")).status).toBe(403);
    await allowAccessPoint(policyOf(statement(`arn:aws:s3::${account}:accesspoint/${alias}/object/*`)));
    expect((await get("/a.html?2")).status).toBe(403);
    await put("/near?policy", policyOf(statement("arn:aws:s3:::near/*")));
    const answer = await get("/a.html?3");
    expect([answer.status, answer.body]).toEqual([200, "near"]);
  });

  it("accepts a bucket policy that delegates to the access points of the account", async () => {
    await allowAccessPoint(policyOf(statement(`arn:aws:s3::${account}:accesspoint/${alias}/object/*`)));
    const delegation = {
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::near/*",
    };
    const condition = (owner: string) => ({ Condition: { StringEquals: { "s3:DataAccessPointAccount": owner } } });
    const { get } = await start("sigv4a");
    await put("/near?policy", policyOf({ ...delegation, ...condition("999999999999") }));
    expect((await get("/a.html?4")).status).toBe(403);
    await put("/near?policy", policyOf({ ...delegation, ...condition(account) }));
    expect((await get("/a.html?5")).status).toBe(200);
  });

  it("is signed for all regions by Signature Version 4A, and rejects Version 4", async () => {
    await allowAccessPoint(policyOf(statement(`arn:aws:s3::${account}:accesspoint/${alias}/object/*`)));
    await put("/near?policy", policyOf(statement("arn:aws:s3:::near/*")));
    const { get, dataPlane } = await start("sigv4a");
    expect((await get("/a.html")).status).toBe(200);
    const { headers = [] } = dataPlane.traces.list()[0]?.origin[0] ?? {};
    expect(Object.fromEntries(headers)).toMatchObject({
      Authorization: expect.stringMatching(
        /^AWS4-ECDSA-P256-SHA256 Credential=123456789012\/20260901\/s3\/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-region-set, Signature=[0-9a-f]+$/,
      ),
      "x-amz-region-set": "*",
    });
    await running?.close();
    const plain = await start("sigv4");
    expect(await plain.get("/a.html")).toMatchObject({
      status: 400,
      body: expect.stringContaining("Signature Version 4A"),
    });
  });

  it("has its policy as the proposed one, too, which clients compare", async () => {
    await allowAccessPoint(policyOf(statement("*")));
    const read = await control("GET", "mrap/instances/docs/policy");
    expect(read).toMatch(/<Established><Policy>.*<\/Policy><\/Established><Proposed><Policy>.*<\/Policy><\/Proposed>/s);
  });
});
