import { pages } from "../../pages.ts";
import type { Rule } from "../rule.ts";

/** Rules about a distribution's names and error pages. */
export const nameRules = {
  "FE-DST-037": {
    title: "An alias that the certificate does not cover",
    reason: "CloudFront accepts an alias only with a certificate for it; a wildcard covers exactly one label.",
    page: pages.alternateNames,
    examples: {
      code: {
        form: "environment",
        wrong: 'aliases: ["example.com", "www.example.com"],\ncertificate: { domainName: "*.example.com" }',
        right:
          'aliases: ["example.com", "www.example.com"],\ncertificate: { domainName: "example.com", subjectAlternativeNames: ["*.example.com"] }',
      },
    },
  },
  "FE-DST-038": {
    title: "An error response that hides the errors of other origins",
    reason: "Custom error responses apply to all behaviors, so one with status 200 also answers for an API's errors.",
    page: pages.customErrorPages,
    examples: {
      code: {
        form: "environment",
        wrong:
          'customErrorResponses: [{ errorCode: 404, responseCode: 200, responsePagePath: "/index.html" }],\ndefaultBehavior: { origin: "app" }',
        right: 'defaultBehavior: { origin: "app", singlePageApplication: {} }',
      },
    },
  },
} as const satisfies Readonly<Record<`FE-DST-${string}`, Rule>>;
