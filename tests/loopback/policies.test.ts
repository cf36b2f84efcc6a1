import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Loopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { awsTools } from "./aws-tools.ts";
import { noChanges, plannedChanges, succeed } from "./command.ts";
import { leftBehind, nothing } from "./left-behind.ts";
import { projectWith } from "./own-project.ts";
import { startProjectLoopback } from "./project-loopback.ts";
import { type EdgeAnswer, requestEdge } from "./request-edge.ts";

const account = "111111111111";
const keyPair = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const [former, current, next] = [keyPair(), keyPair(), keyPair()];
const pem = (key: KeyObject) => JSON.stringify(key.export({ type: "spki", format: "pem" }).toString());

/** Sends the country to the origin, which a policy must ask CloudFront for. */
const handler = `import { onViewerRequest } from "@featheredge/edge-sdk";
export default onViewerRequest((request) => {
  request.headers.set("x-country", request.headers.get("cloudfront-viewer-country") ?? "none");
  return request;
});
`;

interface Settings {
  readonly defaultTtl: number;
  /** The shop's response headers policy; without it, the shop has none. */
  readonly headers: boolean;
  /** The shop's keys, by name. */
  readonly keys: Readonly<Record<string, KeyObject>>;
}

/** Two distributions of one stack, of which each has the same cache policy. */
const environment = ({ defaultTtl, headers, keys }: Settings) => `import type { EnvironmentInput } from "./schema.ts";

const all = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"] as const;
const cachePolicy = {
  name: "pages",
  defaultTtl: ${defaultTtl},
  headersConfig: { headerBehavior: "whitelist", headers: ["Accept-Language"] },
  cookiesConfig: { cookieBehavior: "whitelist", cookies: ["theme"] },
  queryStringsConfig: { queryStringBehavior: "allExcept", queryStrings: ["utm_source"] },
} as const;
const origins = { app: { type: "custom", domainName: "app.example.com", originProtocolPolicy: "http-only" } } as const;

export default {
  account: "${account}",
  region: "eu-west-1",
  state: { type: "local" },
  protections: { preventDestroy: false },
  logRetentionDays: 1,
  handlers: { country: {} },
  distributions: {
    shop: {
      stack: "sites",
      comment: "Shop",
      waitForDeployment: false,
      origins,
      defaultBehavior: {
        origin: "app",
        viewerProtocolPolicy: "allow-all",
        allowedMethods: ["GET", "HEAD", "OPTIONS"],
        cachedMethods: ["GET", "HEAD"],
        viewerRequest: "country",
        cachePolicy,
        originRequestPolicy: {
          headersConfig: { headerBehavior: "whitelist", headers: ["X-Country", "X-Debug"] },
          cookiesConfig: { cookieBehavior: "whitelist", cookies: ["session"] },
        },
        ${
          headers
            ? `responseHeadersPolicy: {
          corsConfig: { accessControlAllowOrigins: ["https://*.example.com"], accessControlExposeHeaders: ["X-Team"] },
          customHeadersConfig: [{ header: "X-Team", value: "\${web}" }],
          removeHeadersConfig: ["X-Powered-By"],
          securityHeadersConfig: { frameOptions: { frameOption: "DENY" }, strictTransportSecurity: {} },
          serverTimingHeadersConfig: { samplingRate: 100 },
        },`
            : ""
        }
      },
      behaviors: [
        {
          pathPattern: "/signed/*",
          origin: "app",
          viewerProtocolPolicy: "allow-all",
          cachePolicy: "CachingDisabled",
          trustedKeyGroups: [{ items: [${Object.entries(keys).map(
            ([name, key]) => `{ name: "${name}", encodedKey: ${pem(key)} }`,
          )}] }],
        },
        {
          pathPattern: "/forms/*",
          origin: "app",
          viewerProtocolPolicy: "https-only",
          allowedMethods: [...all],
          cachePolicy: "CachingDisabled",
          fieldLevelEncryption: {
            contentTypeProfileConfig: {
              forwardWhenContentTypeIsUnknown: ${headers},
              profile: {
                encryptionEntities: [
                  {
                    publicKey: { name: "cards", encodedKey: ${pem(current.publicKey)} },
                    providerId: "shop",
                    fieldPatterns: ["card_*"],
                  },
                ],
              },
            },
          },
        },
        {
          pathPattern: "/rpc/*",
          origin: "app",
          viewerProtocolPolicy: "https-only",
          allowedMethods: [...all],
          cachePolicy: "CachingDisabled",
          grpcConfig: { enabled: true },
        },
      ],
    },
    blog: {
      stack: "sites",
      comment: "Blog",
      waitForDeployment: false,
      origins,
      defaultBehavior: { origin: "app", viewerProtocolPolicy: "allow-all", cachePolicy, compress: true },
    },
  },
} satisfies EnvironmentInput;
`;

