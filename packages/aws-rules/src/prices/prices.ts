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
} as const;
