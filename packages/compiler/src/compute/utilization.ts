/**
 * Where AWS's console draws its lines: above the first "nearing" the maximum, above the second "likely to be throttled".
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/test-function.html#compute-utilization
 */
const computeThresholds = { nearing: 50, throttled: 70 } as const;

/**
 * The line through AWS's published samples: what those cost that do next to nothing, in percent, and the QuickJS steps
 * (calls and jumps) of each percent more. It meets every one of `referenceFunctions` within two and a half percent;
 * its slope hangs on one of them, so that far from them it is a guess at the order of magnitude.
 */
const line = { atZeroSteps: 14, stepsPerPercent: 90 } as const;

/**
 * An estimate of the compute utilization that AWS would report, from work done and not from time: the same on every
 * machine. AWS publishes no such formula; `aws cloudfront test-function` has the last word.
 *
 * @param steps as the QuickJS engine counts them
 * @returns whole percent; above 100 where AWS would stop the function
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_TestResult.html
 */
export function estimateUtilization(steps: number): number {
  return Math.round(line.atZeroSteps + steps / line.stepsPerPercent);
}

/** What an estimate means; undefined for one that is comfortable. */
export function computeWarning(percent: number): string | undefined {
  const { nearing, throttled } = computeThresholds;
  if (percent > throttled) {
    return `above ${throttled} %, where AWS says that CloudFront is likely to throttle a function: do less work, or pin it to lambda-at-edge`;
  }
  return percent > nearing ? `above ${nearing} %, where AWS says that a function is nearing its maximum` : undefined;
}
