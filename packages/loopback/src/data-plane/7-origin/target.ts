import type { Origin, OriginAccessControlConfig, VpcOriginEndpointConfig } from "@aws-sdk/client-cloudfront";
import type { OriginProtocol } from "../base/origin.ts";
import type { HeaderList } from "../http/headers.ts";

/** An origin for one request. Functions may have changed it. */
export interface OriginTarget {
  readonly id: string;
  readonly kind: "s3" | "custom";
  readonly domainName: string;
  /** The origin's path, such as `/production`; empty if there is none. */
  readonly path: string;
  readonly protocolPolicy: "http-only" | "https-only" | "match-viewer";
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly sslProtocols: readonly string[];
  readonly customHeaders: HeaderList;
  readonly connectTimeoutSeconds: number;
  readonly readTimeoutSeconds: number;
  readonly keepaliveTimeoutSeconds: number;
  /** Seconds for the complete response, attempts included; undefined for no limit. */
  readonly completionTimeoutSeconds: number | undefined;
  readonly attempts: number;
  /** The ARN of the certificate that CloudFront presents to the origin. */
  readonly clientCertificate: string | undefined;
  readonly accessControlId: string | undefined;
  /** Set by a function, in place of `accessControlId`. */
  readonly accessControl?: OriginAccessControlConfig | undefined;
  /** The id of an origin access identity, the older kind of access control. */
  readonly accessIdentityId: string | undefined;
  /** The Host header that a function set. */
  readonly hostHeader?: string | undefined;
  /** The name for the TLS handshake that a function set. */
  readonly serverName?: string | undefined;
}

/** AWS's defaults: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html */
const defaults = { connectTimeoutSeconds: 10, readTimeoutSeconds: 30, keepaliveTimeoutSeconds: 5, attempts: 3 };

/** Origins that were read before: a distribution's config is replaced as a whole. */
const targets = new WeakMap<
  Origin,
  { readonly vpc: VpcOriginEndpointConfig | undefined; readonly target: OriginTarget }
>();

/**
 * Reads an origin of a distribution's config.
 * @param vpc the endpoint's config of a VPC origin
 */
export function originTarget(origin: Origin, vpc: VpcOriginEndpointConfig | undefined): OriginTarget {
  const known = targets.get(origin);
  if (known !== undefined && known.vpc === vpc) return known.target;
  const target = readOrigin(origin, vpc);
  targets.set(origin, { vpc, target });
  return target;
}

function readOrigin(origin: Origin, vpc: VpcOriginEndpointConfig | undefined): OriginTarget {
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
    completionTimeoutSeconds: origin.ResponseCompletionTimeout || undefined,
    clientCertificate: custom?.OriginMtlsConfig?.ClientCertificateArn,
    attempts: origin.ConnectionAttempts ?? defaults.attempts,
    accessControlId: origin.OriginAccessControlId || undefined,
    accessIdentityId: /^origin-access-identity\/cloudfront\/(.+)$/.exec(
      origin.S3OriginConfig?.OriginAccessIdentity ?? "",
    )?.[1],
  };
}

/** The protocol and port to connect to, by the origin's protocol policy. */
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
