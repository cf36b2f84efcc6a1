import { afterEach, describe, expect, it, vi } from "vitest";
import { callerIdentity, checkIdentity } from "./identity.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("checking whose credentials there are", () => {
  it("names the flag that needs none when there are none", () => {
    expect(() => checkIdentity({ missing: true }, "prod", "123456789012")).toThrow(
      /no AWS credentials .*'prod' \(account 123456789012\).*featheredge plan prod --loopback$/,
    );
  });

  it("names both accounts when they differ, and the fix", () => {
    expect(() => checkIdentity({ account: "999999999999" }, "prod", "123456789012")).toThrow(
      /account 999999999999, but 'prod' is in account 123456789012\. Sign in to 123456789012/,
    );
  });

  it("reports what AWS said when it rejected them", () => {
    expect(() => checkIdentity({ refused: "ExpiredToken: expired" }, "prod", "123456789012")).toThrow(
      /\(ExpiredToken: expired\)\. Renew them/,
    );
  });

  it("goes on with a remark when AWS could not be asked, and without one when all is well", () => {
    expect(checkIdentity({ unreachable: "no network" }, "prod", "123456789012")).toContain("no network");
    expect(checkIdentity({ account: "123456789012" }, "prod", "123456789012")).toBeUndefined();
  });

  it("distinguishes a network that is down from credentials that AWS rejects", async () => {
    const env = { AWS_REGION: "eu-west-1", HTTPS_PROXY: "http://127.0.0.1:9" };
    vi.stubEnv("AWS_ACCESS_KEY_ID", "x").stubEnv("AWS_SECRET_ACCESS_KEY", "y");
    vi.stubEnv("AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED", "true");
    expect(await callerIdentity(env)).toEqual({ unreachable: expect.stringContaining("ECONNREFUSED") });
  });
});
