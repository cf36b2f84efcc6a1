import type { OriginAccessControlConfig } from "@aws-sdk/client-cloudfront";
import { type OriginTarget, originEndpoint } from "../7-origin/target.ts";
import type { LambdaOrigin, OriginProperties } from "../base/edge-functions.ts";
import { isRecord } from "../functions/returned-values.ts";
import { capitalizedName, type HeaderList } from "../http/headers.ts";

/**
 * Changes an origin as `updateRequestOrigin`, or the overrides of another helper, do. Properties that are omitted stay.
 * `originShield`, `ipAddressType` and `allowedCertificateNames` have no effect: the loopback has no Origin Shield, uses
 * the addresses that this machine has, and trusts the certificate of every server on it.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html
 */
export function updatedTarget(target: OriginTarget, properties: OriginProperties): OriginTarget {
  const { domainName, hostHeader, sni, originPath, connectionAttempts } = properties;
  const timeouts = record(properties.timeouts);
  const custom = record(properties.customOriginConfig);
  const access = record(properties.originAccessControlConfig);
  const port = number(custom.port);
  const protocol = custom.protocol === "http" || custom.protocol === "https" ? custom.protocol : undefined;
  return {
    ...target,
    kind: properties.customOriginConfig === undefined ? target.kind : "custom",
    domainName: text(domainName) ?? target.domainName,
    hostHeader: text(hostHeader) ?? text(domainName) ?? target.hostHeader,
    serverName: text(sni) ?? target.serverName,
    path: text(originPath) ?? target.path,
    customHeaders: properties.customHeaders === undefined ? target.customHeaders : headersOf(properties.customHeaders),
    attempts: number(connectionAttempts) ?? target.attempts,
    readTimeoutSeconds: number(timeouts.readTimeout) ?? target.readTimeoutSeconds,
    keepaliveTimeoutSeconds: number(timeouts.keepAliveTimeout) ?? target.keepaliveTimeoutSeconds,
    completionTimeoutSeconds: number(timeouts.responseCompletionTimeout) ?? target.completionTimeoutSeconds,
    connectTimeoutSeconds: number(timeouts.connectionTimeout) ?? target.connectTimeoutSeconds,
    protocolPolicy: protocol === undefined ? target.protocolPolicy : `${protocol}-only`,
    httpPort: port !== undefined && protocol !== "https" ? port : target.httpPort,
    httpsPort: port !== undefined && protocol !== "http" ? port : target.httpsPort,
    accessControlId: access.enabled === false ? undefined : target.accessControlId,
    accessControl: access.enabled === true ? accessControlOf(access) : target.accessControl,
    sslProtocols: Array.isArray(custom.sslProtocols) ? custom.sslProtocols.filter(isText) : target.sslProtocols,
    accessIdentityId: properties.originAccessControlConfig === undefined ? target.accessIdentityId : undefined,
  };
}

function accessControlOf(access: Readonly<Record<string, unknown>>): OriginAccessControlConfig {
  const behavior = access.signingBehavior;
  const type = access.originType;
  return {
    Name: "of a function",
    SigningProtocol: "sigv4",
    SigningBehavior: behavior === "never" || behavior === "no-override" ? behavior : "always",
    OriginAccessControlOriginType:
      type === "lambda" || type === "mediastore" || type === "mediapackagev2" ? type : "s3",
  };
}

/** Origins that were described before, by the viewer's protocol. */
const described = { http: new WeakMap<OriginTarget, LambdaOrigin>(), https: new WeakMap<OriginTarget, LambdaOrigin>() };

/**
 * Describes an origin as Lambda@Edge's origin events do.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
 */
export function lambdaOrigin(target: OriginTarget, viewerProtocol: "http" | "https"): LambdaOrigin {
  const known = described[viewerProtocol].get(target);
  if (known !== undefined) return known;
  const origin = describe(target, originEndpoint(target, viewerProtocol));
  described[viewerProtocol].set(target, origin);
  return origin;
}

function describe(target: OriginTarget, { protocol, port }: ReturnType<typeof originEndpoint>): LambdaOrigin {
  const customHeaders: Record<string, { key: string; value: string }[]> = {};
  for (const [key, value] of target.customHeaders) customHeaders[key.toLowerCase()] = [{ key, value }];
  const common = { customHeaders, domainName: target.domainName, path: target.path };
  if (target.kind === "s3") {
    const authMethod =
      target.accessControlId !== undefined
        ? "origin-access-control"
        : target.accessIdentityId !== undefined
          ? "origin-access-identity"
          : "none";
    return {
      s3: { ...common, authMethod, region: /\.s3[.-]([a-z0-9-]+)\.amazonaws/.exec(target.domainName)?.[1] ?? "" },
    };
  }
  return {
    custom: {
      ...common,
      keepaliveTimeout: target.keepaliveTimeoutSeconds,
      port,
      protocol,
      readTimeout: target.readTimeoutSeconds,
      sslProtocols: target.sslProtocols,
    },
  };
}

/** Changes an origin to the one that a Lambda@Edge function returned at origin request. */
export function replacedTarget(target: OriginTarget, origin: LambdaOrigin): OriginTarget {
  const fields = origin.s3 ?? origin.custom;
  const common = {
    domainName: text(fields.domainName) ?? target.domainName,
    path: text(fields.path) ?? target.path,
    customHeaders: fields.customHeaders === undefined ? target.customHeaders : headersOf(fields.customHeaders),
  };
  if (origin.s3 !== undefined) {
    const unsigned = { accessControlId: undefined, accessIdentityId: undefined };
    const kept = fields.authMethod === "none" ? unsigned : {};
    return { ...target, ...common, kind: "s3", protocolPolicy: "match-viewer", ...kept };
  }
  const protocol = fields.protocol === "http" ? "http" : "https";
  const port = number(fields.port);
  return {
    ...target,
    ...common,
    kind: "custom",
    accessControlId: undefined,
    accessIdentityId: undefined,
    protocolPolicy: `${protocol}-only`,
    httpPort: protocol === "http" ? (port ?? 80) : target.httpPort,
    httpsPort: protocol === "https" ? (port ?? 443) : target.httpsPort,
    readTimeoutSeconds: number(fields.readTimeout) ?? target.readTimeoutSeconds,
    keepaliveTimeoutSeconds: number(fields.keepaliveTimeout) ?? target.keepaliveTimeoutSeconds,
  };
}

/** Reads `{ name: value }`, the form of CloudFront Functions, or `{ name: [{ key, value }] }`, that of Lambda@Edge. */
function headersOf(value: unknown): HeaderList {
  return Object.entries(record(value)).flatMap(([name, given]): [string, string][] => {
    if (!Array.isArray(given)) return [[capitalizedName(name), String(record(given).value ?? given)]];
    return given.map((item) => [text(record(item).key) ?? name, String(record(item).value ?? "")]);
  });
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}
