const unsafe = /[^!$-&(-;=?-Z_a-z]/gu;

/**
 * Encodes a value of a log, so that it holds no space, tab, line break or quotation mark. `%` stays: paths are encoded already.
 * A missing value is `-`.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html#BasicDistributionFileFormat
 */
export function encoded(value: string | undefined): string {
  if (value === undefined || value === "") return "-";
  return value.replace(unsafe, (character) =>
    [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join(""),
  );
}
