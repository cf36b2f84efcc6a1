import type {
  CloudfrontDistributionDefaultCacheBehavior,
  CloudfrontDistributionOrderedCacheBehavior,
} from "@cdktf/provider-aws/lib/cloudfront-distribution/index.js";
import { edgeEvents } from "@featheredge/aws-rules";
import type { BehaviorPolicies } from "./behavior-policies.ts";
import { defaultCachedMethods } from "./methods.ts";
import type { AttachedFunction } from "./props.ts";
import type { ResolvedBehavior, ResolvedOrderedBehavior } from "./resolve.ts";

/** A behavior as the provider takes it, without its path: the default behavior has none. */
export function cacheBehavior(
  behavior: ResolvedBehavior,
  policies: BehaviorPolicies,
): CloudfrontDistributionDefaultCacheBehavior {
  const { allowedMethods, cachedMethods = defaultCachedMethods(allowedMethods) } = behavior;
  return {
    targetOriginId: behavior.origin,
    viewerProtocolPolicy: behavior.viewerProtocolPolicy,
    allowedMethods: allowedMethods.toSorted(),
    cachedMethods: cachedMethods.toSorted(),
    compress: behavior.compress,
    ...policies,
    ...associations(behavior.functions),
  };
}

export function orderedCacheBehavior(
  behavior: ResolvedOrderedBehavior,
  policies: BehaviorPolicies,
): CloudfrontDistributionOrderedCacheBehavior {
  return { pathPattern: behavior.pathPattern, ...cacheBehavior(behavior, policies) };
}

function associations(functions: readonly AttachedFunction[]) {
  const ordered = functions.toSorted((a, b) => edgeEvents.indexOf(a.event) - edgeEvents.indexOf(b.event));
  const light = ordered.filter(({ runtime }) => runtime === "cloudfront-function");
  const lambda = ordered.filter(({ runtime }) => runtime === "lambda-at-edge");
  return {
    ...(light.length === 0
      ? {}
      : { functionAssociation: light.map(({ event, arn }) => ({ eventType: event, functionArn: arn })) }),
    ...(lambda.length === 0
      ? {}
      : {
          lambdaFunctionAssociation: lambda.map(({ event, arn, includeBody }) => ({
            eventType: event,
            lambdaArn: arn,
            includeBody,
          })),
        }),
  };
}
