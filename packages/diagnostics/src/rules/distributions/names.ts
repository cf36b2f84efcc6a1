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
  "FE-DST-050": {
    title: "TLS settings without a certificate",
    reason:
      "CloudFront uses the security policy and the SNI setting of a distribution with a certificate for its aliases.",
    page: pages.viewerProtocols,
    examples: {
      code: {
        form: "environment",
        wrong: 'minimumProtocolVersion: "TLSv1.3_2025"',
        right: 'aliases: ["www.example.com"],\ncertificate: {},\nminimumProtocolVersion: "TLSv1.3_2025"',
      },
    },
  },
  "FE-DST-051": {
    title: "Client certificates with HTTP/3 or without HTTPS",
    reason: "CloudFront asks viewers for certificates over HTTPS with HTTP/1.1 or HTTP/2 only.",
    page: pages.viewerMtls,
    examples: {
      code: {
        form: "environment",
        wrong: 'httpVersion: "http2and3",\nviewerMtlsConfig: { trustStoreConfig: { trustStoreId: "ts_1" } }',
        right: 'httpVersion: "http2",\nviewerMtlsConfig: { trustStoreConfig: { trustStoreId: "ts_1" } }',
      },
    },
  },
} as const satisfies Readonly<Record<`FE-DST-${string}`, Rule>>;
