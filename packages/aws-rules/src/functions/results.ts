import { pages } from "../pages.ts";
import type { Violation } from "../violation.ts";

/** URI and query together must stay below it. */
const uriCharacters = 8_192;

/**
 * Why CloudFront refuses the URI that a function returned; undefined when it takes it.
 *
 * @param querystring without `?`
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
 */
export function checkFunctionUri(uri: string, querystring: string): Violation | undefined {
  const page = pages.edgeFunctionRestrictions;
  if (!uri.startsWith("/")) {
    return {
      rule: "function-uri",
      message: `The function returned the URI '${uri}'; a URI begins with '/'. Return one that does.`,
      page,
    };
  }
  const length = uri.length + (querystring === "" ? 0 : querystring.length + 1);
  if (length < uriCharacters) return undefined;
  return {
    rule: "function-uri",
    message: `The function returned a URI of ${length} characters with its query; it must have fewer than ${uriCharacters}. Shorten it.`,
    page,
  };
}

/**
 * Why CloudFront refuses the status that a function returned; undefined when it takes it. It takes 200 to 599.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses.html
 */
export function checkFunctionStatus(status: number): Violation | undefined {
  if (Number.isInteger(status) && status >= 200 && status <= 599) return undefined;
  return {
    rule: "function-status",
    message: `The function returned the status ${status}; it must be a whole number from 200 to 599. Return one of those.`,
    page: pages.lambdaGeneratedResponses,
  };
}
