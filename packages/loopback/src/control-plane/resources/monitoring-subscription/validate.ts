import type { MonitoringSubscription } from "@aws-sdk/client-cloudfront";
import { oneOf } from "../../shared/invalid.ts";

/**
 * @throws {CloudFrontError}
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_RealtimeMetricsSubscriptionConfig.html
 */
export function checkMonitoringSubscription({
  RealtimeMetricsSubscriptionConfig: config,
}: MonitoringSubscription): void {
  oneOf("RealtimeMetricsSubscriptionStatus", config?.RealtimeMetricsSubscriptionStatus, ["Enabled", "Disabled"]);
}
