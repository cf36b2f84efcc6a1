import { pages } from "../pages.ts";
import type { Violation } from "../violation.ts";

/** AWS's pages disagree on 429: an older one leaves it out. */
const failing = [400, 403, 404, 416, 429, 500, 502, 503, 504];

/**
 * Why CloudFront can't go to an origin group's second origin for some statuses of the first; undefined when it can.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
 */
export function checkFailoverStatuses(statuses: readonly number[]): Violation | undefined {
  const wrong = statuses.filter((status) => !failing.includes(status));
  if (wrong.length === 0) return undefined;
  return {
    rule: "failover-status",
    message: `Failover on ${wrong.join(", ")}; CloudFront takes ${failing.join(", ")}. Leave the others out.`,
    page: pages.originFailover,
  };
}
