import type { LambdaHeaders, LambdaRequest } from "../lambda-event.ts";

/** The header in which a request carries the viewer's own to origin request, for functions that run there instead. */
export const stashHeader = "x-featheredge-preview-viewer";

/** The parts of a viewer's request that do not all reach origin request. */
type Stash = Pick<LambdaRequest, "headers" | "querystring">;

/** The request's headers, with one that carries all of them and the query. */
export function stashRequest({ headers, querystring }: LambdaRequest): LambdaHeaders {
  const stash: Stash = { headers, querystring };
  const value = Buffer.from(JSON.stringify(stash)).toString("base64");
  return { ...headers, [stashHeader]: [{ key: "X-Featheredge-Preview-Viewer", value }] };
}

/**
 * Restores the viewer's request at origin request, with the headers that CloudFront has added meanwhile.
 *
 * @param request as it is at origin request
 * @returns `viewer`, and `merge`, which applies the changes that a function made to it to the request for the origin
 */
export function restoreRequest(request: LambdaRequest): {
  readonly viewer: LambdaRequest;
  readonly merge: (changed: LambdaRequest) => LambdaRequest;
} {
  const text = request.headers[stashHeader]?.[0]?.value;
  if (text === undefined) {
    throw new Error(
      `The behavior's origin request policy does not forward ${stashHeader}: apply the environment again`,
    );
  }
  const stash: Stash = JSON.parse(Buffer.from(text, "base64").toString());
  const { [stashHeader]: _, ...forwarded } = request.headers;
  const added = Object.entries(forwarded).filter(([name]) => name.startsWith("cloudfront-"));
  const headers = { ...stash.headers, ...Object.fromEntries(added) };
  const { origin: _origin, ...rest } = request;
  const viewer: LambdaRequest = { ...rest, headers, querystring: stash.querystring };
  return {
    viewer,
    merge(changed) {
      const merged: LambdaHeaders = { ...forwarded };
      for (const name of new Set([...Object.keys(headers), ...Object.keys(changed.headers)])) {
        const value = changed.headers[name];
        if (JSON.stringify(value) === JSON.stringify(headers[name])) continue;
        if (value === undefined) delete merged[name];
        else merged[name] = value;
      }
      const querystring = changed.querystring === stash.querystring ? request.querystring : changed.querystring;
      return {
        ...request,
        ...changed,
        headers: merged,
        querystring,
        ...(request.origin && { origin: request.origin }),
      };
    },
  };
}
