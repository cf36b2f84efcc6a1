import type { CacheBehavior, DefaultCacheBehavior, DistributionConfig } from "@aws-sdk/client-cloudfront";
import { checkBehaviorOrder, findTakenPathPatterns, type OrderedBehavior } from "@featheredge/aws-rules";
import { sentences } from "@featheredge/diagnostics";
import type { Context } from "../../context.ts";
import type { DistributionRecord } from "./kind.ts";

type Behavior = CacheBehavior | DefaultCacheBehavior;

/**
 * Logs behaviors that get no requests, or only some of the requests for their objects. CloudFront accepts and serves such
 * a distribution, so the loopback does, too.
 */
export function logBehaviorOrder({ id, config }: DistributionRecord, { log }: Context): void {
  const others = config.CacheBehaviors?.Items ?? [];
  const behaviors = [
    ...others.map((behavior, index) => ordered(behavior, `CacheBehaviors[${index}]`, config)),
    ...(config.DefaultCacheBehavior ? [ordered(config.DefaultCacheBehavior, "DefaultCacheBehavior", config)] : []),
  ];
  const takenPatterns = findTakenPathPatterns(behaviors.filter(({ isDefault }) => !isDefault));
  const diagnostics = [
    ...takenPatterns.map(({ taken: behavior, diagnostic }) => ({ behavior, diagnostic })),
    ...checkBehaviorOrder(behaviors),
  ];
  for (const { behavior, diagnostic } of diagnostics) {
    log(`distribution ${id}: ${behavior.owner}: ${sentences(diagnostic)} See ${diagnostic.page}`);
  }
}

function ordered(behavior: Behavior, owner: string, config: DistributionConfig): OrderedBehavior {
  const pattern = "PathPattern" in behavior ? behavior.PathPattern : undefined;
  return {
    pattern: pattern ?? "*",
    owner,
    isDefault: owner === "DefaultCacheBehavior",
    runs: [...functionsOf(behavior), ...signersOf(behavior)],
    guards: [...functionsOf(behavior, "viewer-request"), ...signersOf(behavior)],
    bucket: bucketOf(behavior.TargetOriginId, config),
    uses: settingsOf(behavior),
  };
}

/** Describes the functions of a behavior, at one event or at all events. */
function functionsOf({ FunctionAssociations, LambdaFunctionAssociations }: Behavior, event?: string): string[] {
  const all = [
    ...(FunctionAssociations?.Items ?? []).map(({ FunctionARN, EventType }) => [FunctionARN, EventType]),
    ...(LambdaFunctionAssociations?.Items ?? []).map(({ LambdaFunctionARN, EventType }) => [
      LambdaFunctionARN,
      EventType,
    ]),
  ];
  return all.filter(([, at]) => event === undefined || at === event).map(([arn, at]) => `'${arn}' at ${at}`);
}

/** Describes the key groups and accounts of which one must have signed a request. */
function signersOf({ TrustedKeyGroups, TrustedSigners }: Behavior): string[] {
  return [
    ...(TrustedKeyGroups?.Items ?? []).map((group) => `the key group '${group}'`),
    ...(TrustedSigners?.Items ?? []).map((signer) => `the trusted signer '${signer}'`),
  ];
}

/** The bucket of an S3 origin, or of the first origin of a group; undefined for other origins. */
function bucketOf(id: string | undefined, { Origins, OriginGroups }: DistributionConfig): string | undefined {
  const group = OriginGroups?.Items?.find((one) => one.Id === id);
  const first = group === undefined ? id : group.Members?.Items?.[0]?.OriginId;
  const origin = Origins?.Items?.find((one) => one.Id === first);
  return origin?.S3OriginConfig === undefined ? undefined : `${origin.DomainName}${origin.OriginPath ?? ""}`;
}

function settingsOf(behavior: Behavior): string[] {
  const settings = {
    origin: behavior.TargetOriginId,
    "viewer protocol policy": behavior.ViewerProtocolPolicy,
    "cache policy": behavior.CachePolicyId,
    "origin request policy": behavior.OriginRequestPolicyId,
    "response headers policy": behavior.ResponseHeadersPolicyId,
  };
  return Object.entries(settings).flatMap(([kind, value]) => (value ? [`the ${kind} '${value}'`] : []));
}
