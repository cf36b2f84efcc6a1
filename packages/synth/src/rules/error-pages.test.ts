import { describe, expect, it } from "vitest";
import { behavior, customOrigin, reported, withDistribution } from "../testing/index.ts";

const api = { originId: "api", domainName: "api.example.com", customOriginConfig: customOrigin };
const pages = { originId: "pages", domainName: "pages.s3.eu-west-1.amazonaws.com", originAccessControlId: "E1" };
const app = { errorCode: 404, responseCode: 200, responsePagePath: "/index.html" };
const orderedCacheBehavior = [behavior({ targetOriginId: "api" })].map((one) => ({ ...one, pathPattern: "/api/*" }));

describe("an error response", () => {
  it("is warned of where it changes the status of a server that its page is not for", () => {
    const site = { origin: [pages, api], orderedCacheBehavior, customErrorResponse: [app] };
    expect(reported(withDistribution(site))).toEqual([
      expect.stringContaining(
        "site.custom_error_response[0]: /index.html with status 200 also replaces the 404 of api: error responses apply to all behaviors. Set singlePageApplication",
      ),
    ]);
  });

  it("passes without a server besides the page's, with the same status, and without a page", () => {
    const passing = [
      { origin: [pages], customErrorResponse: [app] },
      { origin: [pages, api], orderedCacheBehavior, customErrorResponse: [{ ...app, responseCode: 404 }] },
      { origin: [pages, api], orderedCacheBehavior, customErrorResponse: [{ errorCode: 404, errorCachingMinTtl: 1 }] },
    ];
    for (const site of passing) expect(reported(withDistribution(site))).toEqual([]);
  });
});
