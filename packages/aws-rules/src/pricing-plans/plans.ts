import { pages } from "@featheredge/diagnostics";
import { readOn, type Source } from "../sources.ts";

/** How a distribution is paid for: by use, or by one of CloudFront's flat-rate plans. */
export const pricingPlans = ["pay-as-you-go", "free", "pro", "business", "premium"] as const;

export type PricingPlan = (typeof pricingPlans)[number];

/** Features of CloudFront that not every plan has, as messages name them. */
export const planFeatures = {
  "lambda-at-edge": "Lambda@Edge",
  "custom-cache-policies": "cache policies of your own",
  "vpc-origins": "VPC origins",
  "real-time-logs": "real-time logs",
  "continuous-deployment": "continuous deployment",
  "field-level-encryption": "field-level encryption",
  "forwarded-values": "forwarded values in place of a cache policy",
  "origin-access-identities": "origin access identities",
  "iam-certificates": "certificates of IAM",
  "dedicated-ip-tls": "TLS by dedicated IP addresses",
  /** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-enable-mtls-distributions.html */
  "origin-mutual-tls": "mutual TLS to origins",
} as const;

export type PlanFeature = keyof typeof planFeatures;

export interface FlatRatePlan {
  /** USD a month for each distribution. */
  readonly perMonth: number;
  /** The monthly allowance. AWS charges nothing beyond it, but may serve more slowly or ask for another plan. */
  readonly requests: number;
  /** GB of 10^9 bytes to viewers. */
  readonly gigabytes: number;
  /** Cache behaviors, the default one included. */
  readonly behaviors: number;
  /** Rules of the web ACL; undefined if the number was not read. */
  readonly webAclRules?: number;
  /** Distributions of an account that may have the plan; undefined if the number was not read. */
  readonly perAccount?: number;
  readonly features: readonly PlanFeature[];
}

/**
 * The flat-rate plans. Prices, requests and GB are those of AWS's pricing page, and so are the free plan's 5 behaviors and 5
 * rules and the cache policies of one's own, which texts that cite AWS's page have. The behaviors of the other plans, and the
 * 25 and 50 rules of pro and business, which third parties report, were not verified against AWS's page in November 2026.
 *
 * None had Lambda@Edge when AWS introduced them. A third party reports that AWS has added it since (March 2026), without the
 * plans that have it: `pricingPlanAllows` of a distribution adds a feature that AWS's page lists.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/flat-rate-pricing-plan.html
 */
export const flatRatePlans = {
  free: {
    perMonth: 0,
    requests: 1_000_000,
    gigabytes: 100,
    behaviors: 5,
    webAclRules: 5,
    perAccount: 3,
    features: [],
  },
  pro: {
    perMonth: 15,
    requests: 10_000_000,
    gigabytes: 50_000,
    behaviors: 10,
    webAclRules: 25,
    features: ["vpc-origins"],
  },
  business: {
    perMonth: 200,
    requests: 125_000_000,
    gigabytes: 50_000,
    behaviors: 50,
    webAclRules: 50,
    features: ["vpc-origins", "custom-cache-policies", "origin-mutual-tls"],
  },
  premium: {
    perMonth: 1_000,
    requests: 500_000_000,
    gigabytes: 50_000,
    behaviors: 100,
    features: ["vpc-origins", "custom-cache-policies", "origin-mutual-tls"],
  },
} as const satisfies Readonly<Record<Exclude<PricingPlan, "pay-as-you-go">, FlatRatePlan>>;

/** The page of the plans, and the month in which they were compared with it. */
export const flatRatePlansSource: Source = readOn("2026-09", pages.flatRatePlans);

/** A plan's rules; undefined for pay-as-you-go, which has none. */
export function flatRatePlanOf(plan: PricingPlan): FlatRatePlan | undefined {
  return plan === "pay-as-you-go" ? undefined : flatRatePlans[plan];
}

/** True if a distribution with a plan may use a feature. */
export function planHas(plan: PricingPlan, feature: PlanFeature, allowed: readonly PlanFeature[] = []): boolean {
  return (flatRatePlanOf(plan)?.features.includes(feature) ?? true) || allowed.includes(feature);
}
