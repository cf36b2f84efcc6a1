import { generateKeyPairSync, sign } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { cachePolicy } from "../testing/deployment.ts";
import { type Harness, type HarnessOptions, startHarness } from "../testing/harness.ts";
import { cannedPolicy } from "./signed-policy.ts";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = (key: typeof rsa.publicKey) => key.export({ type: "spki", format: "pem" }).toString();

const host = "e1testdistrib.cloudfront.net";
const base = `http://${host}`;
const now = Date.UTC(2026, 8, 1, 12, 0, 0) / 1000;

let running: Harness | undefined;
afterEach(() => running?.close());

async function start(options: HarnessOptions = {}): Promise<Harness> {
  const groups = ["first", "second", "third", "fourth"];
  running = await startHarness({
    ...options,
    behavior: {
      TrustedKeyGroups: { Enabled: true, Quantity: groups.length, Items: groups },
      ...options.behavior,
    },
  });
  running.deployment.keyGroups.set("first", new Map([["KRSA", pem(rsa.publicKey)]]));
  running.deployment.keyGroups.set("fourth", new Map([["KEC", pem(ec.publicKey)]]));
  running.deployment.keyGroups.set("untrusted", new Map([["KOTHER", pem(stranger.publicKey)]]));
  return running;
}

const encode = (data: Buffer | string) =>
  Buffer.from(data).toString("base64").replaceAll("+", "-").replaceAll("=", "_").replaceAll("/", "~");

interface Signing {
  readonly key?: typeof rsa.privateKey;
  readonly keyId?: string;
  readonly hash?: "sha1" | "sha256";
}

function signatureOf(policy: string, { key = rsa.privateKey, keyId = "KRSA", hash }: Signing = {}): string {
  const algorithm = hash === undefined ? "" : `&Hash-Algorithm=${hash.toUpperCase()}`;
  const signature = encode(sign(hash ?? "sha1", Buffer.from(policy), key));
  return `Signature=${signature}&Key-Pair-Id=${keyId}${algorithm}`;
}

/** A path with its query, signed with a canned policy. */
function canned(path: string, given: Signing & { expires?: number; base?: string } = {}): string {
  const expires = String(given.expires ?? now + 60);
  const policy = cannedPolicy(`${given.base ?? base}${path}`, expires);
  return `${path}${path.includes("?") ? "&" : "?"}Expires=${expires}&${signatureOf(policy, given)}`;
}

function customPolicy(resource: string | undefined, condition: object = {}): string {
  const conditions = { DateLessThan: { "AWS:EpochTime": now + 60 }, ...condition };
  return JSON.stringify({ Statement: [{ Resource: resource, Condition: conditions }] });
}

function custom(path: string, policy: string, signing?: Signing): string {
  return `${path}${path.includes("?") ? "&" : "?"}Policy=${encode(policy)}&${signatureOf(policy, signing)}`;
}

function cookies(query: string): { cookie: string } {
  return { cookie: `theme=dark; ${query.replaceAll("&", "; ").replaceAll(/(^|; )/g, "$1CloudFront-")}` };
}

