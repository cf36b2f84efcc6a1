import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { pipeline, Readable } from "node:stream";
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
  /** Headers that the address requires and no trace shows: names and values in turn. */
  readonly extraHeaders: readonly string[];
}

export interface OutgoingRequest extends OriginAddress {
  /** For SNI, where the origin's name is one. */
  readonly serverName: string;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: HeaderList;
  readonly body: Readable | Buffer | undefined;
  readonly connectTimeoutMs: number;
  readonly readTimeoutMs: number;
}

/** An origin that sends 100, 102 or 103 without an end would keep a viewer waiting. */
const mostInterim = 100;

/** Sends one request once. Never rejects. Redirects are the viewer's to follow. */
export function sendToOrigin(outgoing: OutgoingRequest, agents: OriginAgents): Promise<OriginResponse | OriginFailure> {
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
        ? // Certificates of servers on this machine are self-signed, and no other is ever connected to.
          httpsRequest({ ...options, agent: agents.https, servername: outgoing.serverName, rejectUnauthorized: false })
        : httpRequest({ ...options, agent: agents.http });
    } catch (error) {
      // A function can write what HTTP has no room for: a space in the path, a line break in a header.
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
    const refuse = (failure: string) => {
      resolve({ failure, status: 502 });
      request.destroy();
    };
    // CloudFront asked for no other protocol, and an answer is still to come after each of these.
    const switched = "the origin answered 101, though it was not asked to switch protocols";
    request.once("upgrade", (_, socket) => {
      socket.destroy();
      refuse(switched);
    });
    request.once("response", (response: IncomingMessage) => {
      if (response.statusCode === 101) {
        refuse(switched);
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
      if (interim > mostInterim) refuse(`the origin sent more than ${mostInterim} interim responses`);
    });
    request.on("error", (error: NodeJS.ErrnoException) => {
      const failure = timedOut ?? (error.message || error.code || "no connection");
      const unseen = request.reusedSocket && timedOut === undefined && error.code === "ECONNRESET";
      resolve({ failure, status: timedOut === undefined ? 502 : 504, unseen });
    });
    if (outgoing.body instanceof Readable) pipeline(outgoing.body, request, () => undefined);
    else request.end(outgoing.body);
  });
}

function timeConnect(request: ClientRequest, tls: boolean, connected: (milliseconds: number) => void): void {
  const began = performance.now();
  request.once("socket", (socket) => {
    if (socket.connecting) socket.once(tls ? "secureConnect" : "connect", () => connected(performance.now() - began));
  });
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
