import { pages } from "@featheredge/diagnostics";

/** When the prices below were compared, and for where. They are USD in us-east-1, without a free tier of an account's own. */
export const pricesAsOf = { date: "2026-09", region: "us-east-1", currency: "USD" } as const;

/**
 * A price in USD, or an amount that is free. AWS's pages can change and show some prices by script only: `source` says what
 * the price was compared with.
 */
interface Price {
  readonly value: number;
  /** AWS's page, to check the price on. */
  readonly page: string;
  /** `page`: a stored copy of AWS's page. Otherwise the text that has it, since no copy of the page shows it. */
  readonly source: string;
}

const cloudFront = { page: pages.cloudFrontPrices, source: "page" } as const;
const waf = { page: pages.wafPrices, source: "not read on the page; three third-party texts of 2026 agree" } as const;
const lambda = { page: pages.lambdaPrices, source: "page" } as const;
const s3 = { page: pages.s3Prices, source: "not read on the page, which shows prices by script" } as const;

export const prices = {
  cloudFrontFunctionPerMillion: { value: 0.1, ...cloudFront },
  /** Invocations a month and account that AWS does not charge. */
  cloudFrontFunctionFreePerMonth: { value: 2_000_000, ...cloudFront },
  keyValueStoreReadPerMillion: { value: 0.03, ...cloudFront },
  keyValueStoreApiCallPerThousand: { value: 1, ...cloudFront },
  lambdaAtEdgePerMillion: { value: 0.6, ...lambda },
  /** Billed by the millisecond. */
  lambdaAtEdgePerGbSecond: { value: 0.00005001, ...lambda },
  invalidationPath: { value: 0.005, ...cloudFront },
  invalidationFreePathsPerMonth: { value: 1_000, ...cloudFront },
  /** Viewers in the United States, Mexico and Canada; other countries cost more. */
  httpsRequestsPerMillion: { value: 1, ...cloudFront },
  realTimeLogLinesPerMillion: { value: 0.01, ...cloudFront },
  webAclPerMonth: { value: 5, ...waf },
  webAclRulePerMonth: { value: 1, ...waf },
  webAclRequestsPerMillion: { value: 0.6, ...waf },
  /** Logs that AWS's services deliver to CloudWatch Logs, and those of Lambda. */
  cloudWatchLogsPerGb: { value: 0.5, page: pages.cloudWatchPrices, source: "not read on the page" },
  s3GetPerThousand: { value: 0.0004, ...s3 },
  s3StoragePerGb: { value: 0.023, ...s3 },
} as const satisfies Readonly<Record<string, Price>>;

/** AWS's pages on which some of the prices were not seen, to be checked before one relies on them. */
export const unverifiedPricePages: readonly string[] = [
  ...new Set(Object.values<Price>(prices).flatMap(({ source, page }) => (source === "page" ? [] : [page]))),
];

/**
 * USD for a GB to viewers in the United States, Mexico and Canada, by the month's GB: each tier's price is for the GB up
 * to `upTo`. Compared with a stored copy of AWS's page in November 2026.
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
