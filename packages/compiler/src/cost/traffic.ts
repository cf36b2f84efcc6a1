/** What a behavior's functions are expected to do in a month. */
export interface BehaviorTraffic {
  /** Requests that viewers make to the behavior in a month. */
  readonly viewerRequestsPerMonth: number;
  /** The share of them, 0 to 1, that CloudFront answers from its cache: origin events run for the rest. */
  readonly cacheHitRatio: number;
  /** Mean time of a Lambda@Edge run in milliseconds. */
  readonly lambdaDurationMs: number;
}

/**
 * The share of an environment's viewer requests that each behavior gets: its own where one is given; the others part
 * evenly what is left.
 *
 * @param shares 0 to 1 each, in the behaviors' order
 */
export function completeShares(shares: readonly (number | undefined)[]): number[] {
  const given = shares.reduce<number>((sum, share) => sum + (share ?? 0), 0);
  const without = shares.filter((share) => share === undefined).length;
  return shares.map((share) => share ?? Math.max(0, 1 - given) / without);
}
