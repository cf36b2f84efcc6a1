/**
 * The line through AWS's published samples: the percent that a function costs which does next to nothing, and the
 * QuickJS steps (calls and jumps) of each percent more. It meets every one of the compiler's `referenceFunctions`
 * within two and a half percent. Its slope depends on one of them, so far from them it is a guess at the order of
 * magnitude.
 */
const line = { atZeroSteps: 14, stepsPerPercent: 90 } as const;

/**
 * An estimate of the compute utilization that AWS would report, from work done and not from time: the same on every
 * machine. AWS publishes no such formula; only `aws cloudfront test-function` is exact.
 *
 * @param steps as the QuickJS engine counts them
 * @returns whole percent; above 100 where AWS would stop the function
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_TestResult.html
 */
export function estimateUtilization(steps: number): number {
  return Math.round(line.atZeroSteps + steps / line.stepsPerPercent);
}
