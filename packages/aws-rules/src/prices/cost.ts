import { prices } from "./prices.ts";

/** USD. */
export interface Cost {
  /** Of a million invocations, nothing free. */
  readonly perMillion: number;
  readonly perMonth: number;
}

/**
 * The cost of a CloudFront Function.
 *
 * @param invocationsPerMonth invocations a month
 * @param options.keyValueStoreReads reads per invocation
 * @param options.freeInvocations what is left of the account's free invocations; the quota is per account, so a
 *   function's own estimate counts none unless they are given
 */
export function cloudFrontFunctionCost(
  invocationsPerMonth: number,
  options: { readonly keyValueStoreReads?: number; readonly freeInvocations?: number } = {},
): Cost {
  const reads = (options.keyValueStoreReads ?? 0) * prices.keyValueStoreReadPerMillion.value;
  const runs = prices.cloudFrontFunctionPerMillion.value;
  const charged = Math.max(0, invocationsPerMonth - (options.freeInvocations ?? 0));
  return { perMillion: runs + reads, perMonth: (charged * runs + invocationsPerMonth * reads) / 1e6 };
}

/**
 * The cost of a Lambda@Edge function.
 *
 * @param memoryMb the function's memory in MB
 * @param durationMs mean time of a run in milliseconds, rounded up to whole ones as AWS bills
 */
export function lambdaAtEdgeCost(
  invocationsPerMonth: number,
  { memoryMb, durationMs }: { readonly memoryMb: number; readonly durationMs: number },
): Cost {
  const gbSeconds = (memoryMb / 1024) * (Math.ceil(durationMs) / 1000);
  const perMillion = prices.lambdaAtEdgePerMillion.value + gbSeconds * 1e6 * prices.lambdaAtEdgePerGbSecond.value;
  return { perMillion, perMonth: (invocationsPerMonth / 1e6) * perMillion };
}
