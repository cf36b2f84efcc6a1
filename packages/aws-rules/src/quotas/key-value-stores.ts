import { pages } from "../pages.ts";
import type { Quotas } from "./quota.ts";

const page = pages.quotas;

export const keyValueStoreQuotas = {
  storeBytes: { value: 5 * 1024 * 1024, unit: "B", page },
  keyBytes: { value: 512, unit: "B", page },
  valueBytes: { value: 1_024, unit: "B", page },
  keysPerUpdate: { value: 50, unit: "count", page },
  bytesPerUpdate: { value: 3 * 1024 * 1024, unit: "B", page },
  functionsPerStore: { value: 100, unit: "count", page, unconfirmed: "an older copy of the page says 10" },
  storesPerAccount: { value: 200, unit: "count", page, unconfirmed: "an older copy of the page says 50" },
} as const satisfies Quotas;
