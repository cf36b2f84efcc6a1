import { type Diagnostic, diagnose, pages } from "@featheredge/diagnostics";
import type { EdgeRuntime } from "../events.ts";

export type StatusKey = "status" | "statusCode";

/**
 * The key of a response's status in each runtime's own form.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses.html
 */
export const statusKeys = {
  "cloudfront-function": "statusCode",
  "lambda-at-edge": "status",
} as const satisfies Readonly<Record<EdgeRuntime, StatusKey>>;

const readers = { "cloudfront-function": "CloudFront Functions do", "lambda-at-edge": "Lambda@Edge does" } as const;
const rulePages = {
  "cloudfront-function": pages.eventStructure,
  "lambda-at-edge": pages.lambdaGeneratedResponses,
} as const;

/**
 * Returns the reason why a response in a runtime's own form can't have its status under a key; undefined when it can.
 *
 * @param values what the status can be, as far as it is known
 * @param isLost whether the response then has no status, and CloudFront answers 502; else the key is ignored
 */
export function checkStatusKey(
  runtime: EdgeRuntime,
  key: StatusKey,
  values: readonly unknown[],
  isLost: boolean,
): Diagnostic<"FE-EVT-006"> | undefined {
  const right = statusKeys[runtime];
  if (key === right) return undefined;
  const [value] = values;
  // Another value would be reported next.
  const isKnown = values.length === 1 && /^[2-5]\d\d$/.test(String(value));
  const written = runtime === "lambda-at-edge" ? `'${value}'` : `${Number(value)}`;
  const effect = isLost ? "the response has no status, and CloudFront answers 502" : "CloudFront ignores it";
  return diagnose("FE-EVT-006", {
    message: `The status of a response is in '${key}', which ${readers[runtime]} not read: ${effect}.`,
    fix: isKnown ? `Write ${right}: ${written}.` : `Name the key ${right}.`,
    page: rulePages[runtime],
    ...(isLost ? {} : { severity: "warning" as const }),
  });
}
