import { generateKeyPairSync } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Loopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { awsTools } from "./aws-tools.ts";
import { featheredge, noChanges, plannedChanges, succeed } from "./command.ts";
import { leftBehind, nothing } from "./left-behind.ts";
import { projectWith } from "./own-project.ts";
import { startProjectLoopback } from "./project-loopback.ts";
import { requestEdge } from "./request-edge.ts";

const account = "123456789012";
const keys = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const privateKeyParameter = "/qa/signed-cookies/private-key";

interface Variant {
  /** The web ACL's mode; undefined for no web ACL. */
  readonly mode?: "block" | "count";
  /** The public key's id and the host, once they exist: then the issuer of signed cookies is attached. */
  readonly issuer?: { readonly keyPairId: string; readonly host: string };
  /** @default pay-as-you-go */
  readonly libraryPlan?: "pro";
}

/**
 * Two distributions of one stack with equal web ACLs, a third with private content and a geo restriction, and a fourth with a
 * flat-rate plan while there are web ACLs, which such a plan needs.
 */
const environment = ({ mode, issuer, libraryPlan }: Variant) => {
  const webAcl = mode && {
    mode,
    rateRules: [{ name: "login", limit: 10, evaluationWindowSec: 60, pathPrefix: "/login" }],
    geoRules: [{ name: "embargo", countryCodes: ["KP"], action: "block" }],
    ipRules: [{ name: "test-net", addresses: ["192.0.2.0/24", "2001:db8::/32"], action: "block" }],
    uploadPaths: ["/uploads/"],
  };
  const all = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];
  const behavior = {
    origin: "app",
    viewerProtocolPolicy: "allow-all",
    allowedMethods: all,
    cachePolicy: "CachingDisabled",
  };
  const shop = {
    comment: "Shop",
    stack: "sites",
    waitForDeployment: false,
    traffic: { viewerRequestsPerMonth: 1000 },
    ...(webAcl && { webAcl }),
    origins: { app: { type: "custom", domainName: "app.example.com" } },
    defaultBehavior: behavior,
  };
  const keyGroup = { name: "readers", items: [{ name: "first", encodedKey: keys.publicKey }] };
  const library = {
    comment: "Library",
    stack: "sites",
    waitForDeployment: false,
    traffic: { viewerRequestsPerMonth: 1000 },
    geoRestriction: { restrictionType: "whitelist", locations: ["DE", "FR"] },
    ...(libraryPlan === "pro" && { pricingPlan: libraryPlan, webAcl: {} }),
    origins: shop.origins,
    defaultBehavior: { ...behavior, trustedKeyGroups: [keyGroup] },
    behaviors:
      issuer === undefined ? [] : [{ ...behavior, pathPattern: "/enter", viewerRequest: "signed-cookie-issuer" }],
  };
  const config = issuer && {
    keyPairId: issuer.keyPairId,
    privateKey: { parameter: privateKeyParameter },
    resource: `http://${issuer.host}/*`,
    location: "/book",
  };
  return `export default ${JSON.stringify({
    account,
    region: "eu-west-1",
    state: { type: "local" },
    protections: { preventDestroy: false },
    logRetentionDays: 1,
    handlers: config === undefined ? {} : { "signed-cookie-issuer": { config } },
    distributions: {
      shop,
      blog: { ...shop, comment: "Blog" },
      library,
      news: { ...shop, comment: "News", ...(webAcl && { pricingPlan: "pro" }) },
    },
  })};`;
};

let root: string;
let loopback: Loopback;
let origin: Server;
let hosts: Readonly<Record<string, string>>;

const run = async (...args: string[]) => {
  const { stdout } = await succeed(args, { cwd: root });
  return stdout;
};
const apply = async (variant: Variant) => {
  writeFileSync(join(root, "environments", "qa.ts"), environment(variant));
  await run("apply", "qa", "--loopback", "--yes");
};
const aws = (...args: string[]) => awsTools(loopback, account).cli(...args);
const get = (distribution: string, path: string, more: object = {}) =>
  requestEdge({ port: loopback.edge?.httpPort ?? 0, host: hosts[distribution] ?? "", path, ...more });
const webAcls = async () => (await aws("wafv2", "list-web-acls", "--scope=CLOUDFRONT", "--region=us-east-1")).WebACLs;

beforeAll(async () => {
  root = projectWith({ handlers: {}, kept: ["signed-cookie-issuer"] });
  origin = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    response.end(`${request.method} ${request.url} ${body.length}`);
  });
  await new Promise<void>((listening) => origin.listen(0, "127.0.0.1", listening));
  const address = `http://127.0.0.1:${(origin.address() as AddressInfo).port}`;
  loopback = await startProjectLoopback(root, { origins: { "app.example.com": address } });
  await apply({ mode: "block" });
  const { DistributionList } = await aws("cloudfront", "list-distributions");
  hosts = Object.fromEntries(
    DistributionList.Items.map(({ Comment, DomainName }: { Comment: string; DomainName: string }) => [
      Comment.toLowerCase(),
      DomainName,
    ]),
  );
}, 600_000);

