import { pages } from "@featheredge/diagnostics";
import { readOn } from "../sources.ts";
import type { Quotas } from "./quota.ts";

const source = readOn("2026-09", pages.quotas);

export const keyValueStoreQuotas = {
  storeBytes: { value: 5 * 1024 * 1024, unit: "B", ...source },
  keyBytes: { value: 512, unit: "B", ...source },
  valueBytes: { value: 1_024, unit: "B", ...source },
  keysPerUpdate: { value: 50, unit: "count", ...source },
  bytesPerUpdate: { value: 3 * 1024 * 1024, unit: "B", ...source },
  functionsPerStore: { value: 100, unit: "count", ...source },
  storesPerAccount: { value: 200, unit: "count", ...source },
} as const satisfies Quotas;
