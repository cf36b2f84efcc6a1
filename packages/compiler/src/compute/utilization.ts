/**
 * Thresholds of AWS's console, in percent: above the first a function is "nearing" the maximum, above the second it is
 * "likely to be throttled".
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/test-function.html#compute-utilization
 */
const computeThresholds = { nearing: 50, throttled: 70 } as const;

/** Explains an estimate that is close to the maximum or above it; undefined for a lower one. */
export function computeWarning(percent: number): string | undefined {
  const { nearing, throttled } = computeThresholds;
  if (percent > throttled) {
    return `above ${throttled} %, where AWS says that CloudFront is likely to throttle a function: do less work, or pin it to lambda-at-edge`;
  }
  return percent > nearing ? `above ${nearing} %, where AWS says that a function is nearing its maximum` : undefined;
}