let root: string;
let origin: Server;
let loopback: Loopback;
let hosts: Record<string, string>;

/** The origin answers with what it got, as text that is long enough to be compressed. */
beforeAll(async () => {
  root = projectWith({ handlers: { country: handler } });
  origin = createServer((request, response) => {
    response.setHeader("content-type", "application/json");
    response.setHeader("x-powered-by", "a server");
    response.end(JSON.stringify({ url: request.url, headers: request.headers, padding: "a".repeat(2_000) }));
  });
  await new Promise<void>((listening) => origin.listen(0, "127.0.0.1", listening));
  const address = `http://127.0.0.1:${(origin.address() as AddressInfo).port}`;
  loopback = await startProjectLoopback(root, { origins: { "app.example.com": address } });
  await apply({ defaultTtl: 60, headers: true, keys: { former: former.publicKey, current: current.publicKey } });
  hosts = await awsTools(loopback, account).python(`
import boto3, json
listed = boto3.client("cloudfront").list_distributions()["DistributionList"]["Items"]
print(json.dumps({one["Comment"]: one["DomainName"] for one in listed}))
`);
});

afterAll(async () => {
  await loopback.close();
  origin.close();
  rmSync(root, { recursive: true });
});

async function run(...args: string[]): Promise<string> {
  const { stdout } = await succeed(args, { cwd: root });
  return stdout;
}

async function apply(settings: Settings): Promise<void> {
  writeFileSync(join(root, "environments", "qa.ts"), environment(settings));
  await run("apply", "qa", "--loopback", "--yes");
}

const get = (
  distribution: "Shop" | "Blog",
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = "GET",
): Promise<EdgeAnswer> =>
  requestEdge({ port: loopback.edge?.httpPort ?? 0, host: hosts[distribution] ?? "", path, headers, method });

/** The headers and the URL that the origin got. */
const received = ({ body }: EdgeAnswer) => JSON.parse(body) as { url: string; headers: Record<string, string> };

/** Names and ids of the account's own policies and keys, as AWS's API lists them. */
const listed = () =>
  awsTools(loopback, account).python(`
import boto3, json
client = boto3.client("cloudfront")
policies = lambda answer: answer.get("Items", [])
print(json.dumps({
    "cache": [p["CachePolicy"]["CachePolicyConfig"]["Name"] for p in policies(client.list_cache_policies(Type="custom")["CachePolicyList"])],
    "originRequest": [p["OriginRequestPolicy"]["OriginRequestPolicyConfig"]["Name"] for p in policies(client.list_origin_request_policies(Type="custom")["OriginRequestPolicyList"])],
    "responseHeaders": [p["ResponseHeadersPolicy"]["ResponseHeadersPolicyConfig"]["Name"] for p in policies(client.list_response_headers_policies(Type="custom")["ResponseHeadersPolicyList"])],
    "keyGroups": [g["KeyGroup"]["KeyGroupConfig"]["Name"] for g in policies(client.list_key_groups()["KeyGroupList"])],
    "publicKeys": {k["Name"]: k["Id"] for k in policies(client.list_public_keys()["PublicKeyList"])},
    "encryption": len(policies(client.list_field_level_encryption_configs()["FieldLevelEncryptionList"])),
}))
`) as Promise<{
    cache: string[];
    originRequest: string[];
    responseHeaders: string[];
    keyGroups: string[];
    publicKeys: Record<string, string>;
    encryption: number;
  }>;

/** The path of a URL that is signed for a minute. @param name of the key in the environment */
async function signed(path: string, name: string, key: KeyObject): Promise<string> {
  const { publicKeys } = await listed();
  const [, id = ""] = Object.entries(publicKeys).find(([full]) => full.startsWith(`qa-sites-${name}-`)) ?? [];
  const expires = Math.floor(Date.now() / 1000) + 60;
  const Resource = `http://${hosts.Shop}${path}`;
  const policy = JSON.stringify({
    Statement: [{ Resource, Condition: { DateLessThan: { "AWS:EpochTime": expires } } }],
  });
  const signature = sign("sha1", Buffer.from(policy), key).toString("base64");
  const encoded = signature.replaceAll("+", "-").replaceAll("=", "_").replaceAll("/", "~");
  return `${path}?Expires=${expires}&Signature=${encoded}&Key-Pair-Id=${id}`;
}

const name = (part: string) => expect.stringMatching(new RegExp(`^qa-sites-${part}-[0-9a-f]{8}$`));

