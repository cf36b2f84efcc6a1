import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import { maskPattern, type RequestToSend, type SentAnswer, type SimulatedViewer } from "@featheredge/inspector/api";
import { parseAddress } from "../1-connection/simulated-viewer.ts";
import type { RequestTrace } from "../base/trace.ts";
import { fromRaw, type HeaderList, headerOf, hostName, toRaw, withHeader, withoutHeaders } from "../http/headers.ts";
import { type InspectorContext, InspectorFault } from "./context.ts";
import { hostToSend } from "./host-to-send.ts";
import { maskHeader, maskHeaders, maskUrl } from "./masking/mask-http.ts";
import { customHeadersOf, maskFor } from "./masking/mask-texts.ts";
import { unmaskHeaders, unmaskText } from "./masking/unmask.ts";
import { findTrace } from "./requests.ts";

/** Headers that belong to the connection of the original request. */
const ofConnection: ReadonlySet<string> = new Set(["connection", "content-length", "host", "transfer-encoding"]);

/** Characters of an answer's body that are shown. */
const mostCharacters = 100_000;
/** The most bytes of a body that are read to be shown. */
const mostBytes = 1_000_000;
const timeoutMs = 60_000;

/** A request that is ready to be sent to the data plane's own port. */
interface PreparedRequest {
  readonly protocol: "http" | "https";
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly headers: HeaderList;
  readonly body: string | undefined;
}

/** Sends a request to a distribution of this data plane, as a viewer does, and waits for its answer. */
export async function sendRequest(context: InspectorContext, given: RequestToSend): Promise<SentAnswer> {
  const kept = given.from === undefined ? undefined : findTrace(context, given.from);
  const prepared = await prepare(context, given, kept);
  const { status, headers, text, bytes } = await exchange(prepared, context.ports()[prepared.protocol]);
  const id = headerOf(headers, "x-amz-cf-id") ?? "";
  const trace = context.traces.find(id);
  const mask = await maskFor(context.project, trace);
  return mask({
    id,
    status,
    headers: maskHeaders(headers, trace && customHeadersOf(trace)),
    ...(text === undefined ? {} : { body: text.slice(0, mostCharacters) }),
    bytes,
    cut: text === undefined || text.length > mostCharacters || bytes > mostBytes,
  });
}

async function prepare(
  context: InspectorContext,
  given: RequestToSend,
  kept: RequestTrace | undefined,
): Promise<PreparedRequest> {
  const protocol = given.protocol ?? kept?.protocol ?? "https";
  const host = hostToSend(context, given, kept?.host, protocol);
  const path = given.path ?? kept?.url;
  if (path === undefined) throw new InspectorFault(400, "Give the 'path', such as '/', or a request in 'from'.");
  if (kept?.hasBody === true && given.body === undefined) {
    throw new InspectorFault(400, "The request had a body, which is not kept. Give one in 'body'.");
  }
  const mask = await maskFor(context.project, kept);
  const isSecret = kept && customHeadersOf(kept);
  const shown = (name: string, value: string) => mask(maskHeader(name, value, isSecret));
  const keptHeaders = kept?.headers ?? [];
  const headers = given.headers === undefined ? keptHeaders : unmaskHeaders(given.headers, keptHeaders, shown);
  const target = kept === undefined ? path : unmaskText(path, kept.url, mask(maskUrl(kept.url)));
  rejectMasks([["path", target], ...headers.map(([name, value]) => [`header ${name}`, value] as const)]);
  return {
    protocol,
    host,
    method: given.method ?? kept?.method ?? "GET",
    path: target,
    headers: asViewer(withoutHeaders(headers, ofConnection), given.viewer ?? {}, kept),
    body: given.body,
  };
}

/** @throws {InspectorFault} for a mask for which there is no secret: it would be sent as it is */
function rejectMasks(parts: readonly (readonly [part: string, value: string])[]): void {
  for (const [part, value] of parts) {
    const mask = maskPattern.exec(value)?.[0];
    if (mask !== undefined) {
      throw new InspectorFault(
        400,
        `The ${part} has ${mask}, which stands for a secret that the request in 'from' does not have there. Write the value.`,
      );
    }
  }
}

/** Adds the headers that say who the viewer is. Members that are not given are those of the kept request. */
function asViewer(headers: HeaderList, viewer: SimulatedViewer, kept: RequestTrace | undefined): HeaderList {
  const { country, device, language, address } = viewer;
  if (typeof address === "string" && parseAddress(address) === undefined) {
    throw new InspectorFault(400, `'${address}' is not an IP address, such as 192.0.2.1.`);
  }
  const simulated = new Map(kept?.simulated ?? []);
  // A city of another country would contradict the new one.
  if (country === null || (country && country.toUpperCase() !== simulated.get("country")?.toUpperCase())) {
    for (const name of simulated.keys()) if (name !== "device" && name !== "address") simulated.delete(name);
  }
  for (const [name, value] of Object.entries({ country, device, address })) {
    if (value === null) simulated.delete(name);
    else if (value !== undefined) simulated.set(name, value);
  }
  const spoken = language === undefined ? headers : withLanguage(headers, language);
  return [...spoken, ...Array.from(simulated, ([name, value]) => [`X-Loopback-Viewer-${name}`, value] as const)];
}

function withLanguage(headers: HeaderList, language: string | null): HeaderList {
  return language === null
    ? withoutHeaders(headers, new Set(["accept-language"]))
    : withHeader(headers, "Accept-Language", language);
}

interface ReceivedAnswer {
  readonly status: number;
  readonly headers: HeaderList;
  /** Undefined if the body is not text. */
  readonly text: string | undefined;
  readonly bytes: number;
}

/** The data plane's own certificate is not checked: the connection does not leave this process's machine. */
function exchange(prepared: PreparedRequest, port: number): Promise<ReceivedAnswer> {
  const { protocol, host, method, path, headers, body } = prepared;
  const send = protocol === "https" ? httpsRequest : httpRequest;
  const name = hostName(host);
  // TLS has no addresses as server names: https://www.rfc-editor.org/rfc/rfc6066#section-3
  const servername = isIP(name) === 0 && !name.startsWith("[") ? name : "localhost";
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(new InspectorFault(400, `The request can't be sent: ${error.message}.`));
    try {
      const framing: HeaderList = body === undefined ? [] : [["Content-Length", String(Buffer.byteLength(body))]];
      const call = send({
        host: "127.0.0.1",
        port,
        method,
        path,
        headers: toRaw([["Host", host], ...headers, ...framing]),
        agent: false,
        rejectUnauthorized: false,
        ...(protocol === "https" ? { servername } : {}),
      });
      call.setTimeout(timeoutMs, () => call.destroy(new Error("there was no answer within a minute")));
      call.once("error", fail);
      call.once("response", async (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        try {
          for await (const chunk of response as AsyncIterable<Buffer>) {
            if (bytes < mostBytes) chunks.push(chunk);
            bytes += chunk.length;
          }
        } catch {
          // The origin broke off: the part that arrived is shown.
        }
        const received = fromRaw(response.rawHeaders);
        resolve({
          status: response.statusCode ?? 0,
          headers: received,
          text: textOf(Buffer.concat(chunks), received),
          bytes,
        });
      });
      call.end(body);
    } catch (error) {
      fail(error as Error);
    }
  });
}

function textOf(body: Buffer, headers: HeaderList): string | undefined {
  if (headerOf(headers, "content-encoding") !== undefined) return undefined;
  const text = body.toString("utf8");
  return text.includes("\u0000") || text.includes("\ufffd") ? undefined : text;
}
