import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type MotoGateway, openGateway } from "../../../moto/gateway.ts";
import { type Moto, startMoto } from "../../../moto/server/moto.ts";
import { cachePolicy, originRequestPolicy } from "../../testing/deployment.ts";
import { type Harness, type HarnessOptions, startHarness } from "../../testing/harness.ts";
import { putToS3 } from "../../testing/put-to-s3.ts";
import { createOriginResolver } from "../resolve-origin.ts";
import type { PolicyStatement } from "../resource-policy.ts";
import type { BucketRulesReader } from "./bucket-rules.ts";
import { readBucketRules } from "./read-bucket-rules.ts";

const account = "123456789012";
const region = "eu-west-1";
let moto: Moto;
let gateway: MotoGateway;
let buckets: BucketRulesReader;
let running: Harness | undefined;

beforeAll(async () => {
  moto = await startMoto(process.env);
  gateway = openGateway({ moto: moto.address, log: () => {}, written: (request) => buckets.written(request) });
  buckets = readBucketRules(gateway.send);
  for (const bucket of ["site", "open", "pages", "moved"]) {
    await put(
      `/${bucket}`,
      `<CreateBucketConfiguration><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`,
    );
  }
  await put("/site/a%20b.html", "private");
  await put("/open/a.html", "public", ["x-amz-acl", "public-read"]);
  await put("/open/b.html", "private");
});
afterEach(() => running?.close());
afterAll(() => moto.close());

const put = (path: string, body?: string, headers?: readonly string[]) =>
  putToS3(gateway, { path, body, headers, region });

async function start(options: HarnessOptions & { signing?: "always" | "never" | "no-override" } = {}) {
  const { signing, ...rest } = options;
  running = await startHarness({
    ...rest,
    buckets,
    resolve: createOriginResolver({ moto: moto.address }),
    main: {
      DomainName: `site.s3.${region}.amazonaws.com`,
      CustomOriginConfig: undefined,
      S3OriginConfig: { OriginAccessIdentity: "" },
      ...(signing === undefined ? {} : { OriginAccessControlId: "oac" }),
      ...rest.main,
    },
  });
  running.deployment.originAccessControls.set("oac", {
    Name: "oac",
    SigningProtocol: "sigv4",
    SigningBehavior: signing ?? "always",
    OriginAccessControlOriginType: "s3",
  });
  return running;
}

const allow = (bucket: string, ...statements: Partial<PolicyStatement>[]) =>
  put(
    `/${bucket}?policy`,
    JSON.stringify({
      Version: "2012-10-17",
      Statement: statements.map((statement) => ({
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: `arn:aws:s3:::${bucket}/*`,
        ...statement,
      })),
    }),
  );
const toDistribution = (id: string): Partial<PolicyStatement> => ({
  Principal: { Service: "cloudfront.amazonaws.com" },
  Condition: { StringEquals: { "AWS:SourceArn": `arn:aws:cloudfront::${account}:distribution/${id}` } },
});

