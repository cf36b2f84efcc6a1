import type { DistributionConfig, Origin } from "@aws-sdk/client-cloudfront";
import { managedPolicies } from "@featheredge/aws-rules";

export const testOrigin: Origin = {
  Id: "app",
  DomainName: "app.example.com",
  CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: "https-only" },
};

export const testBehavior = {
  TargetOriginId: "app",
  ViewerProtocolPolicy: "redirect-to-https" as const,
  CachePolicyId: managedPolicies.cache.CachingOptimized,
};

/** Makes the smallest config that CloudFront accepts, with changes. */
export function distributionConfig(changes: Partial<DistributionConfig> = {}): DistributionConfig {
  return {
    CallerReference: "first",
    Comment: "",
    Enabled: true,
    Origins: { Quantity: 1, Items: [testOrigin] },
    DefaultCacheBehavior: testBehavior,
    ...changes,
  };
}
