import type { EdgeEvent } from "../events.ts";
import { pages } from "../pages.ts";
import type { Quota, Quotas } from "./quota.ts";

const page = pages.quotas;
const split = "the current quotas page no longer splits viewer from origin events; these are the stricter values";

const viewer = {
  memoryMb: { value: 128, unit: "MB", page, unconfirmed: split },
  timeoutSeconds: { value: 5, unit: "s", page, unconfirmed: split },
  /** The compressed bytes of the function with its libraries. */
  codeBytes: { value: 1024 * 1024, unit: "B", page, unconfirmed: split },
  /** A response that the function makes, headers and body together. */
  generatedResponseBytes: { value: 40 * 1024, unit: "B", page },
  exposedBodyBytes: { value: 40 * 1024, unit: "B", page },
  replacedTextBodyBytes: { value: 40 * 1024, unit: "B", page: pages.lambdaAtEdgeRestrictions },
  replacedBase64BodyBytes: { value: Math.floor(53.2 * 1024), unit: "B", page: pages.lambdaAtEdgeRestrictions },
} as const satisfies Quotas;

const origin = {
  /** Lambda's own maximum. */
  memoryMb: { value: 10_240, unit: "MB", page, unconfirmed: split },
  timeoutSeconds: { value: 30, unit: "s", page, unconfirmed: split },
  codeBytes: { value: 50 * 1024 * 1024, unit: "B", page, unconfirmed: split },
  generatedResponseBytes: { value: 1024 * 1024, unit: "B", page },
  exposedBodyBytes: { value: 1024 * 1024, unit: "B", page },
  replacedTextBodyBytes: { value: 1024 * 1024, unit: "B", page: pages.lambdaAtEdgeRestrictions },
  replacedBase64BodyBytes: { value: Math.floor(1.33 * 1024 * 1024), unit: "B", page: pages.lambdaAtEdgeRestrictions },
} as const satisfies Quotas;

/** What one run of a Lambda@Edge function may take; it depends on the event. */
export type LambdaAtEdgeRunQuotas = { readonly [K in keyof typeof viewer]: Quota };

export const lambdaAtEdgeRunQuotas: Readonly<Record<EdgeEvent, LambdaAtEdgeRunQuotas>> = {
  "viewer-request": viewer,
  "origin-request": origin,
  "origin-response": origin,
  "viewer-response": viewer,
};

export const lambdaAtEdgeQuotas = {
  concurrencyPerRegion: { value: 1_000, unit: "count", page },
  requestsPerSecondPerRegion: { value: 10_000, unit: "count/s", page },
  distributionsPerAccount: { value: 500, unit: "count", page },
  functionsPerDistribution: { value: 100, unit: "count", page },
  temporaryStorageMb: { value: 512, unit: "MB", page: pages.lambdaAtEdgeRestrictions },
  nameCharacters: { value: 64, unit: "characters", page: pages.createLambdaApi },
} as const satisfies Quotas;