afterAll(async () => {
  await loopback.close();
  origin.close();
  rmSync(root, { recursive: true });
});

describe("a web ACL of a distribution", () => {
  it("is one for distributions with equal options, but a plan's own, and the next plan has no changes", async () => {
    const names = (await webAcls()).map(({ Name }: { Name: string }) => Name);
    expect(names.sort()).toEqual(["qa-sites-news-web-acl", "qa-sites-shop-web-acl"]);
    expect(await plannedChanges(root, "qa")).toEqual([noChanges]);
  });

  it("limits the rate on one path, and blocks a country", async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 12; n++) statuses.push((await get("shop", `/login?${n}`)).status);
    expect(statuses.slice(-2)).toEqual([403, 403]);
    expect((await get("shop", "/")).body).toBe("GET / 0");
    expect((await get("blog", "/", { headers: { "x-loopback-viewer-country": "KP" } })).status).toBe(403);
  });

  it("lets uploads through whole, and blocks such bodies on other paths", async () => {
    const body = "x".repeat(50_000);
    expect((await get("shop", "/uploads/a", { method: "POST", body })).body).toBe("POST /uploads/a 50000");
    expect((await get("shop", "/form", { method: "POST", body })).status).toBe(403);
  });
});

describe("a flat-rate plan", () => {
  it("has a distribution that serves, with its web ACL", async () => {
    expect((await get("news", "/")).body).toBe("GET / 0");
    const embargo = await get("news", "/", { headers: { "x-loopback-viewer-country": "KP" } });
    expect(embargo.status).toBe(403);
    const { distributions } = JSON.parse(await run("cost", "qa", "--json"));
    const [shop, blog, , news] = distributions;
    expect([shop, blog, news].map(({ webAclPaidBy }) => webAclPaidBy)).toEqual([undefined, "shop", undefined]);
    expect([news.pricingPlan, news.perMonth]).toEqual(["pro", 15]);
  });

  it("without Lambda@Edge blocks a handler that needs it, at the behavior's key", async () => {
    const issuer = { keyPairId: "K2JCJMDEHXQW5F", host: "library.example.com" };
    const file = join(root, "environments", "qa.ts");
    writeFileSync(file, environment({ mode: "block", issuer, libraryPlan: "pro" }));
    const { exitCode, stdout } = await featheredge(["apply", "qa", "--loopback", "--yes", "--json"], { cwd: root });
    writeFileSync(file, environment({ mode: "block" }));
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout).diagnostics[0]).toMatchObject({
      rule: "FE-PLC-030",
      at: { key: "distributions.library.behaviors[0].viewerRequest" },
    });
  });
});

describe("a geo restriction", () => {
  it("rejects viewers of other countries", async () => {
    const from = (country: string) => get("library", "/book", { headers: { "x-loopback-viewer-country": country } });
    expect((await from("US")).body).toContain("configured to block access from your country");
    expect((await from("DE")).body).toContain("MissingKey");
  });
});

describe("signed cookies", () => {
  it("that the issuer gives a viewer open the private content", async () => {
    const { PublicKeyList } = await aws("cloudfront", "list-public-keys");
    const put = ["ssm", "put-parameter", "--region=us-east-1", "--type=SecureString"];
    await aws(...put, `--name=${privateKeyParameter}`, `--value=${keys.privateKey}`);
    await apply({ mode: "count", issuer: { keyPairId: PublicKeyList.Items[0].Id, host: hosts.library ?? "" } });

    const german = { "x-loopback-viewer-country": "DE" };
    const entered = await get("library", "/enter", { headers: german });
    expect([entered.status, entered.headers.location]).toEqual([302, "/book"]);
    const cookie = (entered.headers["set-cookie"] ?? []).map((one) => one.split(";")[0]).join("; ");
    expect((await get("library", "/book", { headers: { ...german, cookie } })).body).toBe("GET /book 0");
    const forged = cookie.replace(/CloudFront-Signature=..../, "CloudFront-Signature=AAAA");
    expect((await get("library", "/book", { headers: { ...german, cookie: forged } })).status).toBe(403);
  });
});

describe("a change", () => {
  it("to count mode lets requests pass again", async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 12; n++) statuses.push((await get("shop", `/login?${n}`)).status);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it("that removes the web ACL takes one apply", async () => {
    await apply({});
    expect(await webAcls()).toEqual([]);
    expect(await plannedChanges(root, "qa")).toEqual([noChanges]);
  });

  it("is destroyed completely", async () => {
    await run("destroy", "qa", "--loopback", "--yes");
    expect(await leftBehind(loopback, account)).toEqual(nothing());
  });
});
