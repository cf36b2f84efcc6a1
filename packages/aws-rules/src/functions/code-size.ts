import { cloudFrontFunctionQuotas } from "../quotas/cloudfront-functions.ts";
import type { Violation } from "../violation.ts";

/**
 * Why a CloudFront Function's code is too large; undefined when it fits.
 *
 * @param bytes length of the code in UTF-8
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export function checkFunctionCodeSize(name: string, bytes: number): Violation | undefined {
  const { value, page } = cloudFrontFunctionQuotas.codeBytes;
  if (bytes <= value) return undefined;
  return {
    rule: "function-code-size",
    message: `The function ${name} has ${bytes} bytes; a CloudFront Function takes ${value}, and AWS does not raise that. Take out at least ${bytes - value} B, move data to a KeyValueStore, or run it in Lambda@Edge.`,
    page,
  };
}