describe("signed URLs", () => {
  it("are required: without a signature the answer is 403 MissingKey in XML, and no request goes to the origin", async () => {
    const { get, origin } = await start();
    const answer = await get("/a");
    expect([answer.status, answer.headers["content-type"]]).toEqual([403, "text/xml"]);
    expect(answer.body).toContain(
      "<Error><Code>MissingKey</Code><Message>Missing Key-Pair-Id query parameter or cookie value</Message></Error>",
    );
    expect(answer.headers["x-cache"]).toBe("Error from cloudfront");
    expect(origin.received).toEqual([]);
  });

  it("with a canned policy allow one URL until DateLessThan", async () => {
    const { get, advance } = await start();
    const signed = canned("/a.pdf?size=large");
    expect((await get(signed)).status).toBe(200);
    expect((await get(signed.replace("large", "small"))).body).toContain("<Code>AccessDenied</Code>");
    expect((await get(signed.replace("/a.pdf", "/b.pdf"))).status).toBe(403);
    advance(60);
    expect((await get(signed)).body).toContain("<Code>AccessDenied</Code><Message>Access denied</Message>");
  });

  it("are verified with the URL as the viewer sent it, without decoding", async () => {
    const { get } = await start();
    expect((await get(canned("/a%20b/%C3%A9?q=1%2B1"))).status).toBe(200);
    expect((await get(canned("/a%20b").replace("%20", "%2520"))).status).toBe(403);
  });

  it("have base64 with -, _ and ~ in place of +, = and /", async () => {
    const { get } = await start();
    const paths = Array.from({ length: 20 }, (_, index) => canned(`/${index}`));
    const signatures = paths.map((path) => new URLSearchParams(path.split("?")[1]).get("Signature") ?? "");
    for (const character of "-_~") expect(signatures.some((one) => one.includes(character))).toBe(true);
    expect(signatures.join("")).not.toMatch(/[+=/]/);
    for (const path of paths) expect((await get(path)).status).toBe(200);
  });

  it("can use RSA with SHA-1, RSA with SHA-256 and ECDSA, by Hash-Algorithm", async () => {
    const { get } = await start();
    expect((await get(canned("/a", { hash: "sha256" }))).status).toBe(200);
    expect((await get(canned("/a", { hash: "sha1" }))).status).toBe(200);
    expect((await get(canned("/a", { hash: "sha256" }).replace("SHA256", "SHA1"))).status).toBe(403);
    const ecdsa = { key: ec.privateKey, keyId: "KEC" };
    expect((await get(canned("/a", ecdsa))).status).toBe(200);
    expect((await get(canned("/a", { ...ecdsa, hash: "sha256" }))).status).toBe(200);
    expect((await get(canned("/a").concat("&Hash-Algorithm=MD5"))).status).toBe(403);
  });

  it("can use the keys of the behavior's 4 key groups, and no other key", async () => {
    const { get } = await start();
    expect((await get(canned("/a", { key: ec.privateKey, keyId: "KEC" }))).status).toBe(200);
    const answer = await get(canned("/a", { key: stranger.privateKey, keyId: "KOTHER" }));
    expect(answer.body).toContain("<Code>InvalidKey</Code><Message>Unknown Key</Message>");
    expect((await get(canned("/a", { key: stranger.privateKey }))).body).toContain("AccessDenied");
  });

  it("with a custom policy allow URLs, with their query, that match * and ? in Resource", async () => {
    const { get } = await start();
    const policy = customPolicy(`http*://${host}/training/?-*`);
    expect((await get(custom("/training/1-a/b.pdf?c=d", policy))).status).toBe(200);
    expect((await get(custom("/training/12-a", policy))).status).toBe(403);
    expect((await get(custom("/other/1-a", policy))).status).toBe(403);
    expect((await get(custom("/other", customPolicy(undefined)))).status).toBe(200);
  });

  it("with a custom policy are valid after DateGreaterThan and before DateLessThan", async () => {
    const { get, advance } = await start();
    const signed = custom("/a", customPolicy("*", { DateGreaterThan: { "AWS:EpochTime": now + 10 } }));
    expect((await get(signed)).status).toBe(403);
    advance(11);
    expect((await get(signed)).status).toBe(200);
    advance(50);
    expect((await get(signed)).status).toBe(403);
  });

  it("with a custom policy are valid for the addresses of IpAddress, which are IPv4", async () => {
    const { get } = await start();
    const from = (address: string, range: string) =>
      get(custom("/a", customPolicy("*", { IpAddress: { "AWS:SourceIp": range } })), {
        headers: { "x-loopback-viewer-address": address },
      }).then(({ status }) => status);
    expect(await from("192.0.2.7", "192.0.2.0/24")).toBe(200);
    expect(await from("192.0.3.7", "192.0.2.0/24")).toBe(403);
    expect(await from("192.0.2.7", "192.0.2.7")).toBe(200);
    expect(await from("2001:db8::1", "0.0.0.0/0")).toBe(403);
  });

  it("get 403 MalformedPolicy for a policy with two statements, or without DateLessThan", async () => {
    const { get } = await start();
    const [statement] = JSON.parse(customPolicy("*")).Statement;
    for (const Statement of [[statement, statement], [{ Resource: "*", Condition: {} }], "*"]) {
      expect((await get(custom("/a", JSON.stringify({ Statement })))).body).toContain("MalformedPolicy");
    }
    expect((await get(`/a?Policy=!&Signature=abc&Key-Pair-Id=KRSA`)).body).toContain("MalformedPolicy");
  });

  it("get 403 MalformedSignature for a signature that is not base64", async () => {
    const { get } = await start();
    expect((await get("/a?Expires=1&Signature=!&Key-Pair-Id=KRSA")).body).toContain("MalformedSignature");
  });

  it("are valid on this machine's ports and below .localhost, too", async () => {
    const { get } = await start();
    expect((await get(canned("/a"), { host: `${host}.localhost:8443` })).status).toBe(200);
    expect((await get(canned("/a"), { https: true })).status).toBe(403);
    expect((await get(canned("/a", { base: `https://${host}` }), { https: true })).status).toBe(200);
  });

  it("share one cache entry: signing parameters reach neither the cache key nor the origin", async () => {
    const everything = cachePolicy({ query: { behavior: "all" }, cookies: { behavior: "all" } });
    const { get, origin } = await start({ cachePolicies: { all: everything }, behavior: { CachePolicyId: "all" } });
    await get(canned("/a?x=1"), { headers: cookies(canned("/a", { expires: now + 5 }).split("?")[1] ?? "") });
    const second = await get(canned("/a?x=1", { expires: now + 90 }), { headers: { cookie: "theme=dark" } });
    expect(second.headers["x-cache"]).toBe("Hit from cloudfront");
    expect(origin.received.map(({ url, headers }) => [url, headers.cookie])).toEqual([["/a?x=1", "theme=dark"]]);
  });

  it("have the reason of an error in the trace, not in the answer", async () => {
    const { get, dataPlane } = await start();
    await get(canned("/a", { expires: now - 1 }));
    expect(dataPlane.traces.list()[0]?.note).toContain("expired at 2026-09-01T11:59:59.000Z");
  });
});