describe("A private bucket behind an origin access control", () => {
  it("can be read by signed requests if its policy names the distribution", async () => {
    await allow("site", toDistribution("E1TESTDISTRIB"));
    const { get, dataPlane } = await start({ signing: "always" });
    const answer = await get("/a%20b.html");
    expect([answer.status, answer.body]).toEqual([200, "private"]);
    const { headers = [] } = dataPlane.traces.list()[0]?.origin[0] ?? {};
    expect(Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]))).toMatchObject({
      "x-amz-date": "20260901T120000Z",
      "x-amz-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=123456789012\/20260901\/eu-west-1\/s3\/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=[0-9a-f]{64}$/,
      ),
    });
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html: keys are percent-encoded in paths.
  it("reads an encoded slash as a slash of the key, in every behavior", async () => {
    await put("/site/members/x", "for members");
    await allow("site", toDistribution("E1TESTDISTRIB"));
    const FunctionAssociations = {
      Quantity: 1,
      Items: [{ FunctionARN: "guard", EventType: "viewer-request" as const }],
    };
    const { get } = await start({
      signing: "always",
      behaviors: [{ PathPattern: "/members/*", FunctionAssociations }],
      functions: { guard: () => ({ kind: "response", response: { status: 401, headers: [] } }) },
    });
    const answers = [await get("/members/x"), await get("/members%2fx"), await get("/members%2Fx")];
    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [401, ""],
      [200, "for members"],
      [200, "for members"],
    ]);
  });

  it("is asked over HTTPS, also for viewers with HTTP, if the access control signs every request", async () => {
    const insecure = {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    } as const;
    await allow("site", toDistribution("E1TESTDISTRIB"), insecure);
    for (const [signing, status] of [
      ["always", 200],
      ["no-override", 403],
    ] as const) {
      const { get, dataPlane, close } = await start({ signing });
      expect([signing, (await get("/a%20b.html")).status]).toEqual([signing, status]);
      const protocol = signing === "always" ? "https" : "http";
      expect(dataPlane.traces.list()[0]?.origin[0]?.url).toMatch(new RegExp(`^${protocol}://`));
      await close();
    }
  });

  it("answers 403 AccessDenied in XML if the policy names another distribution, or requests are unsigned", async () => {
    await allow("site", toDistribution("E9OTHER"));
    const other = await start({ signing: "always" });
    const answer = await other.get("/a%20b.html");
    expect([answer.status, answer.headers["content-type"]]).toEqual([403, "application/xml"]);
    expect(answer.body).toContain("<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>");
    await other.close();
    await allow("site", toDistribution("E1TESTDISTRIB"));
    const never = await start({ signing: "never" });
    expect((await never.get("/a%20b.html")).status).toBe(403);
    await never.close();
    const without = await start();
    expect((await without.get("/a%20b.html")).status).toBe(403);
  });

  it("answers 403 for a missing object, but 404 NoSuchKey with s3:ListBucket", async () => {
    await allow("site", toDistribution("E1TESTDISTRIB"));
    const hidden = await start({ signing: "always" });
    expect((await hidden.get("/missing")).status).toBe(403);
    await hidden.close();
    const both = { Action: ["s3:GetObject", "s3:ListBucket"], Resource: ["arn:aws:s3:::site", "arn:aws:s3:::site/*"] };
    await allow("site", { ...toDistribution("E1TESTDISTRIB"), ...both });
    const listing = await start({ signing: "always" });
    const answer = await listing.get("/missing");
    expect([answer.status, answer.body]).toEqual([404, expect.stringContaining("<Code>NoSuchKey</Code>")]);
    expect((await listing.get("/missing", { method: "HEAD" })).status).toBe(404);
  });

  it("gets the viewer's forwarded signature with no-override, never with always", async () => {
    await allow("site", toDistribution("E1TESTDISTRIB"));
    const options: HarnessOptions = { cachePolicies: { signed: cachePolicy({ headers: ["Authorization"] }) } };
    const sent = async (signing: "always" | "no-override") => {
      const { get, dataPlane, close } = await start({ ...options, signing, behavior: { CachePolicyId: "signed" } });
      await get("/a%20b.html", { headers: { authorization: "the viewer's" } });
      await close();
      return dataPlane.traces
        .list()[0]
        ?.origin[0]?.headers.find(([name]) => name.toLowerCase() === "authorization")?.[1];
    };
    expect(await sent("no-override")).toBe("the viewer's");
    expect(await sent("always")).toContain("AWS4-HMAC-SHA256");
  });

  it("can be written to with s3:PutObject and the viewer's x-amz-content-sha256", async () => {
    await allow("site", { ...toDistribution("E1TESTDISTRIB"), Action: ["s3:GetObject", "s3:PutObject"] });
    const { get } = await start({
      signing: "always",
      behavior: {
        CachePolicyId: "disabled",
        AllowedMethods: { Quantity: 7, Items: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"] },
      },
    });
    const write = (headers: Record<string, string>) => get("/new.txt", { method: "PUT", body: "new", headers });
    const hash = "11507a0e2f5e69d5dfa40a62a1bd7b6ee57e6bcd85c67c9b8431b36fff21c437";
    expect((await write({})).body).toContain("<Code>SignatureDoesNotMatch</Code>");
    expect((await write({ "x-amz-content-sha256": hash })).status).toBe(200);
    expect((await get("/new.txt")).body).toBe("new");
    expect((await get("/new.txt", { method: "DELETE" })).status).toBe(403);
  });

  it.each([
    ["PUT", "/?policy"],
    ["DELETE", "/?policy"],
    ["GET", "/?policy"],
    ["POST", "/?delete"],
    ["GET", "/?versions"],
    ["DELETE", "/"],
    ["PUT", "/"],
    ["GET", "/a%20b.html?acl"],
    ["PUT", "/a%20b.html?%61cl"],
    ["PUT", "/a%20b.html?tagging"],
  ])("answers 403 for %s %s, though objects may be read, listed, written and deleted", async (method, path) => {
    const Action = ["s3:GetObject", "s3:ListBucket", "s3:PutObject", "s3:DeleteObject"];
    await allow("site", {
      ...toDistribution("E1TESTDISTRIB"),
      Action,
      Resource: ["arn:aws:s3:::site", "arn:aws:s3:::site/*"],
    });
    const { get } = await start({
      signing: "always",
      originRequestPolicies: { query: originRequestPolicy({ query: { behavior: "all" } }) },
      behavior: {
        CachePolicyId: "disabled",
        OriginRequestPolicyId: "query",
        AllowedMethods: { Quantity: 7, Items: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"] },
      },
    });
    const body = method === "PUT" || method === "POST" ? "{}" : undefined;
    const hash = { "x-amz-content-sha256": "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a" };
    const answer = await get(path, { method, headers: hash, ...(body === undefined ? {} : { body }) });
    expect([answer.status, answer.body]).toEqual([403, expect.stringContaining("<Code>AccessDenied</Code>")]);
    expect((await get("/a%20b.html")).status).toBe(200);
    expect((await get("/?list-type=2")).body).toContain("<ListBucketResult");
  });

  it("answers 404 NoSuchBucket if it does not exist, for example for a viewer's forwarded Host", async () => {
    const missing = await start({ signing: "always", main: { DomainName: `none.s3.${region}.amazonaws.com` } });
    expect((await missing.get("/a")).body).toContain("<Code>NoSuchBucket</Code>");
    await missing.close();
    const forwarding = await start({
      signing: "always",
      originRequestPolicies: { all: originRequestPolicy({ headers: { behavior: "allViewer" } }) },
      behavior: { OriginRequestPolicyId: "all" },
    });
    expect((await forwarding.get("/a%20b.html")).body).toContain("<Code>NoSuchBucket</Code>");
  });
});

