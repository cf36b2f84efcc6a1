import { s3AddressOf } from "../s3/s3-address.ts";
import { headerOf, type MotoRequest } from "./request.ts";

/** The first words of actions that change nothing, in services whose requests name the action. */
const reading =
  /^(Batch(Check|Describe|Get)|Check|Describe|Discover|Estimate|Filter|Get|Head|List|Lookup|Preview|Query|Scan|Search|Simulate|TransactGet|Validate|View)(?![a-z])/;

/**
 * True if a request may change moto's state. When in doubt, it may: a read that counts as a write costs one line in the
 * journal, but a write that counts as a read would be lost.
 * @param request - A request whose body names the action, if it is of the query protocol.
 */
export function isWrite(request: MotoRequest): boolean {
  const action = actionOf(request);
  if (action !== undefined) {
    return !reading.test(action);
  }
  return !["GET", "HEAD", "OPTIONS"].includes(request.method) && !isInvocation(request);
}

/** The first words of actions that delete something. */
const deleting =
  /^(BatchDelete|Delete|Deregister|Detach|Disassociate|Purge|Release|Remove|Revoke|Terminate|Untag)(?![a-z])/;

/** True if a write deletes a resource or a part of it. */
export function isDeletion(request: MotoRequest): boolean {
  const action = actionOf(request);
  if (action !== undefined) return deleting.test(action);
  // S3 deletes several objects by a POST.
  return request.method === "DELETE" || s3AddressOf(request)?.query.has("delete") === true;
}

/**
 * Reads the action that a request names: in a header for JSON protocols, in the path for Smithy's RPC, in a form or the
 * query for the query protocol. REST protocols name no action.
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

/** True for invocations. They don't count as writes, because the running function may call AWS, and would wait for itself. */
function isInvocation({ method, path }: MotoRequest): boolean {
  return method === "POST" && /^\/[\d-]+\/functions\/[^/?]+\/(invocations|invoke-async)\/?(\?|$)/.test(path);
}

/**
 * Names the service, account and region of a request. moto makes a service's defaults, such as a default VPC with random
 * ids, at the first request, even at a read.
 * @returns `undefined` for unsigned requests.
 */
export function contactOf(request: MotoRequest): string | undefined {
  const scope = /\bCredential=([^/,\s]+)\/\d+\/([^/]+)\/([^/]+)\/aws4_request/.exec(
    headerOf(request, "authorization") ?? "",
  );
  return scope === null ? undefined : scope.slice(1).join("/");
}
