import { z } from "zod";

/**
 * A CloudWatch dashboard of a distribution.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export const dashboardOptions = z.strictObject({
  /** How much time it shows at first, as an ISO 8601 duration before now. @default -P1D, a day */
  start: z
    .string()
    .regex(/^-P(T\d+[HM]|\d+[DWM])$/, "a duration such as '-PT3H', '-P1D' or '-P2W'")
    .default("-P1D"),
  /** Seconds of one point of each metric: 60, or a multiple of it. @default 300 */
  period: z.number().int().positive().multipleOf(60).default(300),
});

export type DashboardOptions = z.input<typeof dashboardOptions>;
