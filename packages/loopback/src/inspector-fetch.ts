import { request } from "node:http";
import { Readable } from "node:stream";

/**
 * A `fetch` for the inspector of a loopback on this machine. Not every system resolves names below `.localhost`, so it
 * connects to 127.0.0.1 and sends the URL's host as the Host header, which the inspector checks.
 */
export const inspectorFetch: typeof fetch = (input, init = {}) =>
  new Promise((resolve, reject) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const call = request({
      host: "127.0.0.1",
      port: url.port === "" ? 80 : Number(url.port),
      method: init.method ?? "GET",
      path: `${url.pathname}${url.search}`,
      headers: { ...Object.fromEntries(new Headers(init.headers)), host: url.host },
      agent: false,
      ...(init.signal ? { signal: init.signal } : {}),
    });
    call.once("error", reject);
    call.once("response", (response) => {
      const headers = Object.entries(response.headersDistinct).flatMap(([name, values = []]) =>
        values.map((value): [string, string] => [name, value]),
      );
      const status = response.statusCode ?? 500;
      const body = status === 204 || status === 304 ? null : (Readable.toWeb(response) as ReadableStream);
      resolve(new Response(body, { status, headers }));
    });
    call.end(init.body ?? undefined);
  });
