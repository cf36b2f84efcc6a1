/**
 * The formats in which CloudFront delivers standard logs, by the kind of destination.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html#supported-log-file-format
 */
export const logFormats = {
  s3: ["parquet", "json", "w3c", "plain"],
  cloudWatchLogs: ["json", "plain"],
} as const;

/** The variables of a suffix path, and the name that each segment gets in a path that is compatible with Hive. */
export const suffixPathVariables = {
  DistributionId: "DistributionId",
  distributionid: "distributionid",
  "account-id": "aws-account-id",
  accountid: "accountid",
  yyyy: "year",
  MM: "month",
  dd: "day",
  HH: "hour",
} as const;

/** Most characters of a suffix path: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_S3DeliveryConfiguration.html */
export const suffixPathCharacters = 256;

/**
 * Checks a suffix path.
 * @param hive - True for Hive-compatible paths, whose `key=` CloudFront writes, so that the path must not.
 * @returns a sentence about the mistake, or undefined
 */
export function suffixPathMistake(path: string, hive: boolean): string | undefined {
  if (path.length === 0 || path.length > suffixPathCharacters) {
    return `a suffix path has 1 to ${suffixPathCharacters} characters`;
  }
  const unknown = [...path.matchAll(/\{([^}]*)\}/g)].find(([, name = ""]) => !Object.hasOwn(suffixPathVariables, name));
  if (unknown !== undefined) {
    const known = Object.keys(suffixPathVariables).map((name) => `{${name}}`);
    return `${unknown[0]} is not a variable; use ${known.join(", ")}`;
  }
  return hive && path.includes("=")
    ? "CloudFront writes 'key=' before each variable of a Hive-compatible path, so the path must not contain '='"
    : undefined;
}

/**
 * The folder of a log file, by the time of its requests.
 * @param hive - Writes `year=2026` for `{yyyy}`, as Hive and Athena read partitions.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html#send-logs-s3
 */
export function suffixPathOf(
  path: string,
  hive: boolean,
  values: Readonly<Record<keyof typeof suffixPathVariables, string>>,
): string {
  return path.replace(/\{([^}]*)\}/g, (whole, name: keyof typeof suffixPathVariables) => {
    if (!Object.hasOwn(suffixPathVariables, name)) return whole;
    return hive ? `${suffixPathVariables[name]}=${values[name]}` : values[name];
  });
}
