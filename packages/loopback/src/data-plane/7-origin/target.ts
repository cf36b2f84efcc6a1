import type { Origin, OriginAccessControlConfig, VpcOriginEndpointConfig } from "@aws-sdk/client-cloudfront";
import type { OriginProtocol } from "../base/origin.ts";
import type { HeaderList } from "../http/headers.ts";

/** An origin as one request is to reach it; functions may change it for that request. */
export interface OriginTarget {
  readonly id: string;
  readonly kind: "s3" | "custom";
  readonly domainName: string;
  /** `/production`; empty when there is none. */
  readonly path: string;
  readonly protocolPolicy: "http-only" | "https-only" | "match-viewer";
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly sslProtocols: readonly string[];
  readonly customHeaders: HeaderList;
  readonly connectTimeoutSeconds: number;
  readonly readTimeoutSeconds: number;
  readonly keepaliveTimeoutSeconds: number;
  readonly attempts: number;
  readonly accessControlId: string | undefined;
  /** In place of the one by its id, where a function says so. */
  readonly accessControl?: OriginAccessControlConfig | undefined;
  /** Of an origin access identity, the older kind. */
  readonly accessIdentityId: string | undefined;
  /** What to send as Host, where a function says so. */
  readonly hostHeader?: string | undefined;
  /** The name in the TLS handshake, where a function says so. */
  readonly serverName?: string | undefined;
}

/** AWS's defaults: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html */
const defaults = { connectTimeoutSeconds: 10, readTimeoutSeconds: 30, keepaliveTimeoutSeconds: 5, attempts: 3 };

/** @param vpc the endpoint's config, where the origin is a VPC origin */
export function originTarget(origin: Origin, vpc: VpcOriginEndpointConfig | undefined): OriginTarget {
  const custom = origin.CustomOriginConfig;
  const endpoint = custom ?? vpc;
  const readTimeout =
    custom?.OriginReadTimeout ?? origin.S3OriginConfig?.OriginReadTimeout ?? origin.VpcOriginConfig?.OriginReadTimeout;
  const keepalive = custom?.OriginKeepaliveTimeout ?? origin.VpcOriginConfig?.OriginKeepaliveTimeout;
  return {
    id: origin.Id ?? "",
    kind: endpoint === undefined ? "s3" : "custom",
    domainName: origin.DomainName ?? "",
    path: origin.OriginPath ?? "",
    protocolPolicy: endpoint?.OriginProtocolPolicy ?? "match-viewer",
    httpPort: endpoint?.HTTPPort ?? 80,
    httpsPort: endpoint?.HTTPSPort ?? 443,
    sslProtocols: endpoint?.OriginSslProtocols?.Items ?? [],
    customHeaders: (origin.CustomHeaders?.Items ?? []).map(({ HeaderName = "", HeaderValue = "" }) => [
      HeaderName,
      HeaderValue,
    ]),
    connectTimeoutSeconds: origin.ConnectionTimeout ?? defaults.connectTimeoutSeconds,
    readTimeoutSeconds: readTimeout ?? defaults.readTimeoutSeconds,
    keepaliveTimeoutSeconds: keepalive ?? defaults.keepaliveTimeoutSeconds,
    attempts: origin.ConnectionAttempts ?? defaults.attempts,
    accessControlId: origin.OriginAccessControlId || undefined,
    accessIdentityId: /^origin-access-identity\/cloudfront\/(.+)$/.exec(
      origin.S3OriginConfig?.OriginAccessIdentity ?? "",
    )?.[1],
  };
}

/** Protocol and port by the origin's protocol policy. */
export function originEndpoint(
  target: OriginTarget,
  viewerProtocol: OriginProtocol,
): { protocol: OriginProtocol; port: number } {
  const protocol =
    target.protocolPolicy === "match-viewer"
      ? viewerProtocol
      : target.protocolPolicy === "http-only"
        ? "http"
        : "https";
  return { protocol, port: protocol === "http" ? target.httpPort : target.httpsPort };
}
