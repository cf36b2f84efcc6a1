import { runCase } from "@featheredge/edge-sdk/testing";
import { config } from "../config.ts";
import handler from "../handler.ts";

/**
 * Requests `/members/x` with a token in the cookie.
 *
 * @param key the config's key: at least the URL of the issuer's keys
 * @returns the path that the request goes on to, or the status of the response
 */
export async function requestMembers(
  token: string,
  key: Record<string, unknown>,
): Promise<string | number | undefined> {
  const settings = config.parse({
    key: { type: "jwks", ...key },
    issuer: "https://login.example.com",
    audience: "members",
    cookie: "members",
    prefix: "/members/",
    variants: { claim: "plan", values: { gold: "gold" }, fallback: "basic" },
  });
  const cookies = { members: { value: token } };
  const request = { method: "GET", uri: "/members/x", querystring: {}, headers: {}, cookies };
  const outcome = await runCase(handler, { event: { viewer: { ip: "198.51.100.7" }, request }, config: settings });
  return outcome.request?.uri ?? outcome.response?.statusCode;
}

/** The path that a request with a valid token of the gold plan goes on to. */
export const opened = "/members/gold/x";