describe("the policies of a stack with two distributions", () => {
  it("are one for equal settings, and leave nothing for the next plan to change", async () => {
    expect(await plannedChanges(root, "qa")).toEqual([noChanges]);
    expect(await listed()).toMatchObject({
      cache: [name("pages")],
      originRequest: [name("origin-request")],
      responseHeaders: [name("response-headers")],
      keyGroups: [name("keys")],
      encryption: 1,
    });
  });

  it("keep objects apart by the cache policy's header, cookie and query parameters", async () => {
    const cache = async (path: string, headers = {}) => (await get("Blog", path, headers)).headers["x-cache"];
    const [hit, miss] = ["Hit from cloudfront", "Miss from cloudfront"];
    expect(await cache("/a?b=1")).toBe(miss);
    expect(await cache("/a?b=1&utm_source=mail", { cookie: "other=1", "user-agent": "x" })).toBe(hit);
    expect(await cache("/a?b=2")).toBe(miss);
    expect(await cache("/a?b=1", { "accept-language": "de" })).toBe(miss);
    expect(await cache("/a?b=1", { cookie: "theme=dark" })).toBe(miss);
  });

  it("compress for viewers that accept it, each encoding apart", async () => {
    const { headers } = await get("Blog", "/long", { "accept-encoding": "br" });
    expect(headers["content-encoding"]).toBe("br");
    expect((await get("Blog", "/long", { "accept-encoding": "gzip" })).headers).toMatchObject({
      "content-encoding": "gzip",
      "x-cache": "Miss from cloudfront",
    });
  });

  it("send the origin what they list, with the header about the viewer that the function reads", async () => {
    const answer = await get("Shop", "/b?q=1", {
      cookie: "session=1; theme=dark; other=2",
      "x-debug": "yes",
      "x-other": "no",
      "x-loopback-viewer-country": "ES",
    });
    const { url, headers } = received(answer);
    expect(url).toBe("/b?q=1");
    expect(headers).toMatchObject({ "x-debug": "yes", "x-country": "ES", cookie: "session=1; theme=dark" });
    expect(headers["x-other"]).toBeUndefined();
  });

  it("add and remove response headers, and answer CORS requests", async () => {
    const { headers } = await get("Shop", "/c", { origin: "https://app.example.com" });
    expect(headers).toMatchObject({
      "x-team": "${web}",
      "x-frame-options": "DENY",
      "strict-transport-security": "max-age=31536000",
      "access-control-allow-origin": "https://app.example.com",
      "access-control-expose-headers": "X-Team",
      "server-timing": expect.stringContaining("cdn-cache-miss"),
    });
    expect(headers["x-powered-by"]).toBeUndefined();
    const stranger = await get("Shop", "/c", { origin: "https://example.org" });
    expect(stranger.headers["access-control-allow-origin"]).toBeUndefined();
  });

  it("let both keys of a group sign URLs, so that signers can move from one to the next", async () => {
    expect((await get("Shop", "/signed/a")).status).toBe(403);
    expect((await get("Shop", await signed("/signed/a", "former", former.privateKey))).status).toBe(200);
    expect((await get("Shop", await signed("/signed/a", "current", current.privateKey))).status).toBe(200);
    expect((await get("Shop", await signed("/signed/a", "current", former.privateKey))).status).toBe(403);
  });
});

describe("a change and a removal of policies and keys in use", () => {
  it("take one apply, after which the old ones are gone and a plan has nothing to do", async () => {
    const before = await listed();
    await apply({ defaultTtl: 30, headers: false, keys: { current: current.publicKey, next: next.publicKey } });
    const after = await listed();
    expect(after).toMatchObject({
      cache: [name("pages")],
      originRequest: before.originRequest,
      responseHeaders: [],
      keyGroups: [name("keys")],
      encryption: 1,
    });
    expect(after.cache).not.toEqual(before.cache);
    expect(after.keyGroups).not.toEqual(before.keyGroups);
    expect(Object.keys(after.publicKeys).sort()).toEqual([name("cards"), name("current"), name("next")]);
    expect(await plannedChanges(root, "qa")).toEqual([noChanges]);
  });

  it("are served: the former key signs no more, the next one does, and the headers are the origin's", async () => {
    expect((await get("Shop", await signed("/signed/b", "current", current.privateKey))).status).toBe(200);
    expect((await get("Shop", await signed("/signed/b", "next", next.privateKey))).status).toBe(200);
    expect((await get("Shop", await signed("/signed/b", "former", former.privateKey))).status).toBe(403);
    const { headers } = await get("Shop", "/d");
    expect(headers["x-powered-by"]).toBe("a server");
    expect(headers["x-team"]).toBeUndefined();
  });

  it("leave nothing once the stack is destroyed", async () => {
    await run("destroy", "qa", "--loopback", "--yes");
    expect(await leftBehind(loopback, account)).toEqual(nothing());
  });
});
