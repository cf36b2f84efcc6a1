import { type Diagnostic, diagnose, pages } from "@featheredge/diagnostics";
import { distributionQuotas } from "../quotas/distributions.ts";
import type { Quota } from "../quotas/quota.ts";

const settings = {
  connectAttempts: { label: "connection attempts", quota: distributionQuotas.originConnectAttempts },
  connectTimeoutSeconds: { label: "seconds to connect", quota: distributionQuotas.originConnectTimeoutSeconds },
  keepaliveTimeoutSeconds: {
    label: "seconds to keep a connection",
    quota: distributionQuotas.originKeepaliveTimeoutSeconds,
  },
  responseTimeoutSeconds: { label: "seconds to answer", quota: distributionQuotas.originResponseTimeoutSeconds },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly quota: Quota }>>;

export type OriginSetting = keyof typeof settings;

/**
 * Returns the reason why an origin can't be given so many attempts or seconds; undefined when it can. Each is a whole
 * number from 1.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html
 */
export function checkOriginSetting(setting: OriginSetting, value: number): Diagnostic<"FE-DST-007"> | undefined {
  const { label, quota } = settings[setting];
  if (Number.isInteger(value) && value >= 1 && value <= quota.value) return undefined;
  return diagnose("FE-DST-007", {
    message: `${value} ${label}; CloudFront takes a whole number from 1 to ${quota.value}.`,
    fix: "Give one of these.",
    page: quota.page,
  });
}

/**
 * Returns the reason why a response can't be given so many seconds to complete; undefined when it can. 0 means no
 * limit.
 *
 * @param completion seconds from the request to the end of the response
 * @param read seconds until the response begins, and between its packets
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#response-completion-timeout
 */
export function checkCompletionTimeout(completion: number, read: number): Diagnostic<"FE-DST-039"> | undefined {
  if (completion === 0 || (Number.isInteger(completion) && completion >= read)) return undefined;
  return diagnose("FE-DST-039", {
    message: `The origin has ${completion} seconds for a complete response, but ${read} until the response begins.`,
    fix: `Give a whole number of at least ${read} seconds, or omit it for no limit.`,
    page: pages.originTimeouts,
  });
}

/**
 * Returns the reason why a behavior of an origin with mutual TLS can't take gRPC.
 *
 * @param origin the origin's name
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-enable-mtls-distributions.html
 */
export function checkMutualTlsGrpc(origin: string): Diagnostic<"FE-DST-042"> {
  return diagnose("FE-DST-042", {
    subject: origin,
    message: `gRPC is on, which the origin '${origin}' with a client certificate (mutual TLS) does not have.`,
    fix: "Turn it off, or take another origin.",
    page: pages.originMutualTls,
  });
}
