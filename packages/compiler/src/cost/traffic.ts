/** The expected work of a behavior's functions in a month. */
export interface BehaviorTraffic {
  /** Requests that viewers make to the behavior in a month. */
  readonly viewerRequestsPerMonth: number;
  /** The share of them, 0 to 1, that CloudFront answers from its cache: origin events run for the rest. */
  readonly cacheHitRatio: number;
  /** Mean time of a Lambda@Edge run in milliseconds. */
  readonly lambdaDurationMs: number;
}

/**
 * Completes the parts of a whole: given parts stay, and the others share the remainder evenly.
 *
 * @param shares 0 to 1 each: of an environment's viewer requests by distribution, or of a distribution's by behavior
 */
export function completeShares(shares: readonly (number | undefined)[]): number[] {
  const given = shares.reduce<number>((sum, share) => sum + (share ?? 0), 0);
  const without = shares.filter((share) => share === undefined).length;
  return shares.map((share) => share ?? Math.max(0, 1 - given) / without);
}
