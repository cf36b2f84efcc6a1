import type {
  CloudfrontDistributionDefaultCacheBehavior,
  CloudfrontDistributionOrderedCacheBehavior,
} from "@cdktf/provider-aws/lib/cloudfront-distribution/index.js";
import { edgeEvents } from "@featheredge/aws-rules";
import type { behaviorFeatures } from "./behavior-features.ts";
import type { BehaviorPolicies } from "./behavior-policies.ts";
import { defaultCachedMethods } from "./methods.ts";
import type { AttachedFunction } from "./props.ts";
import type { ResolvedBehavior, ResolvedOrderedBehavior } from "./resolve.ts";

/** Arguments that name resources of the stack, which its distributions share. */
export type SharedArguments = BehaviorPolicies & ReturnType<typeof behaviorFeatures>;

/** A behavior as the provider takes it, without its path: the default behavior has none. */
export function cacheBehavior(
  behavior: ResolvedBehavior,
  shared: SharedArguments,
): CloudfrontDistributionDefaultCacheBehavior {
  const { allowedMethods, cachedMethods = defaultCachedMethods(allowedMethods) } = behavior;
  return {
    targetOriginId: behavior.origin,
    viewerProtocolPolicy: behavior.viewerProtocolPolicy,
    allowedMethods: allowedMethods.toSorted(),
    cachedMethods: cachedMethods.toSorted(),
    compress: behavior.compress,
    ...shared,
    ...(behavior.smoothStreaming ? { smoothStreaming: true } : {}),
    ...associations(behavior.functions),
  };
}

export function orderedCacheBehavior(
  behavior: ResolvedOrderedBehavior,
  shared: SharedArguments,
): CloudfrontDistributionOrderedCacheBehavior {
  return { pathPattern: behavior.pathPattern, ...cacheBehavior(behavior, shared) };
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
