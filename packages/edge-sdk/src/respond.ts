import { responseOf } from "./response.ts";
import type { Response } from "./types.ts";
import { locationValue } from "./wire.ts";

export type RedirectStatus = 301 | 302 | 303 | 307 | 308;

/**
 * A generated response.
 *
 * @param status 200 to 599
 * @param body text; omit it with 204 and 304, for which AWS rejects a body
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses.html
 */
export function respond(status: number, body?: string, headers?: Readonly<Record<string, string>>): Response {
  const response = responseOf(
    body === undefined
      ? { statusCode: status, headers: {}, cookies: {} }
      : { statusCode: status, headers: {}, cookies: {}, body },
  );
  if (headers) {
    Object.keys(headers).forEach((name) => {
      response.headers.set(name, headers[name] as string);
    });
  }
  return response;
}

/**
 * A redirect, 302 by default.
 *
 * @param location a path, which stays on this host whatever follows its first slash, or a URL with its scheme.
 * Characters that a URL can't contain are percent-encoded, so that input from a viewer can't break out of the header.
 */
export function redirect(location: string, status?: RedirectStatus): Response {
  return responseOf({
    statusCode: status || 302,
    headers: { location: { value: locationValue(location) } },
    cookies: {},
  });
}

/** A generated page; 200 by default. */
export function html(markup: string, status?: number): Response {
  return respond(status || 200, markup, { "content-type": "text/html; charset=utf-8" });
}

/** A value as JSON; 200 by default. */
export function json(value: unknown, status?: number): Response {
  return respond(status || 200, JSON.stringify(value), { "content-type": "application/json" });
}
