import { createVerify, generateKeyPairSync } from "node:crypto";
import { type ParameterStore, runCase, startParameterStore } from "@featheredge/edge-sdk/testing";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { config } from "./config.ts";
import handler from "./handler.ts";

const start = Date.UTC(2026, 0, 1, 0, 0, 30);
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = privateKey.export({ format: "pem", type: "pkcs8" }).toString();
let parameters = 0;

describe("the issued cookies", () => {
  let store: ParameterStore;
  let parameter: string;

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: start });
    vi.spyOn(console, "log").mockImplementation(() => {});
    // A secret is remembered by its name.
    parameter = `/key-${parameters++}`;
    store = await startParameterStore({ [parameter]: pem });
    for (const [name, value] of Object.entries(store.environment)) vi.stubEnv(name, value);
  });

  afterEach(async () => {
    vi.useRealTimers();
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    await store.close();
  });

  async function answer(change: Record<string, unknown> = {}, ip = "198.51.100.7") {
    const settings = config.parse({
      keyPairId: "K2JCJMDEHXQW5F",
      privateKey: { parameter },
      resource: "https://media.example.com/premium/*",
      lifetimeSeconds: 600,
      ...change,
    });
    const request = { method: "GET", uri: "/enter", querystring: {}, headers: {}, cookies: {} };
    const { response } = await runCase(handler, { event: { viewer: { ip }, request }, config: settings });
    if (response === undefined) throw new Error("there is no response");
    return response;
  }

  const bytes = (value = "") =>
    Buffer.from(value.replaceAll("-", "+").replaceAll("_", "=").replaceAll("~", "/"), "base64");

  test("hold a policy that the public key confirms", async () => {
    const { cookies } = await answer();
    const policy = bytes(cookies["CloudFront-Policy"]?.value);
    expect(policy.toString()).toBe(
      `{"Statement":[{"Resource":"https://media.example.com/premium/*","Condition":{"DateLessThan":{"AWS:EpochTime":${Date.UTC(2026, 0, 1, 0, 11) / 1000}}}}]}`,
    );
    const verify = createVerify("RSA-SHA1").update(policy);
    expect(verify.verify(publicKey, bytes(cookies["CloudFront-Signature"]?.value))).toBe(true);
    for (const { value } of Object.values(cookies)) expect(value).toMatch(/^[A-Za-z0-9~_-]+$/);
  });

  test("are the same within a minute, and others after", async () => {
    const first = await answer();
    vi.setSystemTime(start + 20_000);
    expect(await answer()).toEqual(first);
    vi.setSystemTime(start + 60_000);
    expect((await answer()).cookies["CloudFront-Signature"]).not.toEqual(first.cookies["CloudFront-Signature"]);
  });

  test("may be bound to the viewer's IPv4 address", async () => {
    const { cookies } = await answer({ bindToAddress: true });
    expect(JSON.parse(bytes(cookies["CloudFront-Policy"]?.value).toString()).Statement[0].Condition.IpAddress).toEqual({
      "AWS:SourceIp": "198.51.100.7/32",
    });
    const other = await answer({ bindToAddress: true }, "2001:db8::1");
    expect(bytes(other.cookies["CloudFront-Policy"]?.value).toString()).not.toContain("IpAddress");
  });

  test("follow a rotated key", async () => {
    const next = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const before = await answer();
    store.set(parameter, next.privateKey.export({ format: "pem", type: "pkcs1" }).toString());
    vi.setSystemTime(start + 6 * 60_000);
    const { cookies } = await answer();
    expect(cookies["CloudFront-Signature"]).not.toEqual(before.cookies["CloudFront-Signature"]);
    const verify = createVerify("RSA-SHA1").update(bytes(cookies["CloudFront-Policy"]?.value));
    expect(verify.verify(next.publicKey, bytes(cookies["CloudFront-Signature"]?.value))).toBe(true);
  });

  test.each([
    ["is not in PEM", "hunter2"],
    ["is public", publicKey.export({ format: "pem", type: "spki" }).toString()],
    [
      "is elliptic",
      generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "pem", type: "pkcs8" }),
    ],
  ])("are not there when the key %s", async (_, value) => {
    store.set(parameter, value.toString());
    const response = await answer();
    expect([response.statusCode, response.cookies]).toEqual([503, {}]);
  });
});
