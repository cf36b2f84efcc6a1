import { Readable } from "node:stream";
import { motoTarget } from "../../moto/request/moto-target.ts";
import type { MotoAddress } from "../../moto/server/address.ts";
import type { OriginAgents } from "../base/context.ts";
import type { Exchange } from "../base/exchange.ts";
import type { InvokeOrigin, OriginFailure, OriginResponse, SendRequest } from "../base/origin.ts";
import type { OriginTrace } from "../base/trace.ts";
import { type HeaderList, headerOf, withHeader, withoutHeaders } from "../http/headers.ts";
import { callerOf, controlOf, isHttpsAlways } from "./access-control.ts";
import {
  authorizeOriginRequest,
  lacksPayloadHash,
  signatureMismatch,
  type UnsignedRequest,
} from "./authorize-request.ts";
import { s3ResponseHeaders } from "./s3/response-headers.ts";
import { type OriginAddress, sendToOrigin } from "./send-request.ts";
import { type OriginTarget, originEndpoint } from "./target.ts";

/** A request as it leaves for an origin: origin-request functions have seen it. */
export interface OriginRequest {
  readonly method: string;
  /** Without the origin's path. */
  readonly uri: string;
  readonly querystring: string;
  readonly headers: HeaderList;
  readonly body: Readable | Buffer | undefined;
}

/** Sends a request to an origin, as often as its connection attempts allow while nothing answers. */
export async function requestOrigin(
  exchange: Exchange,
  target: OriginTarget,
  request: OriginRequest,
): Promise<OriginResponse | OriginFailure> {
  const { context } = exchange;
  const url = target.path + request.uri + (request.querystring === "" ? "" : `?${request.querystring}`);
  const unsigned = unsignedRequest(exchange, target, request, url);
  const control = controlOf(exchange, target);
  const { protocol, port } = originEndpoint(
    target,
    isHttpsAlways(target, control) ? "https" : exchange.viewer.protocol,
  );
  const { account, arn } = exchange.distribution.deployed;
  const headers = authorizeOriginRequest(unsigned, control, account);
  const trace: OriginTrace = {
    originId: target.id,
    method: request.method,
    url: `${protocol}://${target.domainName}:${port}${url}`,
    headers,
  };
  exchange.trace.origin.push(trace);
  const began = performance.now();
  const resolved = context.resolve(target.domainName, protocol, port);
  let outcome: OriginResponse | OriginFailure;
  if ("refused" in resolved) outcome = { failure: resolved.refused, status: 502 };
  else if (lacksPayloadHash(unsigned, control)) outcome = signatureMismatch(control);
  else if ("invoke" in resolved) outcome = await invoke(resolved.invoke, { ...request, url, headers });
  else {
    const direct = sender(addressOf(resolved), target, request, context.agents);
    const send = "moto" in resolved ? sendingToMoto(direct, request.method) : direct;
    const caller = callerOf(exchange, target, control, { arn, account }, unsigned);
    const s3 = { ...unsigned, domainName: target.domainName, headers, secure: protocol === "https", caller, account };
    const answered = "moto" in resolved ? context.askBucket?.(s3, send) : undefined;
    outcome = await (answered ?? send(url, headers));
  }
  trace.durationMs = performance.now() - began;
  if ("failure" in outcome) {
    trace.failure = outcome.failure;
    context.log(`${request.method} ${trace.url}: ${outcome.failure}`);
  } else {
    trace.status = outcome.status;
    trace.responseHeaders = outcome.headers;
    trace.connectMs = outcome.connectMs;
  }
  return outcome;
}

function addressOf(
  resolved: { readonly host: string; readonly port: number; readonly tls: boolean } | { readonly moto: MotoAddress },
): OriginAddress {
  if ("moto" in resolved) return { connect: resolved.moto.connect, tls: false, extraHeaders: resolved.moto.headers };
  const { tls, ...connect } = resolved;
  return { connect, tls, extraHeaders: [] };
}

/** Addresses each request so that moto's S3 answers it, whatever its path is, and gives the answer S3's headers. */
function sendingToMoto(send: SendRequest, method: string): SendRequest {
  return async (url, headers) => {
    const target = motoTarget({ host: headerOf(headers, "host") ?? "", path: url });
    if ("refused" in target) return { failure: target.refused, status: 502 };
    const answered = await send(target.path, withHeader(headers, "Host", target.host));
    return "failure" in answered ? answered : { ...answered, headers: s3ResponseHeaders(answered.headers, method) };
  };
}

/** Sends to one address, as often as an origin's connection attempts allow. */
function sender(
  address: OriginAddress,
  target: OriginTarget,
  { method, body }: OriginRequest,
  agents: OriginAgents,
): SendRequest {
  const attempts = method === "GET" || method === "HEAD" ? Math.max(1, target.attempts) : 1;
  const name = target.serverName ?? target.hostHeader ?? target.domainName;
  const serverName = /^[\d.:[\]]+$/.test(name) ? "" : name;
  const connectTimeoutMs = target.connectTimeoutSeconds * 1000;
  const readTimeoutMs = target.readTimeoutSeconds * 1000;
  return async (url, headers) => {
    const outgoing = { ...address, serverName, method, url, headers, body, connectTimeoutMs, readTimeoutMs };
    let answered = await sendToOrigin(outgoing, agents);
    const again = !(body instanceof Readable);
    for (let attempt = 1; "failure" in answered && again; attempt += 1) {
      // A connection that was kept open and closed just then has not seen the request.
      if (attempt >= attempts && answered.unseen !== true) break;
      answered = await sendToOrigin(outgoing, agents);
    }
    return answered;
  };
}

const bodyMethods: ReadonlySet<string> = new Set(["PATCH", "POST", "PUT"]);
const framing: ReadonlySet<string> = new Set(["content-length", "transfer-encoding"]);

/** Custom headers of the origin replace what has their names; the body's length is said once. */
function unsignedRequest(
  exchange: Exchange,
  target: OriginTarget,
  request: OriginRequest,
  url: string,
): UnsignedRequest {
  const custom = new Set(target.customHeaders.map(([name]) => name.toLowerCase()));
  const headers = [...withoutHeaders(withoutHeaders(request.headers, framing), custom), ...target.customHeaders];
  const length = headerOf(exchange.viewer.headers, "content-length");
  if (Buffer.isBuffer(request.body)) headers.push(["Content-Length", String(request.body.length)]);
  else if (request.body !== undefined && length !== undefined) headers.push(["Content-Length", length]);
  else if (request.body !== undefined) headers.push(["Transfer-Encoding", "chunked"]);
  else if (bodyMethods.has(request.method)) headers.push(["Content-Length", "0"]);
  headers.push(["Connection", "keep-alive"]);
  return {
    method: request.method,
    host: headerOf(headers, "host") ?? target.domainName,
    url,
    headers,
    hasBody: request.body !== undefined,
    payloadHash: headerOf(exchange.request.headers, "x-amz-content-sha256"),
    now: exchange.context.clock(),
  };
}

async function invoke(
  origin: InvokeOrigin,
  { method, url, headers, body }: OriginRequest & { url: string },
): Promise<OriginResponse | OriginFailure> {
  try {
    const sent = body === undefined ? Readable.from([]) : Buffer.isBuffer(body) ? Readable.from([body]) : body;
    const answered = await origin({ method, url, headers, body: sent });
    return { ...answered, statusText: undefined, body: Readable.from(answered.body) };
  } catch (error) {
    return { failure: (error as Error).message, status: 502 };
  }
}
