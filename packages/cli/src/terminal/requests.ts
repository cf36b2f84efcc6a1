import { request } from "node:http";
import { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { createInspectorClient } from "@featheredge/inspector/api";
import type { LoggedRequest } from "./request-line.ts";

/** Milliseconds after which a lost connection to the inspector is tried again. */
const retryMs = 1000;

/**
 * Follows the requests that a loopback answers, until the signal is aborted.
 * @param inspector - Such as `http://inspector.localhost:8080/`.
 */
export async function* followRequests(inspector: string, signal: AbortSignal): AsyncGenerator<LoggedRequest> {
  const client = createInspectorClient({ baseUrl: inspector.replace(/\/$/, ""), fetch: fetchFromLoopback });
  while (!signal.aborted) {
    try {
      for await (const { event, data } of client.events(signal)) if (event === "request") yield data;
    } catch {
      // The log of requests is only for looking at: without the inspector, the edge still serves.
    }
    await wait(retryMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/** Fetches from a `.localhost` name, which browsers resolve and Node.js leaves to the system. */
const fetchFromLoopback: typeof fetch = (input, init = {}) =>
  new Promise((resolve, reject) => {
    const { hostname, port, pathname, search, host } = new URL(String(input));
    const outgoing = request(
      {
        host: hostname.endsWith(".localhost") ? "127.0.0.1" : hostname,
        port,
        path: `${pathname}${search}`,
        headers: { host },
        signal: init.signal ?? undefined,
      },
      (incoming) => {
        incoming.on("error", () => undefined);
        resolve(new Response(Readable.toWeb(incoming) as ReadableStream, { status: incoming.statusCode ?? 500 }));
      },
    );
    outgoing.once("error", reject);
    outgoing.end();
  });
