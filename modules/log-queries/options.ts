import { z } from "zod";

/** Saved queries of a distribution's logs, of those that it has. */
export const logQueriesOptions = z.strictObject({
  /**
   * The most bytes that Athena reads for one query, at least 10 MB: a query that would read more fails.
   * @default 10 GiB
   * @see https://docs.aws.amazon.com/athena/latest/ug/workgroups-setting-control-limits-cloudwatch.html
   */
  bytesScannedCutoffPerQuery: z
    .number()
    .int()
    .min(10_000_000)
    .default(10 * 1024 ** 3),
  /** The first year of the logs that Athena looks for. @default 2025 */
  firstYear: z.number().int().min(2008).max(2100).default(2025),
});

export type LogQueriesOptions = z.input<typeof logQueriesOptions>;
