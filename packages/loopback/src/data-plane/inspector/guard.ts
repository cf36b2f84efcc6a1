import { inspectorHost } from "@featheredge/inspector/api";
import { type HeaderList, headerOf } from "../http/headers.ts";

/** A request to the inspector. */
export interface InspectorRequest {
  readonly method: string;
  /** The host as the client sent it, with its port. */
  readonly host: string;
  readonly protocol: "http" | "https";
  readonly headers: HeaderList;
}

/**
 * The reason why a request is not answered; undefined if it is. Traces contain other people's requests, and the inspector
 * sends requests and writes KeyValueStores, so only programs on this machine and the inspector's own page may use it. A
 * page of another site reaches 127.0.0.1 with its own Host after DNS rebinding, and otherwise sends headers that it can't
 * change.
 * @param isPage true for files of the page, which have no data: a link from any site may open them
 * @see https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
export function rejectionOf(
  request: InspectorRequest,
  ports: { readonly http: number; readonly https: number },
  isPage: boolean,
): string | undefined {
  const { host, protocol, headers, method } = request;
  const port = ports[protocol];
  const isDefaultPort = port === (protocol === "http" ? 80 : 443);
  if (host.toLowerCase() !== `${inspectorHost}:${port}` && !(isDefaultPort && host.toLowerCase() === inspectorHost)) {
    return `The inspector answers at ${protocol}://${inspectorHost}:${port} only, and not at '${host}'.`;
  }
  const origin = headerOf(headers, "origin");
  if (origin !== undefined && origin !== `${protocol}://${host}`) {
    return `The inspector does not answer pages of '${origin}'.`;
  }
  const site = headerOf(headers, "sec-fetch-site") ?? "none";
  const isOpened =
    isPage &&
    method === "GET" &&
    headerOf(headers, "sec-fetch-mode") === "navigate" &&
    headerOf(headers, "sec-fetch-dest") === "document";
  if (site !== "none" && site !== "same-origin" && !isOpened) {
    return "The inspector does not answer requests from another site's page.";
  }
  const isWrite = method === "POST" || method === "PUT" || method === "PATCH";
  const type = headerOf(headers, "content-type")?.split(";")[0]?.trim().toLowerCase();
  if (isWrite && type !== "application/json") {
    return "The inspector takes JSON only: set Content-Type to application/json. Forms can't.";
  }
  return undefined;
}