describe("A bucket behind an origin access identity", () => {
  it("can be read if the policy names the identity", async () => {
    const main = { S3OriginConfig: { OriginAccessIdentity: "origin-access-identity/cloudfront/E2IDENTITY" } };
    const principal = (id: string) => ({
      Principal: { AWS: `arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity ${id}` },
    });
    const status = async () => {
      const { get, deployment, close } = await start({ main });
      deployment.originAccessIdentities.set("E2IDENTITY", { s3CanonicalUserId: "abc" });
      const answer = await get("/a%20b.html");
      await close();
      return answer.status;
    };
    await allow("site", principal("E2IDENTITY"));
    expect(await status()).toBe(200);
    await allow("site", principal("E3OTHER"));
    expect(await status()).toBe(403);
    await allow("site", { Principal: { CanonicalUser: "abc" } });
    expect(await status()).toBe(200);
  });
});

describe("A bucket without access control", () => {
  it("serves objects whose access control lists make them public", async () => {
    const { get } = await start({ main: { DomainName: `open.s3.${region}.amazonaws.com` } });
    expect((await get("/a.html")).body).toBe("public");
    expect((await get("/b.html")).status).toBe(403);
  });
});

describe("A bucket's website endpoint", () => {
  const website = (bucket: string): HarnessOptions => ({
    main: {
      DomainName: `${bucket}.s3-website.${region}.amazonaws.com`,
      S3OriginConfig: undefined,
      CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: "http-only" },
    },
    behavior: { CachePolicyId: "disabled" },
  });
  const pages = { Principal: "*" as const };

  beforeAll(async () => {
    for (const key of ["index.html", "docs/index.html", "404.html"]) {
      await put(`/pages/${key}`, key, ["content-type", "text/html"]);
    }
    await put(
      "/pages?website",
      "<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></IndexDocument><ErrorDocument><Key>404.html</Key></ErrorDocument></WebsiteConfiguration>",
    );
    await put(
      "/moved?website",
      "<WebsiteConfiguration><RedirectAllRequestsTo><HostName>new.example.com</HostName><Protocol>https</Protocol></RedirectAllRequestsTo></WebsiteConfiguration>",
    );
  });

  it("serves the index document of a folder, and redirects to the folder", async () => {
    await allow("pages", pages);
    const { get } = await start(website("pages"));
    expect((await get("/")).body).toBe("index.html");
    expect((await get("/docs/")).body).toBe("docs/index.html");
    const folder = await get("/docs");
    expect([folder.status, folder.headers.location]).toEqual([302, "/docs/"]);
  });

  it("redirects if the object has a redirect location", async () => {
    await put("/pages/old.html", "", ["x-amz-website-redirect-location", "/docs/"]);
    await allow("pages", pages);
    const { get } = await start(website("pages"));
    const moved = await get("/old.html");
    expect([moved.status, moved.headers.location]).toEqual([301, "/docs/"]);
  });

  it("serves the error document with the error's status", async () => {
    await allow("pages", {
      ...pages,
      Action: ["s3:GetObject", "s3:ListBucket"],
      Resource: ["arn:aws:s3:::pages", "arn:aws:s3:::pages/*"],
    });
    const { get } = await start(website("pages"));
    const missing = await get("/missing");
    expect([missing.status, missing.body]).toEqual([404, "404.html"]);
  });

  it("answers 403 in HTML if the bucket is not public", async () => {
    await allow("pages", toDistribution("E1TESTDISTRIB"));
    const { get } = await start({ ...website("pages") });
    const denied = await get("/");
    expect(denied.status).toBe(403);
    expect(denied.body).toContain("<li>Code: AccessDenied</li>");
  });

  it("redirects all requests if the configuration says so, and answers 404 without one", async () => {
    const { get } = await start(website("moved"));
    const moved = await get("/a?b=c");
    expect([moved.status, moved.headers.location]).toEqual([301, "https://new.example.com/a"]);
    await running?.close();
    const none = await start(website("open"));
    expect((await none.get("/")).body).toContain("<li>Code: NoSuchWebsiteConfiguration</li>");
  });
});
