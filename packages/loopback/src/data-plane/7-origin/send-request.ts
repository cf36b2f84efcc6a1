import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { Readable } from "node:stream";
import { distributionQuotas } from "@featheredge/aws-rules";
import type { OriginAgents } from "../base/context.ts";
import { hasTooManyHeaders } from "../base/header-limits.ts";
import type { OriginFailure, OriginResponse } from "../base/origin.ts";
import { fromRaw, type HeaderList, toRaw } from "../http/headers.ts";

/** Where an origin listens on this machine. */
export interface OriginAddress {
  /** Options of `http.request`. */
  readonly connect: { readonly host: string; readonly port: number } | { readonly socketPath: string };
  readonly tls: boolean;
  /** Headers that the address requires and traces do not show: names and values in turn. */
  readonly extraHeaders: readonly string[];
}

/** A request as it is sent to an address. Times are in milliseconds. */
export interface OutgoingRequest extends OriginAddress {
  /** The name for SNI; empty if the origin is an IP address. */
  readonly serverName: string;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: HeaderList;
  readonly body: Readable | Buffer | undefined;
  readonly connectTimeoutMs: number;
  readonly readTimeoutMs: number;
  /** The time when the complete response must have arrived, in milliseconds of `performance.now()`; undefined for no limit. */
  readonly deadline?: number | undefined;
}

/** A limit, so that an origin that sends only 100, 102 or 103 does not keep a viewer waiting forever. */
const maxInterimResponses = 100;

/**
 * Sends a request once. Never rejects. Does not follow redirects: that is up to the viewer.
 * @param agents undefined for a new connection
 */
export function sendToOrigin(
  outgoing: OutgoingRequest,
  agents: OriginAgents | undefined,
): Promise<OriginResponse | OriginFailure> {
  return new Promise((resolve) => {
    const options = {
      ...outgoing.connect,
      method: outgoing.method,
      path: outgoing.url,
      headers: [...toRaw(outgoing.headers), ...outgoing.extraHeaders],
      setHost: false,
      maxHeaderSize: 128 * 1024,
    };
    let request: ClientRequest;
    try {
      request = outgoing.tls
        ? // Servers on this machine have self-signed certificates, and the data plane connects to no other machine.
          httpsRequest({
            ...options,
            agent: agents?.https ?? false,
            servername: outgoing.serverName,
            rejectUnauthorized: false,
          })
        : httpRequest({ ...options, agent: agents?.http ?? false });
    } catch (error) {
      // A function can return values that HTTP can't carry, such as a space in the path or a line break in a header.
      resolve({ failure: `the request can't be sent: ${(error as Error).message}`, status: 502 });
      return;
    }
    let connectMs: number | undefined;
    timeConnect(request, outgoing.tls, (milliseconds) => {
      connectMs = milliseconds;
    });
    let timedOut: string | undefined;
    limitTime(request, outgoing, (what) => {
      timedOut = what;
      request.destroy(new Error(what));
    });
    limitCompletion(request, outgoing.deadline, (what) => {
      timedOut = what;
      request.destroy(new Error(what));
    });
    const fail = (failure: string) => {
      resolve({ failure, status: 502 });
      request.destroy();
    };
    // CloudFront never asks to switch protocols.
    const switched = "the origin answered 101, though it was not asked to switch protocols";
    request.once("upgrade", (_, socket) => {
      socket.destroy();
      fail(switched);
    });
    request.once("response", (response: IncomingMessage) => {
      if (response.statusCode === 101) {
        fail(switched);
        return;
      }
      const headers = fromRaw(response.rawHeaders);
      if (hasTooManyHeaders(headers)) {
        resolve({
          failure: `the origin's headers exceed ${distributionQuotas.responseHeaderBytes.value} bytes`,
          status: 502,
        });
        response.destroy();
        return;
      }
      resolve({
        status: response.statusCode ?? 502,
        statusText: response.statusMessage || undefined,
        headers,
        body: response,
        connectMs,
      });
    });
    let interim = 0;
    request.on("information", () => {
      interim += 1;
      if (interim > maxInterimResponses) fail(`the origin sent more than ${maxInterimResponses} interim responses`);
    });
    request.on("error", (error: NodeJS.ErrnoException) => {
      const failure = timedOut ?? (error.message || error.code || "no connection");
      const staleConnection = request.reusedSocket && timedOut === undefined && error.code === "ECONNRESET";
      resolve({ failure, status: timedOut === undefined ? 502 : 504, staleConnection });
    });
    if (outgoing.body instanceof Readable) passOn(outgoing.body, request);
    else request.end(outgoing.body);
  });
}

/**
 * Passes a viewer's body on while it arrives, until the origin fails or has answered. The rest can then be read, so that
 * the viewer can send its next request: `pipeline` would leave it unread.
 */
function passOn(body: Readable, request: ClientRequest): void {
  const end = () => {
    if (body.readableEnded) return;
    body.unpipe(request);
    request.destroy(new Error("the request's body was not complete"));
  };
  request.once("response", (response) => response.once("end", end));
  body.once("close", end);
  body.on("error", () => undefined);
  body.pipe(request);
}

function timeConnect(request: ClientRequest, tls: boolean, connected: (milliseconds: number) => void): void {
  const began = performance.now();
  request.once("socket", (socket) => {
    if (socket.connecting) socket.once(tls ? "secureConnect" : "connect", () => connected(performance.now() - began));
  });
}

/** Ends a request whose response is not complete in time: before the response, or within its body. */
function limitCompletion(request: ClientRequest, deadline: number | undefined, expired: (what: string) => void): void {
  if (deadline === undefined) return;
  const timer = setTimeout(() => expired("no complete response in time"), Math.max(0, deadline - performance.now()));
  request.once("response", (response) => response.once("close", () => clearTimeout(timer)));
  request.once("error", () => clearTimeout(timer));
}

function limitTime(request: ClientRequest, outgoing: OutgoingRequest, expired: (what: string) => void): void {
  request.once("socket", (socket) => {
    const read = () => {
      request.setTimeout(outgoing.readTimeoutMs, () => expired(`no answer within ${outgoing.readTimeoutMs / 1000} s`));
    };
    if (!socket.connecting) {
      read();
      return;
    }
    const timer = setTimeout(
      () => expired(`no connection within ${outgoing.connectTimeoutMs / 1000} s`),
      outgoing.connectTimeoutMs,
    );
    socket.once("connect", () => {
      clearTimeout(timer);
      read();
    });
    socket.once("close", () => clearTimeout(timer));
  });
}
