import { type Diagnostic, diagnose } from "@featheredge/diagnostics";
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
 * Why an origin can't be given so many attempts or seconds; undefined when it can. Each is a whole number from 1.
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
