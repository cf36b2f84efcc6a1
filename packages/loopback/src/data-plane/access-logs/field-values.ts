import { edgeLocation } from "../base/request-id.ts";
import { viewerLocation } from "../base/viewer-location.ts";
import { type HeaderList, headerOf } from "../http/headers.ts";
import { encoded } from "./encode.ts";
import type { LoggedRequest } from "./logged-request.ts";

type Read = (request: LoggedRequest) => string | undefined;

const requestHeader =
  (name: string): Read =>
  ({ viewer }) =>
    encoded(headerOf(viewer.headers, name));

const answerHeader =
  (name: string): Read =>
  ({ trace }) =>
    encoded(headerOf(trace.result?.headers ?? [], name));

/** Part 1 and 2 of a satisfied range: `bytes 0-99/1000`. */
const range =
  (part: 1 | 2): Read =>
  ({ trace }) =>
    /^bytes (\d+)-(\d+)\//.exec(headerOf(trace.result?.headers ?? [], "content-range") ?? "")?.[part];

const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(3);

/** How CloudFront classifies the answer: `Hit`, `Miss`, `Error`. The same text is in `X-Cache`. */
const resultType: Read = ({ trace }) => trace.result?.xCache.split(" ", 1)[0];

const bytesOf = (headers: HeaderList) =>
  headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 2);

const tlsPart =
  (index: 0 | 1): Read =>
  ({ viewer }) =>
    viewer.tls?.().split(":")[index];

const lastOrigin = ({ trace }: LoggedRequest) => trace.origin.at(-1);

const logData =
  (field: string): Read =>
  ({ trace }) =>
    trace.stages.findLast((stage) => stage.logData?.field === field)?.logData?.value;

/** The values of the fields that standard and real-time logs have in common, by names without `(` and `)`. */
const values: Readonly<Record<string, Read>> = {
  date: ({ endedAt }) => new Date(endedAt).toISOString().slice(0, 10),
  time: ({ endedAt }) => new Date(endedAt).toISOString().slice(11, 19),
  timestamp: ({ endedAt }) => seconds(endedAt),
  "timestamp(ms)": ({ endedAt }) => String(endedAt),
  "x-edge-location": () => edgeLocation,
  "sc-bytes": ({ trace }) => String((trace.result?.bytes ?? 0) + bytesOf(trace.result?.headers ?? [])),
  "c-ip": ({ viewer }) => viewer.clientIp,
  "c-ip-version": ({ viewer }) => (viewer.clientIp.includes(":") ? "IPv6" : "IPv4"),
  "c-port": ({ viewer }) => String(viewer.clientPort),
  "cs-method": ({ viewer }) => viewer.method,
  "cs-host": ({ distribution }) => distribution.domainName,
  "cs-uri-stem": ({ viewer }) => encoded(viewer.uri),
  "cs-uri-query": ({ viewer }) => encoded(viewer.querystring),
  "sc-status": ({ answer, trace }) =>
    trace.result?.aborted && trace.result.bytes === 0 ? "000" : String(answer.status),
  "cs-referer": requestHeader("referer"),
  "cs-user-agent": requestHeader("user-agent"),
  "cs-cookie": requestHeader("cookie"),
  "cs-accept": requestHeader("accept"),
  "cs-accept-encoding": requestHeader("accept-encoding"),
  "cs-headers": ({ viewer }) => encoded(viewer.headers.map(([name, value]) => `${name}:${value}\n`).join("")),
  "cs-header-names": ({ viewer }) => encoded(viewer.headers.map(([name]) => `${name}\n`).join("")),
  "cs-headers-count": ({ viewer }) => String(viewer.headers.length),
  "x-edge-result-type": resultType,
  "x-edge-response-result-type": resultType,
  "x-edge-detailed-result-type": resultType,
  "x-edge-request-id": ({ trace }) => trace.id,
  "x-host-header": ({ viewer }) => encoded(viewer.host),
  "cs-protocol": ({ viewer }) => viewer.protocol,
  "cs-protocol-version": ({ viewer }) => `HTTP/${viewer.httpVersion}`,
  "cs-bytes": ({ viewer }) => String(viewer.method.length + viewer.url.length + 12 + bytesOf(viewer.headers)),
  "time-taken": ({ trace }) => seconds(trace.result?.durationMs ?? 0),
  "time-to-first-byte": ({ firstByteMs }) => seconds(firstByteMs),
  "x-forwarded-for": requestHeader("x-forwarded-for"),
  "ssl-protocol": tlsPart(0),
  "ssl-cipher": tlsPart(1),
  "sc-content-type": answerHeader("content-type"),
  "sc-content-len": answerHeader("content-length"),
  "sc-range-start": range(1),
  "sc-range-end": range(2),
  "origin-fbl": (request) => {
    const milliseconds = lastOrigin(request)?.durationMs;
    return milliseconds === undefined ? undefined : seconds(milliseconds);
  },
  // When the origin's last byte came is not measured; the viewer got the answer's last byte no earlier.
  "origin-lbl": (request) => lastOrigin(request) && seconds(request.trace.result?.durationMs ?? 0),
  "r-host": (request) => {
    const url = lastOrigin(request)?.url;
    return url && URL.canParse(url) ? new URL(url).host : undefined;
  },
  "sr-reason": (request) => lastOrigin(request)?.failure && encoded(lastOrigin(request)?.failure),
  asn: ({ viewer }) => viewerLocation(viewer).asn,
  "c-country": ({ viewer }) => viewerLocation(viewer).country,
  "cache-behavior-path-pattern": ({ trace }) => encoded(trace.behavior?.pathPattern),
  "primary-distribution-id": ({ distribution }) => distribution.deployed.primaryId ?? distribution.id,
  "primary-distribution-dns-name": ({ distribution }) => distribution.domainName,
  distributionid: ({ distribution }) => distribution.id,
  "viewer-request-log-data": logData("viewer-request-log-data"),
  "viewer-response-log-data": logData("viewer-response-log-data"),
};

/** The value of a field of standard or real-time logs; `-` where there is none, or where it is not emulated. */
export function fieldValue(field: string, request: LoggedRequest): string {
  // Standard logs write `cs(Host)` where real-time logs have `cs-host`.
  const name = field.toLowerCase().replace(/^cs\((.*)\)$/, "cs-$1");
  return values[name]?.(request) || "-";
}
