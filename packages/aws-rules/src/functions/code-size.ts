import { type Diagnostic, diagnose } from "@featheredge/diagnostics";
import type { EdgeEvent } from "../events.ts";
import { cloudFrontFunctionQuotas } from "../quotas/cloudfront-functions.ts";
import { lambdaAtEdgeRunQuotas } from "../quotas/lambda-at-edge.ts";

/**
 * Returns the reason why a CloudFront Function's code is too large; undefined when it fits.
 *
 * @param bytes length of the code in UTF-8
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export function checkFunctionCodeSize(name: string, bytes: number): Diagnostic | undefined {
  const { value, page } = cloudFrontFunctionQuotas.codeBytes;
  if (bytes <= value) return undefined;
  return diagnose("FE-LIM-001", {
    message: `The function ${name} has ${bytes} bytes; a CloudFront Function takes ${value}, and AWS does not raise that.`,
    fix: `Take out at least ${bytes - value} B, move data to a KeyValueStore, or run it in Lambda@Edge.`,
    page,
  });
}

/**
 * Returns the reason why a Lambda@Edge function's zip is too large; undefined when it fits.
 *
 * @param bytes length of the zip
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export function checkLambdaCodeSize(name: string, event: EdgeEvent, bytes: number): Diagnostic | undefined {
  const { value, page } = lambdaAtEdgeRunQuotas[event].codeBytes;
  if (bytes <= value) return undefined;
  return diagnose("FE-LAM-001", {
    message: `The zip of ${name} has ${bytes} bytes; Lambda@Edge takes ${value} at ${event}.`,
    fix: `Take out at least ${bytes - value} B, or move it to an origin event.`,
    page,
  });
}
