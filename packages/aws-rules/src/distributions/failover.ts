import { type Diagnostic, diagnose, pages } from "@featheredge/diagnostics";
import { readOn, type Source } from "../sources.ts";

/** The statuses on which an origin group can fail over. AWS's pages disagree on 429: an older one omits it. */
export const failoverStatuses = {
  statuses: [400, 403, 404, 416, 429, 500, 502, 503, 504],
  ...readOn("2026-09", pages.originFailover),
} as const satisfies Source & { readonly statuses: readonly number[] };

/**
 * Returns the reason why CloudFront can't go to an origin group's second origin for some statuses of the first;
 * undefined when it can.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
 */
export function checkFailoverStatuses(statuses: readonly number[]): Diagnostic<"FE-DST-006"> | undefined {
  const failing: readonly number[] = failoverStatuses.statuses;
  const wrong = statuses.filter((status) => !failing.includes(status));
  if (wrong.length === 0) return undefined;
  return diagnose("FE-DST-006", {
    message: `Failover on ${wrong.join(", ")}; CloudFront takes ${failing.join(", ")}.`,
    fix: "Omit the others.",
    page: failoverStatuses.page,
  });
}

/** The methods of requests that CloudFront sends to the second origin of a group. */
const failoverMethods: readonly string[] = ["GET", "HEAD", "OPTIONS"];

/**
 * Returns the reason why a behavior of an origin group can't allow some methods; undefined when it can.
 *
 * @param group the group's name
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
 */
export function checkGroupMethods(group: string, methods: readonly string[]): Diagnostic<"FE-DST-043"> | undefined {
  const wrong = methods.filter((method) => !failoverMethods.includes(method));
  if (wrong.length === 0) return undefined;
  return diagnose("FE-DST-043", {
    subject: group,
    message: `The behavior allows ${wrong.join(", ")}; one of the origin group '${group}' can allow ${failoverMethods.join(", ")}.`,
    fix: "Allow fewer methods, or name an origin instead of the group.",
    page: pages.originFailover,
  });
}
