import type { Construct } from "constructs";
import { Policies } from "../policies/index.ts";
import { withoutThoseInKey, withViewerHeaders } from "../policies/origin-request/viewer-headers.ts";
import type { ResolvedBehavior } from "./resolve.ts";

/** The ids of a behavior's policies, as Terraform's arguments. */
export interface BehaviorPolicies {
  readonly cachePolicyId: string;
  readonly originRequestPolicyId?: string;
  readonly responseHeadersPolicyId?: string;
}

/** The headers about the viewer that a behavior's functions read and its cache key does not include, sorted, each once. */
export function missingViewerHeaders(behavior: ResolvedBehavior): string[] {
  const headers = new Set(behavior.functions.flatMap((attached) => attached.viewerHeaders));
  return withoutThoseInKey([...headers].sort(), behavior.cachePolicy);
}

/**
 * The policies of a distribution's behaviors, which the distributions of a stack share. If functions read `CloudFront-*`
 * headers, the behavior's own origin request policy includes them, too. The behaviors without one share one that
 * includes those headers and nothing else.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
 */
export function behaviorPolicies(
  distribution: Construct,
  behaviors: readonly ResolvedBehavior[],
): (behavior: ResolvedBehavior) => BehaviorPolicies {
  const policies = Policies.of(distribution);
  const withoutPolicy = behaviors.filter((behavior) => behavior.originRequestPolicy === undefined);
  const headers = [...new Set(withoutPolicy.flatMap(missingViewerHeaders))].sort();
  const forViewerHeaders = {
    name: "viewer-headers",
    comment: "What the functions read about the viewer",
    headersConfig: { headerBehavior: "whitelist" as const, headers },
  };
  const originRequest = (behavior: ResolvedBehavior): string | undefined => {
    const { originRequestPolicy: policy } = behavior;
    const missing = missingViewerHeaders(behavior);
    if (policy === undefined) {
      return missing.length === 0 ? undefined : policies.originRequest(distribution, forViewerHeaders);
    }
    const complete = typeof policy === "string" ? policy : (withViewerHeaders(policy, missing) ?? policy);
    return policies.originRequest(distribution, complete, `${behavior.key}.originRequestPolicy`);
  };
  return (behavior) => {
    const { key, cachePolicy, responseHeadersPolicy } = behavior;
    const originRequestPolicyId = originRequest(behavior);
    return {
      cachePolicyId: policies.cache(distribution, cachePolicy, `${key}.cachePolicy`),
      ...(originRequestPolicyId === undefined ? {} : { originRequestPolicyId }),
      ...(responseHeadersPolicy === undefined
        ? {}
        : {
            responseHeadersPolicyId: policies.responseHeaders(
              distribution,
              responseHeadersPolicy,
              `${key}.responseHeadersPolicy`,
            ),
          }),
    };
  };
}
