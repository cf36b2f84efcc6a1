import { type Diagnostic, diagnose, pages } from "@featheredge/diagnostics";
import { distributionQuotas } from "../quotas/distributions.ts";

/**
 * Returns the reason why a request can't be rewritten to a URI; undefined when it can.
 *
 * @param uri as far as it is known: its beginning is enough
 * @param querystring without `?`, as far as it is known
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-uri
 */
export function checkUri(uri: string, querystring = ""): Diagnostic<"FE-EVT-012" | "FE-EVT-013"> | undefined {
  if (!uri.startsWith("/")) {
    return diagnose("FE-EVT-012", {
      message: `The URI ${JSON.stringify(uri.slice(0, 80))} does not begin with '/', and CloudFront answers 502 to it.`,
      fix: "Begin it with '/'.",
      page: pages.edgeFunctionRestrictions,
    });
  }
  const { value, page } = distributionQuotas.urlBytes;
  const length = uri.length + (querystring === "" ? 0 : querystring.length + 1);
  if (length < value) return undefined;
  return diagnose("FE-EVT-013", {
    message: `A URI of ${length} characters; with its query it must have fewer than ${value}.`,
    fix: "Shorten it.",
    page,
  });
}
