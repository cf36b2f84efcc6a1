import type { CacheBehavior, DefaultCacheBehavior } from "@aws-sdk/client-cloudfront";
import { checkBehaviorOrder, type OrderedBehavior } from "@featheredge/aws-rules";
import type { Context } from "../../context.ts";
import type { DistributionRecord } from "./record.ts";

/**
 * Logs behaviors that get no requests, and behaviors from which earlier ones take requests: CloudFront accepts and
 * serves such a distribution, so the loopback does, too.
 */
export function logBehaviorOrder({ id, config }: DistributionRecord, { log }: Context): void {
  const others = config.CacheBehaviors?.Items ?? [];
  const behaviors = [
    ...others.map((behavior, index) => ordered(behavior, `CacheBehaviors[${index}]`)),
    ...(config.DefaultCacheBehavior ? [ordered(config.DefaultCacheBehavior, "DefaultCacheBehavior")] : []),
  ];
  for (const { behavior, violation } of checkBehaviorOrder(behaviors)) {
    log(`distribution ${id}: ${behavior.owner}: ${violation.message} See ${violation.page}`);
  }
}

function ordered(behavior: CacheBehavior | DefaultCacheBehavior, owner: string): OrderedBehavior {
  const pattern = "PathPattern" in behavior ? behavior.PathPattern : undefined;
  return {
    pattern: pattern ?? "*",
    owner,
    isDefault: owner === "DefaultCacheBehavior",
    runs: runsOf(behavior),
    uses: settingsOf(behavior),
  };
}

/** Functions, and those who must sign requests. */
function runsOf(behavior: CacheBehavior | DefaultCacheBehavior): string[] {
  const { FunctionAssociations, LambdaFunctionAssociations, TrustedKeyGroups, TrustedSigners } = behavior;
  return [
    ...(FunctionAssociations?.Items ?? []).map(({ FunctionARN, EventType }) => `'${FunctionARN}' at ${EventType}`),
    ...(LambdaFunctionAssociations?.Items ?? []).map(
      ({ LambdaFunctionARN, EventType }) => `'${LambdaFunctionARN}' at ${EventType}`,
    ),
    ...(TrustedKeyGroups?.Items ?? []).map((group) => `the key group '${group}'`),
    ...(TrustedSigners?.Items ?? []).map((signer) => `the trusted signer '${signer}'`),
  ];
}

function settingsOf(behavior: CacheBehavior | DefaultCacheBehavior): string[] {
  const settings = {
    origin: behavior.TargetOriginId,
    "viewer protocol policy": behavior.ViewerProtocolPolicy,
    "cache policy": behavior.CachePolicyId,
    "origin request policy": behavior.OriginRequestPolicyId,
    "response headers policy": behavior.ResponseHeadersPolicyId,
  };
  return Object.entries(settings).flatMap(([kind, value]) => (value ? [`the ${kind} '${value}'`] : []));
}
