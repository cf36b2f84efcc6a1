import { s3AddressOf } from "../s3/s3-address.ts";
import { headerOf, type MotoRequest } from "./request.ts";

/** What AWS's actions that change nothing begin with, in services that name the action in the request. */
const reading =
  /^(Batch(Check|Describe|Get)|Check|Describe|Discover|Estimate|Filter|Get|Head|List|Lookup|Preview|Query|Scan|Search|Simulate|TransactGet|Validate|View)(?![a-z])/;

/**
 * Whether a request may change what moto holds. In doubt it does: a read that is taken for a write costs a line in the
 * journal, a write that is taken for a read would be lost.
 * @param request - Its body is read where the query protocol names the action in it.
 */
export function isWrite(request: MotoRequest): boolean {
  const action = actionOf(request);
  if (action !== undefined) {
    return !reading.test(action);
  }
  return !["GET", "HEAD", "OPTIONS"].includes(request.method) && !isInvocation(request);
}

/** What AWS's actions that take something away begin with. */
const deleting =
  /^(BatchDelete|Delete|Deregister|Detach|Disassociate|Purge|Release|Remove|Revoke|Terminate|Untag)(?![a-z])/;

/** Whether a write deletes what was there, or a part of it. */
export function isDeletion(request: MotoRequest): boolean {
  const action = actionOf(request);
  if (action !== undefined) return deleting.test(action);
  // S3 deletes several objects by a POST.
  return request.method === "DELETE" || s3AddressOf(request)?.query.has("delete") === true;
}

/**
 * The action that a request names: JSON protocols in a header, Smithy's RPC in the path, the query protocol in a form
 * or the query. REST protocols name none.
 * @see https://smithy.io/2.0/aws/protocols/index.html
 */
function actionOf(request: MotoRequest): string | undefined {
  const target = headerOf(request, "x-amz-target");
  if (target !== undefined) {
    return target.slice(target.lastIndexOf(".") + 1);
  }
  const rpc = /^\/service\/[^/]+\/operation\/([A-Za-z]+)$/.exec(request.path);
  if (rpc !== null) {
    return rpc[1];
  }
  if (headerOf(request, "content-type")?.startsWith("application/x-www-form-urlencoded")) {
    return new URLSearchParams(request.body.toString("latin1")).get("Action") ?? undefined;
  }
  return /^\/\?(?:[^#]*&)?Action=([A-Za-z]+)/.exec(request.path)?.[1];
}

/** A Lambda function that runs may itself call AWS, and must not wait for its own invocation to end. */
function isInvocation({ method, path }: MotoRequest): boolean {
  return method === "POST" && /^\/[\d-]+\/functions\/[^/?]+\/(invocations|invoke-async)\/?(\?|$)/.test(path);
}

/**
 * Names the service in an account and region that a request is for. moto makes what a service begins with (a default
 * VPC with random ids) when it is first asked, were it only to read.
 * @returns `undefined` for unsigned requests.
 */
export function contactOf(request: MotoRequest): string | undefined {
  const scope = /\bCredential=([^/,\s]+)\/\d+\/([^/]+)\/([^/]+)\/aws4_request/.exec(
    headerOf(request, "authorization") ?? "",
  );
  return scope === null ? undefined : scope.slice(1).join("/");
}
