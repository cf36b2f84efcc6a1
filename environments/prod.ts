import type { EnvironmentInput } from "./schema.ts";
import { countryRouter, membersAuth, redirects, securityHeaders, site } from "./site.ts";

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
        "CloudFront.5": "The example has no log bucket and no reader for logs: a real site sets 'logging'.",
        "CloudFront.6": "The example has only static pages behind functions: a real site sets 'webAcl'.",
        "CloudFront.17": "The pages are public; members sign in with tokens, which the handler 'members-auth' checks.",
        CKV_AWS_374: "The site is for readers in all countries.",
        CKV2_AWS_32: "The handler 'security-headers' sets the headers, also on the functions' own responses.",
        CKV2_AWS_47: "There is no web ACL, and no server that runs Java.",
        CKV_AWS_18: "Only CloudFront reads the bucket.",
        CKV_AWS_145: "The pages are public: S3's own keys are enough.",
        CKV2_AWS_61: "Terraform uploads and deletes the objects; old versions are kept to go back to.",
        CKV2_AWS_62: "No program waits for changes of the pages.",
        CKV_AWS_272: "The plan shows the hash of each function's zip, which is built from the commit.",
        CKV_AWS_338: "The logs of the functions are for debugging, and 90 days are enough.",
        CKV_AWS_158: "The logs hold no secrets: CloudWatch's own keys are enough.",
      },
    },
  },
  logRetentionDays: 90,
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
      aliases: ["example.com", "www.example.com"],
      certificate: "arn:aws:acm:us-east-1:123456789012:certificate/c3d7f2a4-91b0-4e6d-8f35-2a6b9e1c4d78",
    },
  },
} satisfies EnvironmentInput;
