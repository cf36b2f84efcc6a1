import { Readable } from "node:stream";
import type { OriginAccessControlConfig } from "@aws-sdk/client-cloudfront";
import { motoTarget } from "../../moto/request/moto-target.ts";
import type { MotoAddress } from "../../moto/server/address.ts";
import type { OriginAgents } from "../base/context.ts";
import type { Exchange } from "../base/exchange.ts";
import type { InvokeOrigin, OriginFailure, OriginProtocol, OriginResponse, SendRequest } from "../base/origin.ts";
import { peekBody } from "../base/peek-body.ts";
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

/** A request to an origin, after origin-request functions. */
export interface OriginRequest {
  readonly method: string;
  /** The path, without the origin path. */
  readonly uri: string;
  readonly querystring: string;
  readonly headers: HeaderList;
  readonly body: Readable | Buffer | undefined;
}

/** A request to an origin, with the headers of its signature. */
interface SignedRequest extends OriginRequest {
  /** Path and query, with the origin's path. */
  readonly url: string;
  readonly unsigned: UnsignedRequest;
  /** The access control that signed it. */
  readonly control: OriginAccessControlConfig | undefined;
  readonly protocol: OriginProtocol;
  readonly port: number;
}

/** Signs a request to an origin, sends it to the origin's address on this machine, and records each attempt in the trace. */
export async function requestOrigin(
  exchange: Exchange,
  target: OriginTarget,
  request: OriginRequest,
): Promise<OriginResponse | OriginFailure> {
  const signed = sign(exchange, target, request);
  const { method, url, headers, protocol, port } = signed;
  const fullUrl = `${protocol}://${target.domainName}:${port}${url}`;
  let trace: OriginTrace = { originId: target.id, method, url: fullUrl, headers };
  exchange.trace.origin.push(trace);
  let began = performance.now();
  const endAttempt = (failure: string) => {
    trace.failure = failure;
    trace.durationMs = performance.now() - began;
  };
  const outcome = await dispatch(exchange, target, signed, (failure) => {
    endAttempt(failure);
    began += trace.durationMs ?? 0;
    trace = { originId: target.id, method, url: fullUrl, headers };
    exchange.trace.origin.push(trace);
  });
  if ("failure" in outcome) {
    endAttempt(outcome.failure);
    exchange.context.log(`${method} ${fullUrl}: ${outcome.failure}`);
  } else {
    trace.durationMs = performance.now() - began;
    trace.status = outcome.status;
    trace.responseHeaders = outcome.headers;
    trace.connectMs = outcome.connectMs;
  }
  return outcome;
}

function sign(exchange: Exchange, target: OriginTarget, request: OriginRequest): SignedRequest {
  const url = target.path + request.uri + (request.querystring === "" ? "" : `?${request.querystring}`);
  const unsigned = unsignedRequest(exchange, target, request, url);
  const control = controlOf(exchange, target);
  const viewerProtocol = isHttpsAlways(target, control) ? "https" : exchange.viewer.protocol;
  const headers = authorizeOriginRequest(unsigned, control, exchange.distribution.deployed.account);
  return { ...request, ...originEndpoint(target, viewerProtocol), url, headers, unsigned, control };
}

/**
 * Sends a signed request to wherever the origin is on this machine.
 * @param onRetry called with the failure of each attempt that is followed by another one
 */
async function dispatch(
  exchange: Exchange,
  target: OriginTarget,
  signed: SignedRequest,
  onRetry: (failure: string) => void,
): Promise<OriginResponse | OriginFailure> {
  const { context, distribution } = exchange;
  const { url, headers, unsigned, control, protocol, port } = signed;
  const resolved = context.resolve(target.domainName, protocol, port);
  if ("refused" in resolved) return { failure: resolved.refused, status: 502 };
  if (target.clientCertificate !== undefined) {
    const failure = `The loopback does not emulate mutual TLS: it can't present ${target.clientCertificate} to the origin '${target.id}'. Omit originMtlsConfig in the environment for this machine.`;
    return { failure, status: 502 };
  }
  if (lacksPayloadHash(unsigned, control)) return signatureMismatch(control);
  const { account, arn } = distribution.deployed;
  const caller = callerOf(exchange, target, control, { arn, account }, unsigned);
  if ("invoke" in resolved) {
    return invoke(resolved.invoke, signed, caller?.type === "distribution" ? { arn, account } : undefined);
  }
  const address = "moto" in resolved ? bucketAddress(await resolved.moto) : serverAddress(resolved);
  const send = sender(address, target, signed, context.agents, onRetry);
  if (!("moto" in resolved)) return send(url, headers);
  const s3 = { ...unsigned, domainName: target.domainName, headers, secure: protocol === "https", caller, account };
  const sendToMoto = sendingToMoto(send, signed.method);
  return context.askBucket?.(s3, sendToMoto) ?? sendToMoto(url, headers);
}

