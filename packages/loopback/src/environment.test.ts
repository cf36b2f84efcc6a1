import { describe, expect, it } from "vitest";
import { clientEnvironment } from "./environment.ts";

const over = (env: NodeJS.ProcessEnv) => ({ ...env, ...clientEnvironment("123456789012", 8080, "/ca.pem", env) });

describe("a client's environment", () => {
  it("has the proxy, the loopback's authority and the account's credentials", () => {
    expect(over({})).toMatchObject({
      HTTPS_PROXY: "http://127.0.0.1:8080",
      https_proxy: "http://127.0.0.1:8080",
      AWS_CA_BUNDLE: "/ca.pem",
      AWS_ACCESS_KEY_ID: "123456789012",
    });
  });

  it("has no setting that bypasses the proxy", () => {
    const env = over({ NO_PROXY: "*.amazonaws.com", no_proxy: "*", AWS_ENDPOINT_URL_S3: "https://elsewhere.example" });
    expect(env).toMatchObject({ NO_PROXY: "", no_proxy: "", AWS_ENDPOINT_URL_S3: undefined });
  });

  it("has none of the user's real credentials", () => {
    const env = over({
      AWS_PROFILE: "prod",
      AWS_SESSION_TOKEN: "token",
      AWS_ROLE_ARN: "arn",
      AWS_SECRET_ACCESS_KEY: "s",
    });
    expect(env).toMatchObject({ AWS_PROFILE: undefined, AWS_SESSION_TOKEN: undefined, AWS_ROLE_ARN: undefined });
    expect(env.AWS_SECRET_ACCESS_KEY).toBe("loopback");
  });
});
