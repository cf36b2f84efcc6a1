import type { EnvironmentInput } from "./schema.ts";
import { countryRouter, membersAuth, redirects, securityHeaders, site } from "./site.ts";

/**
 * CloudFront runs no viewer-response function when the origin answers 400 or above, and adds the headers of a policy to
 * these answers, too.
 */
const withSecurityHeaders = <Behavior extends object>(behavior: Behavior) => ({
  ...behavior,
  responseHeadersPolicy: "SecurityHeadersPolicy",
});

/** The public site. No plan may destroy a resource that holds data or an address. */
export default {
  account: "123456789012",
  region: "eu-west-1",
  state: { type: "s3", bucket: "example-terraform-state-123456789012", region: "eu-west-1" },
  tags: { Environment: "prod", Product: "site", Owner: "web-platform" },
  protections: {
    preventDestroy: true,
    securityChecks: {
      severity: "error",
      exceptions: {
        "CloudFront.4": "The one bucket has the availability of S3; a second region would cost more than an outage.",
        "CloudFront.17": "The pages are public; members sign in with tokens, which the handler 'members-auth' checks.",
        CKV_AWS_374: "The site is for readers in all countries.",
        CKV_AWS_18: "CloudFront alone reads the pages and logs each request; no program reads the log bucket.",
        CKV_AWS_144: "The pages are made from the commit, so that a second region needs no copy of the bucket.",
        CKV_AWS_145: "The pages are public, and the logs hold no cookies: S3's own keys are enough.",
        CKV2_AWS_61: "Old versions of the pages are kept to go back to; only the logs expire.",
        CKV2_AWS_62: "No program waits for changes of the pages or for log files.",
        CKV_AWS_272: "The plan shows the hash of each function's zip, which is built from the commit.",
        CKV_AWS_158: "The logs hold no cookies or credentials: CloudWatch's own keys are enough.",
      },
    },
  },
  logRetentionDays: 365,
  handlers: {
    redirects,
    "country-router": countryRouter,
    "security-headers": securityHeaders,
    "members-auth": membersAuth({ issuer: "https://login.example.com" }),
  },
  distributions: {
    site: {
      ...site,
      comment: "Site",
      traffic: { viewerRequestsPerMonth: 60_000_000 },
      logging: { s3: {} },
      webAcl: { rateRules: [{ name: "each-address", limit: 2_000 }], logging: { keep: "blocked" } },
      defaultBehavior: withSecurityHeaders(site.defaultBehavior),
      behaviors: site.behaviors?.map(withSecurityHeaders),
      aliases: ["example.com", "www.example.com"],
      certificate: "arn:aws:acm:us-east-1:123456789012:certificate/c3d7f2a4-91b0-4e6d-8f35-2a6b9e1c4d78",
    },
  },
} satisfies EnvironmentInput;
