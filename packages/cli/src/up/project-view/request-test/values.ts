import type { TestedRequest } from "@featheredge/inspector/api";
import { joinHeaders } from "./join-headers.ts";

type View = TestedRequest["request"];

/** Headers that belong to one connection or one moment. A test sends none of them. */
const OMITTED =
  /^(?:host|connection|content-length|transfer-encoding|if-.*|x-loopback-.*|x-amz-cf-id|via|x-forwarded-for)$/i;

/** Headers of an answer that differ from one request to the next. A test doesn't compare them. */
const VOLATILE =
  /^(?:age|connection|content-length|date|etag|expires|keep-alive|last-modified|server-timing|set-cookie|transfer-encoding|vary|via|x-amz-.*|x-cache)$/i;

/** The headers of a request that a test sends. */
export const headersToSend = ({ headers }: View): View["headers"] => headers.filter(({ name }) => !OMITTED.test(name));

/** The headers of an answer that a test expects, by their names in lower case. Values of a repeated one are joined. */
export function headersToExpect({ headers }: TestedRequest["answer"]): Record<string, string> {
  return joinHeaders(headers.filter(([name]) => !VOLATILE.test(name)));
}

/** Path and query. */
export const targetOf = ({ uri, querystring }: View): string => (querystring === "" ? uri : `${uri}?${querystring}`);

/** A name for a file: the method, the path and the viewer's country in lower case, such as `get-about-jp`. */
export function fileNameOf({ request, simulated }: Pick<TestedRequest, "request" | "simulated">): string {
  const words = `${request.method} ${request.uri} ${simulated.country ?? ""}`.toLowerCase().split(/[^a-z0-9]+/);
  const joined = words.filter(Boolean).join("-").slice(0, 60);
  return request.uri === "/" ? joined.replace(/^[a-z]+/, "$&-root") : joined;
}

/** Names the secrets that a test's request lacks: ` without header authorization`. Empty if it lacks none. */
export function describeOmitted({ omitted }: TestedRequest["request"]): string {
  return omitted.length === 0 ? "" : ` without ${omitted.join(", ")}`;
}

/** A sentence about the request, for a title. */
export function describeRequest({ request, simulated }: Pick<TestedRequest, "request" | "simulated">): string {
  const from = simulated.country === undefined ? "" : ` of a viewer in ${simulated.country}`;
  return `${request.method} ${request.uri}${from}`;
}