function bucketAddress({ connect, headers }: MotoAddress): OriginAddress {
  return { connect, tls: false, extraHeaders: headers };
}

function serverAddress({ tls, ...connect }: { host: string; port: number; tls: boolean }): OriginAddress {
  return { connect, tls, extraHeaders: [] };
}

/** Addresses requests so that moto's S3 answers them, whatever their path is, and gives answers the headers of S3. */
function sendingToMoto(send: SendRequest, method: string): SendRequest {
  return async (url, headers) => {
    const target = motoTarget({ host: headerOf(headers, "host") ?? "", path: url });
    if ("refused" in target) return { failure: target.refused, status: 502 };
    const answered = await send(target.path, withHeader(headers, "Host", target.host));
    return "failure" in answered ? answered : { ...answered, headers: s3ResponseHeaders(answered.headers, method) };
  };
}

/**
 * Methods whose requests are not sent again when a reused connection breaks, since the origin may have received them.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2
 */
const notIdempotent: ReadonlySet<string> = new Set(["PATCH", "POST"]);

/**
 * Sends requests to one address, and again on new connections as often as the origin's connection attempts allow. A reused
 * connection that the origin had closed doesn't count as an attempt.
 */
function sender(
  address: OriginAddress,
  target: OriginTarget,
  { method, body }: OriginRequest,
  agents: OriginAgents,
  onRetry: (failure: string) => void,
): SendRequest {
  const attempts = method === "GET" || method === "HEAD" ? Math.max(1, target.attempts) : 1;
  const name = target.serverName ?? target.hostHeader ?? target.domainName;
  const serverName = /^[\d.:[\]]+$/.test(name) ? "" : name;
  const connectTimeoutMs = target.connectTimeoutSeconds * 1000;
  const readTimeoutMs = target.readTimeoutSeconds * 1000;
  const seconds = target.completionTimeoutSeconds;
  return async (url, headers) => {
    const deadline = seconds === undefined ? undefined : performance.now() + seconds * 1000;
    const times = { connectTimeoutMs, readTimeoutMs, deadline };
    const sent = await wholeIfSmall(body, headers);
    const outgoing = { ...address, serverName, method, url, headers, body: sent, ...times };
    const first = await sendToOrigin(outgoing, agents);
    if (!("failure" in first) || sent instanceof Readable) return first;
    const isRepeated = first.staleConnection === true && !notIdempotent.has(method);
    let answered = isRepeated ? await sendToOrigin(outgoing, undefined) : first;
    for (let attempt = 1; "failure" in answered && attempt < attempts; attempt += 1) {
      if (deadline !== undefined && performance.now() >= deadline) break;
      onRetry(answered.failure);
      answered = await sendToOrigin(outgoing, undefined);
    }
    return answered;
  };
}

/** Bytes of a body that is read before it is sent, so that it can be sent again on another connection. */
const smallBody = 65_536;

async function wholeIfSmall(body: OriginRequest["body"], headers: HeaderList): Promise<OriginRequest["body"]> {
  const length = Number(headerOf(headers, "content-length") ?? Number.NaN);
  return body instanceof Readable && length <= smallBody ? (await peekBody(body, smallBody)).body : body;
}

const bodyMethods: ReadonlySet<string> = new Set(["PATCH", "POST", "PUT"]);
const framing: ReadonlySet<string> = new Set(["content-length", "transfer-encoding"]);

/** The request before it is signed. The origin's custom headers replace others of the same names. */
function unsignedRequest(
  exchange: Exchange,
  target: OriginTarget,
  request: OriginRequest,
  url: string,
): UnsignedRequest {
  const headers = [...withCustomHeaders(withoutHeaders(request.headers, framing), target.customHeaders)];
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

function withCustomHeaders(headers: HeaderList, custom: HeaderList): HeaderList {
  if (custom.length === 0) return headers;
  return [...withoutHeaders(headers, new Set(custom.map(([name]) => name.toLowerCase()))), ...custom];
}

/** Passes a request to an origin without a server. */
async function invoke(
  origin: InvokeOrigin,
  { method, url, headers, body }: SignedRequest,
  signedFor: Parameters<InvokeOrigin>[0]["signedFor"],
): Promise<OriginResponse | OriginFailure> {
  try {
    const sent = body === undefined ? Readable.from([]) : Buffer.isBuffer(body) ? Readable.from([body]) : body;
    const answered = await origin({ method, url, headers, body: sent, signedFor });
    return { ...answered, statusText: undefined, body: Readable.from(answered.body) };
  } catch (error) {
    return { failure: (error as Error).message, status: 502 };
  }
}
