/**
 * Where AWS's console draws its lines: above the first "nearing" the maximum, above the second "likely to be throttled".
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/test-function.html#compute-utilization
 */
const computeThresholds = { nearing: 50, throttled: 70 } as const;

/** The meaning of an estimate; undefined for one that is comfortable. */
export function computeWarning(percent: number): string | undefined {
  const { nearing, throttled } = computeThresholds;
  if (percent > throttled) {
    return `above ${throttled} %, where AWS says that CloudFront is likely to throttle a function: do less work, or pin it to lambda-at-edge`;
  }
  return percent > nearing ? `above ${nearing} %, where AWS says that a function is nearing its maximum` : undefined;
}