describe("signed cookies", () => {
  it("allow URLs that are not signed, with canned and custom policies", async () => {
    const { get } = await start();
    const wild = custom("/a", customPolicy(`${base}/*`)).split("?")[1] ?? "";
    expect((await get("/any?x=1", { headers: cookies(wild) })).status).toBe(200);
    const one = canned("/a", { hash: "sha256" }).split("?")[1] ?? "";
    expect((await get("/a", { headers: cookies(one) })).status).toBe(200);
    expect((await get("/b", { headers: cookies(one) })).status).toBe(403);
  });

  it("are ignored if the URL is signed", async () => {
    const { get } = await start();
    const wild = custom("/a", customPolicy("*")).split("?")[1] ?? "";
    expect((await get(canned("/a", { expires: now - 1 }), { headers: cookies(wild) })).status).toBe(403);
  });
});

describe("TrustedKeyGroups and TrustedSigners", () => {
  it("require no signature if TrustedKeyGroups is not Enabled", async () => {
    const { get } = await start({ behavior: { TrustedKeyGroups: { Enabled: false, Quantity: 1, Items: ["first"] } } });
    expect((await get("/a")).status).toBe(200);
  });

  it("get 403 for TrustedSigners, which are not supported", async () => {
    const none = { Enabled: false, Quantity: 0 };
    const { get } = await start({
      behavior: { TrustedKeyGroups: none, TrustedSigners: { Enabled: true, Quantity: 1, Items: ["self"] } },
    });
    const answer = await get("/a");
    expect(answer.status).toBe(403);
    expect(answer.body).toContain("Set TrustedKeyGroups in place of TrustedSigners.");
  });
});
