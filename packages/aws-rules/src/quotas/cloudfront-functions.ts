import { pages } from "@featheredge/diagnostics";
import { readOn } from "../sources.ts";
import type { Quotas } from "./quota.ts";

const source = readOn("2026-09", pages.quotas);

/** AWS publishes no time limit: it reports a compute utilization of 0 to 100. */
export const cloudFrontFunctionQuotas = {
  /** UTF-8 bytes of the code. Not adjustable. */
  codeBytes: { value: 10_240, unit: "B", ...source },
  memoryBytes: { value: 2 * 1024 * 1024, unit: "B", ...source },
  functionsPerAccount: { value: 100, unit: "count", ...source },
  keyValueStoresPerFunction: { value: 1, unit: "count", ...source },
  /** The body of a response that the function makes. */
  generatedBodyBytes: {
    value: 40 * 1024,
    unit: "B",
    ...readOn("2026-09", pages.eventStructure),
    unconfirmed: "the quotas page names no such limit for CloudFront Functions; this is Lambda@Edge's at viewer events",
  },
  /** The event that TestFunction runs a function on. */
  testEventBytes: {
    value: 40_960,
    unit: "B",
    ...readOn("2026-09", "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_TestFunction.html"),
  },
  /** A log line is cut here. */
  logLineBytes: { value: 10_240, unit: "B", ...readOn("2026-09", pages.cloudFrontFunctionRestrictions) },
  nameCharacters: { value: 64, unit: "characters", ...readOn("2026-09", pages.createFunctionApi) },
} as const satisfies Quotas;
