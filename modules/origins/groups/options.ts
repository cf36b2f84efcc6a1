import { failoverStatuses } from "@featheredge/aws-rules";
import { z } from "zod";
import { name } from "../../forms.ts";

const statuses = failoverStatuses.statuses;

/**
 * Two origins of a distribution: CloudFront asks the second if the first fails. A behavior of the group can allow GET, HEAD
 * and OPTIONS only.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
 */
export const originGroupOptions = z
  .strictObject({
    /** Keys of the distribution's `origins`: the primary and the secondary one. */
    members: z.tuple([name, name]),
    /** The statuses of the primary origin after which CloudFront asks the secondary one. @default [500, 502, 503, 504] */
    statusCodes: z.array(z.literal(statuses)).min(1).default([500, 502, 503, 504]),
  })
  .refine(({ members: [primary, secondary] }) => primary !== secondary, {
    error: "the two members must differ",
    path: ["members"],
  });

export type OriginGroupOptions = z.input<typeof originGroupOptions>;
