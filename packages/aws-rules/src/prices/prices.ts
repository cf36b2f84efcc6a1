import { pages } from "@featheredge/diagnostics";

/** When the prices below were read, and for where. They are USD in us-east-1, without a free tier of an account's own. */
export const pricesAsOf = { date: "2026-09", region: "us-east-1", currency: "USD" } as const;

/** USD. */
export const prices = {
  cloudFrontFunctionPerMillion: { value: 0.1, page: pages.cloudFrontPrices },
  /** Invocations a month and account that AWS does not charge. */
  cloudFrontFunctionFreePerMonth: { value: 2_000_000, page: pages.cloudFrontPrices },
  keyValueStoreReadPerMillion: { value: 0.03, page: pages.cloudFrontPrices },
  keyValueStoreApiCallPerThousand: { value: 1, page: pages.cloudFrontPrices },
  lambdaAtEdgePerMillion: { value: 0.6, page: pages.lambdaPrices },
  /** Billed by the millisecond. */
  lambdaAtEdgePerGbSecond: { value: 0.00005001, page: pages.lambdaPrices },
  invalidationPath: { value: 0.005, page: pages.cloudFrontPrices },
  invalidationFreePathsPerMonth: { value: 1_000, page: pages.cloudFrontPrices },
  /** Viewers in the United States, Mexico and Canada; other countries cost more. */
  httpsRequestsPerMillion: { value: 1, page: pages.cloudFrontPrices },
  realTimeLogLinesPerMillion: { value: 0.01, page: pages.cloudFrontPrices },
  webAclPerMonth: { value: 5, page: pages.wafPrices },
  webAclRulePerMonth: { value: 1, page: pages.wafPrices },
  webAclRequestsPerMillion: { value: 0.6, page: pages.wafPrices },
  /** Logs that AWS's services deliver to CloudWatch Logs, and those of Lambda. */
  cloudWatchLogsPerGb: { value: 0.5, page: pages.cloudWatchPrices },
  s3GetPerThousand: { value: 0.0004, page: pages.s3Prices },
  s3StoragePerGb: { value: 0.023, page: pages.s3Prices },
} as const;

/**
 * USD for a GB to viewers in the United States, Mexico and Canada, by the month's GB: each tier's price is for the GB up
 * to `upTo`.
 * @see https://aws.amazon.com/cloudfront/pricing/
 */
export const transferTiers = [
  { upTo: 10 * 1024, perGb: 0.085 },
  { upTo: 50 * 1024, perGb: 0.08 },
  { upTo: 150 * 1024, perGb: 0.06 },
  { upTo: 500 * 1024, perGb: 0.04 },
  { upTo: 1024 * 1024, perGb: 0.03 },
  { upTo: 5 * 1024 * 1024, perGb: 0.025 },
  { upTo: Number.POSITIVE_INFINITY, perGb: 0.02 },
] as const;
