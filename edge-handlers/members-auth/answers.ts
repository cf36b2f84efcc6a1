import { type Request, type Response, redirect, respond } from "@featheredge/edge-sdk";
import type { Config } from "./config.ts";
import { hasBearer } from "./token.ts";

// For a longer path, the header would grow too large: the viewer returns to the area's first page.
const longestReturnPath = 2048;

// A response to one viewer must not be given to another, nor kept for long.
function uncached(response: Response): Response {
  response.headers.set("cache-control", "no-store");
  return response;
}

/** Answers a viewer without a valid token: a browser is redirected to the login page, if there is one; others get 401. */
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

/** Answers when the keys can't be fetched. A redirect to the login would only lead back here. */
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
