import { type MonthlyUse, managedPolicies, type PlanFeature, type PlannedDistribution } from "@featheredge/aws-rules";
import type { Explanation } from "@featheredge/compiler";
import type { BuildManifest } from "../project/build-manifest.ts";
import type { DistributionEntry } from "../project/registry.ts";
import { behaviorTraffic } from "../project/traffic.ts";

export interface UsageInput {
  readonly name: string;
  readonly distribution: DistributionEntry;
  readonly build: Pick<BuildManifest, "behaviors" | "functions">;
  readonly functions: Explanation["functions"];
  /** The size of the content that goes to S3, in bytes. */
  readonly s3Bytes: number;
  /** The distribution that pays for the web ACL, if this one shares it: see {@link sharedWebAcls}. */
  readonly webAclPaidBy?: string | undefined;
}

/**
 * The distributions that share a web ACL with one that comes before them, by name, and its name: those of one stack that
 * are paid for by use and have equal options, as `stacks/distribution/web-acls.ts` makes them.
 */
export function sharedWebAcls(distributions: Readonly<Record<string, DistributionEntry>>): ReadonlyMap<string, string> {
  const payers = new Map<string, string>();
  const shared = new Map<string, string>();
  for (const [name, { webAcl, stack, pricingPlan }] of Object.entries(distributions)) {
    if (webAcl === undefined || typeof webAcl === "string" || pricingPlan !== "pay-as-you-go") continue;
    const content = JSON.stringify([stack ?? name, webAcl]);
    const payer = payers.get(content);
    if (payer === undefined) payers.set(content, name);
    else shared.set(name, payer);
  }
  return shared;
}

/** The use of a distribution in a month, from its stated traffic. */
export function usageOf({ name, distribution, build, functions, s3Bytes, webAclPaidBy }: UsageInput): MonthlyUse {
  const { traffic, webAcl, logging, realtimeLogs } = distribution;
  const own = functions.filter((one) => one.distribution === name);
  const runs = (wanted: typeof own) => wanted.reduce((sum, { runsPerMonth }) => sum + runsPerMonth, 0);
  const light = own.filter(({ runtime }) => runtime === "cloudfront-function");
  const lambda = own.filter(({ runtime }) => runtime === "lambda-at-edge");
  const readers = new Set(build.functions.flatMap((one) => (one.keyValueStore === undefined ? [] : [one.name])));
  const byBehavior = behaviorTraffic({ distributions: { [name]: distribution } });
  const s3Requests = build.behaviors
    .filter((behavior) => behavior.distribution === name && behavior.bucket !== undefined)
    .reduce((sum, { key }) => {
      const { viewerRequestsPerMonth = 0, cacheHitRatio = 0 } = byBehavior.get(key) ?? {};
      return sum + viewerRequestsPerMonth * (1 - cacheHitRatio);
    }, 0);
  return {
    requests: traffic.viewerRequestsPerMonth,
    bytes: traffic.viewerRequestsPerMonth * traffic.responseKilobytes * 1_000,
    cloudFrontFunctionRuns: runs(light),
    keyValueStoreReads: runs(light.filter((one) => readers.has(one.function))),
    lambdaAtEdge: { runs: runs(lambda), perMonth: lambda.reduce((sum, { perMonth }) => sum + perMonth, 0) },
    webAcl:
      webAcl === undefined
        ? undefined
        : { rules: webAclPaidBy === undefined ? rulesOf(webAcl) : undefined, logged: logsAllRequests(webAcl) },
    logsToCloudWatch: logging?.cloudwatchLogs !== undefined,
    realTimeLogPercent: realtimeLogs?.samplingRate ?? 0,
    invalidationPaths: traffic.invalidationPathsPerMonth,
    s3Requests: Math.round(s3Requests),
    s3Bytes,
  };
}

/** The parts of a distribution that flat-rate plans have rules for, as far as its environment says. */
export function plannedOf({
  name,
  distribution,
  functions,
}: Pick<UsageInput, "name" | "distribution" | "functions">): Omit<PlannedDistribution, "plan"> {
  const { webAcl, pricingPlanAllows, defaultBehavior, behaviors, realtimeLogs } = distribution;
  const all = [defaultBehavior, ...behaviors];
  const features: PlanFeature[] = [
    ...(functions.some((one) => one.distribution === name && one.runtime === "lambda-at-edge")
      ? (["lambda-at-edge"] as const)
      : []),
    ...(all.some(({ cachePolicy }) => !isManaged(cachePolicy)) ? (["custom-cache-policies"] as const) : []),
    ...(realtimeLogs === undefined ? [] : (["real-time-logs"] as const)),
  ];
  return {
    allowed: pricingPlanAllows,
    behaviors: all.length,
    hasWebAcl: webAcl !== undefined,
    webAclRules: webAcl === undefined ? undefined : rulesOf(webAcl),
    features,
  };
}

function isManaged(policy: unknown): boolean {
  const { cache } = managedPolicies;
  return typeof policy === "string" && (Object.hasOwn(cache, policy) || Object.values<string>(cache).includes(policy));
}

function logsAllRequests(webAcl: NonNullable<DistributionEntry["webAcl"]>): boolean {
  return typeof webAcl !== "string" && webAcl.logging !== false && webAcl.logging.keep === "all";
}

function rulesOf(webAcl: NonNullable<DistributionEntry["webAcl"]>): number | undefined {
  if (typeof webAcl === "string") return undefined;
  const { ipRules, geoRules, rateRules, managedRuleGroups, uploadPaths } = webAcl;
  const lists = [ipRules, geoRules, rateRules, managedRuleGroups];
  return lists.reduce((sum, list) => sum + list.length, 0) + (uploadPaths.length > 0 ? 1 : 0);
}
