import { type Request, type Response, redirect, respond } from "@featheredge/edge-sdk";
import type { Config } from "./config.ts";
import { hasBearer } from "./token.ts";

// A longer way back is not worth a header of its size: the viewer comes back to the area's first page.
const longestReturnPath = 2048;

// What is answered to one viewer is for no one else, and not for long.
function uncached(response: Response): Response {
  response.headers.set("cache-control", "no-store");
  return response;
}

/** To a viewer without a valid token: a browser is led to the login page, where there is one; others get 401. */
export function refuse(
  request: Request,
  { login, prefix }: Pick<Config, "login" | "prefix">,
  invalid: boolean,
): Response {
  const navigates = request.method === "GET" || request.method === "HEAD";
  if (login && navigates && !hasBearer(request)) {
    const wayBack = `${login.returnParameter}=${encodeURIComponent(returnPath(request, prefix))}`;
    return uncached(redirect(`${login.url}${login.url.includes("?") ? "&" : "?"}${wayBack}`, 302));
  }
  const response = respond(401, "Unauthorized");
  // https://www.rfc-editor.org/rfc/rfc6750#section-3
  response.headers.set("www-authenticate", `Bearer realm="members"${invalid ? ', error="invalid_token"' : ""}`);
  return uncached(response);
}

/** When keys can't be had: neither let in nor sent to log in again, which would only come back here. */
export function unavailable(): Response {
  const response = respond(503, "Service Unavailable");
  response.headers.set("retry-after", "10");
  return uncached(response);
}

// A path below the prefix, so that the login page can't be made to lead to another site.
function returnPath({ path, query }: Request, prefix: string): string {
  const text = query.toString();
  const whole = text ? `${path}?${text}` : path;
  return whole.length > longestReturnPath || /^\/[/\\]/.test(whole) ? prefix : whole;
}
