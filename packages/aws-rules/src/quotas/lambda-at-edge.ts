import { pages } from "@featheredge/diagnostics";
import type { EdgeEvent } from "../events.ts";
import { readOn } from "../sources.ts";
import type { Quota, Quotas } from "./quota.ts";

const source = readOn("2026-09", pages.quotas);
const split = "the current quotas page no longer splits viewer from origin events; these are the stricter values";

const viewer = {
  memoryMb: { value: 128, unit: "MB", ...source, unconfirmed: split },
  timeoutSeconds: { value: 5, unit: "s", ...source, unconfirmed: split },
  /** The compressed bytes of the function with its libraries. */
  codeBytes: { value: 1024 * 1024, unit: "B", ...source, unconfirmed: split },
  /** A response that the function makes, headers and body together. */
  generatedResponseBytes: { value: 40 * 1024, unit: "B", ...source },
  exposedBodyBytes: { value: 40 * 1024, unit: "B", ...source },
  replacedTextBodyBytes: { value: 40 * 1024, unit: "B", ...readOn("2026-09", pages.lambdaAtEdgeRestrictions) },
  replacedBase64BodyBytes: {
    value: Math.floor(53.2 * 1024),
    unit: "B",
    ...readOn("2026-09", pages.lambdaAtEdgeRestrictions),
  },
} as const satisfies Quotas;

const origin = {
  /** Lambda's own maximum. */
  memoryMb: { value: 10_240, unit: "MB", ...source, unconfirmed: split },
  timeoutSeconds: { value: 30, unit: "s", ...source, unconfirmed: split },
  codeBytes: { value: 50 * 1024 * 1024, unit: "B", ...source, unconfirmed: split },
  generatedResponseBytes: { value: 1024 * 1024, unit: "B", ...source },
  exposedBodyBytes: { value: 1024 * 1024, unit: "B", ...source },
  replacedTextBodyBytes: { value: 1024 * 1024, unit: "B", ...readOn("2026-09", pages.lambdaAtEdgeRestrictions) },
  replacedBase64BodyBytes: {
    value: Math.floor(1.33 * 1024 * 1024),
    unit: "B",
    ...readOn("2026-09", pages.lambdaAtEdgeRestrictions),
  },
} as const satisfies Quotas;

/** The quotas of one run of a Lambda@Edge function, which depend on the event. */
export type LambdaAtEdgeRunQuotas = { readonly [K in keyof typeof viewer]: Quota };

export const lambdaAtEdgeRunQuotas: Readonly<Record<EdgeEvent, LambdaAtEdgeRunQuotas>> = {
  "viewer-request": viewer,
  "origin-request": origin,
  "origin-response": origin,
  "viewer-response": viewer,
};

export const lambdaAtEdgeQuotas = {
  concurrencyPerRegion: { value: 1_000, unit: "count", ...source },
  requestsPerSecondPerRegion: { value: 10_000, unit: "count/s", ...source },
  distributionsPerAccount: { value: 500, unit: "count", ...source },
  functionsPerDistribution: { value: 100, unit: "count", ...source },
  temporaryStorageMb: { value: 512, unit: "MB", ...readOn("2026-09", pages.lambdaAtEdgeRestrictions) },
  nameCharacters: { value: 64, unit: "characters", ...readOn("2026-09", pages.createLambdaApi) },
} as const satisfies Quotas;
