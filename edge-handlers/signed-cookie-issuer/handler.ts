import { onViewerRequest, type Request, type Response, redirect, respond } from "@featheredge/edge-sdk";
import { secret } from "@featheredge/edge-sdk/secrets";
import type { Config } from "./config.ts";
import { customPolicy } from "./policy.ts";
import { signedCookies } from "./sign.ts";

const longestReturnPath = 2048;

export default onViewerRequest<Config>(async (request, { config }) => {
  if (request.method !== "GET" && request.method !== "HEAD") {
    return uncached(respond(405, "Method Not Allowed", { allow: "GET, HEAD" }));
  }
  // Whole minutes, so that a signature serves all viewers of a minute.
  const expires = Math.ceil((Date.now() / 1000 + config.lifetimeSeconds) / 60) * 60;
  const policy = customPolicy(config.resource, expires, config.bindToAddress ? request.viewer.ip : undefined);
  let cookies: ReturnType<typeof signedCookies>;
  try {
    cookies = signedCookies(policy, config.keyPairId, await secret(config.privateKey.parameter));
  } catch (error) {
    console.log(`signed-cookie-issuer: no cookies, since the private key can't be used: ${error}`);
    return uncached(respond(503, "Service Unavailable", { "retry-after": "10" }));
  }
  const { path, domain } = config.cookie;
  const scope = domain === undefined ? "" : `; Domain=${domain}`;
  const response = redirect(returnPath(request, config) ?? config.location);
  for (const [name, value] of cookies) {
    response.cookies.set(
      name,
      value,
      `Path=${path}; Max-Age=${config.lifetimeSeconds}; Secure; HttpOnly; SameSite=Lax${scope}`,
    );
  }
  return uncached(response);
});

// Only a path of this site, so that a link to here can't lead viewers to another site.
function returnPath({ query }: Request, { returnParameter }: Config): string | undefined {
  const values = query.getAll(returnParameter);
  if (values.length !== 1) return undefined;
  const text = decoded(values[0] ?? "");
  return text !== undefined && text.length <= longestReturnPath && /^\/(?![/\\])/.test(text) ? text : undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

// A response to one viewer must not be given to another.
function uncached(response: Response): Response {
  response.headers.set("cache-control", "no-store");
  return response;
}
