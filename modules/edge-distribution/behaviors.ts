import type {
  CloudfrontDistributionDefaultCacheBehavior,
  CloudfrontDistributionOrderedCacheBehavior,
} from "@cdktf/provider-aws/lib/cloudfront-distribution/index.js";
import { edgeEvents } from "@featheredge/aws-rules";
import type { Policies } from "./policies.ts";
import type { AttachedFunction, Behavior } from "./props.ts";

const methods: Readonly<Record<Behavior["methods"], string[]>> = {
  "GET, HEAD": ["GET", "HEAD"],
  "GET, HEAD, OPTIONS": ["GET", "HEAD", "OPTIONS"],
  all: ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"],
};

/** A behavior in the provider's form, without a path, which the default behavior doesn't have. */
export function cacheBehavior(behavior: Behavior, policies: Policies): CloudfrontDistributionDefaultCacheBehavior {
  const originRequestPolicyId = policies.originRequest(behavior);
  const responseHeadersPolicyId = policies.named("responseHeaders", behavior.responseHeadersPolicy);
  const cachePolicyId = policies.named("cache", behavior.cachePolicy);
  return {
    targetOriginId: behavior.origin,
    viewerProtocolPolicy: behavior.protocol,
    allowedMethods: methods[behavior.methods],
    cachedMethods: methods[behavior.methods === "GET, HEAD, OPTIONS" ? behavior.methods : "GET, HEAD"],
    compress: behavior.compress,
    ...(cachePolicyId === undefined ? {} : { cachePolicyId }),
    ...(originRequestPolicyId === undefined ? {} : { originRequestPolicyId }),
    ...(responseHeadersPolicyId === undefined ? {} : { responseHeadersPolicyId }),
    ...associations(behavior.functions),
  };
}

export function orderedCacheBehavior(
  behavior: Behavior,
  policies: Policies,
): CloudfrontDistributionOrderedCacheBehavior {
  return { pathPattern: behavior.path, ...cacheBehavior(behavior, policies) };
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
