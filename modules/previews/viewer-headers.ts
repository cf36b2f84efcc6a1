import { policyQuotas } from "@featheredge/aws-rules";
import type { BehaviorOptions } from "../edge-distribution/options.ts";

/**
 * The header in which the dispatcher of previews carries a viewer's request to origin request: `stashHeader` of
 * `packages/edge-sdk/src/preview/pending-request.ts`.
 */
const stashHeader = "x-featheredge-preview-viewer";

/** Headers that handlers of pull requests may read, the most common first. */
const common = [
  "CloudFront-Viewer-Country",
  "CloudFront-Is-Mobile-Viewer",
  "CloudFront-Is-Tablet-Viewer",
  "CloudFront-Is-Desktop-Viewer",
  "CloudFront-Is-SmartTV-Viewer",
  "CloudFront-Viewer-Country-Region",
  "CloudFront-Viewer-City",
  "CloudFront-Viewer-Time-Zone",
];

/**
 * The headers that a behavior of previews sends to origin request, where functions that read them run: those that the
 * environment's functions read, and where the behavior has no policy, common ones up to CloudFront's limit.
 *
 * @param read the headers that the environment's functions read on the behavior
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
 */
export function previewViewerHeaders(
  read: readonly string[],
  { originRequestPolicy }: Pick<BehaviorOptions, "originRequestPolicy">,
): string[] {
  if (typeof originRequestPolicy === "string") return [...read].sort();
  const isFree = originRequestPolicy === undefined;
  const most = Math.max(policyQuotas.namesPerPolicy.value - 1, read.length);
  const headers = isFree ? [...new Set([...read, ...common])].slice(0, most) : [...read];
  return [...headers, ...(isFree || headers.length > 0 ? [stashHeader] : [])].sort();
}
