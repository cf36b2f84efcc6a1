import type { LambdaOrigin, LambdaRequest } from "./lambda-event.ts";
import type { NativeFields } from "./native.ts";
import type { Origin, OriginChanges } from "./types.ts";

/**
 * The origin in an event of Lambda@Edge, which changes in place.
 *
 * @param headers of the request in the neutral form: Lambda@Edge takes the origin's host from them
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html#lambda-event-structure-request
 */
export function lambdaOrigin(
  request: LambdaRequest & { readonly origin: LambdaOrigin },
  headers: NativeFields,
): Origin {
  const missing = (name: string) => () => {
    throw new TypeError(`Lambda@Edge has no origin.${name}(): use origin.update(), or run in CloudFront Functions`);
  };
  return {
    select: missing("select"),
    group: missing("group"),
    update(changes) {
      refuseMissing(changes);
      const host = changes.hostHeader ?? changes.domainName;
      if (host !== undefined) headers.host = { value: host };
      change(request.origin, changes);
    },
  };
}

const missingProperties = [
  "sni",
  "allowedCertificateNames",
  "connectionAttempts",
  "originShield",
  "originAccessControlConfig",
];

/** Lambda@Edge has no counterpart of these in `request.origin`. */
function refuseMissing(changes: OriginChanges): void {
  const { timeouts = {}, customOriginConfig = {} } = changes;
  const [name] = [
    ...named(changes, missingProperties, ""),
    ...named(timeouts, ["connectionTimeout"], "timeouts."),
    ...named(customOriginConfig, ["ipAddressType"], "customOriginConfig."),
  ];
  if (name === undefined) return;
  throw new TypeError(
    `Lambda@Edge can't change '${name}' of an origin: remove it from origin.update(), or run in CloudFront Functions`,
  );
}

function named(changes: object, names: readonly string[], prefix: string): string[] {
  return names.filter((name) => name in changes).map((name) => `${prefix}${name}`);
}

function change(origin: LambdaOrigin, changes: OriginChanges): void {
  const { domainName, originPath, customHeaders, timeouts, customOriginConfig } = changes;
  // Lambda@Edge distinguishes the two kinds by their key; an S3 origin has no port or protocol.
  if (customOriginConfig !== undefined && origin.custom === undefined) {
    const { domainName = "", path = "", customHeaders = {} } = origin.s3 ?? {};
    origin.custom = { domainName, path, customHeaders, readTimeout: 30, keepaliveTimeout: 5 };
    delete origin.s3;
  }
  const settings = origin.custom ?? origin.s3;
  if (settings === undefined) return;
  if (domainName !== undefined) settings.domainName = domainName;
  if (originPath !== undefined) settings.path = originPath;
  if (customHeaders !== undefined) {
    const entries = Object.entries(customHeaders);
    settings.customHeaders = Object.fromEntries(entries.map(([name, value]) => [name, [{ key: name, value }]]));
  }
  const { readTimeout, responseCompletionTimeout, keepAliveTimeout } = timeouts ?? {};
  if (readTimeout !== undefined) settings.readTimeout = readTimeout;
  if (responseCompletionTimeout !== undefined) settings.responseCompletionTimeout = responseCompletionTimeout;
  if (keepAliveTimeout !== undefined) settings.keepaliveTimeout = keepAliveTimeout;
  if (customOriginConfig !== undefined) {
    const { port, protocol, sslProtocols } = customOriginConfig;
    Object.assign(settings, { port, protocol, sslProtocols: [...sslProtocols] });
  }
}
