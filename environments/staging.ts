import type { EnvironmentInput } from "./schema.ts";
import { countryRouter, membersAuth, redirects, securityHeaders, site } from "./site.ts";

/** A rehearsal for production: the same site in another account. */
export default {
  account: "444455556666",
  region: "eu-west-1",
  state: { type: "s3", bucket: "example-terraform-state-444455556666", region: "eu-west-1" },
  tags: { Environment: "staging", Product: "site", Owner: "web-platform" },
  protections: { preventDestroy: false },
  logRetentionDays: 14,
  handlers: {
    redirects,
    "country-router": countryRouter,
    "security-headers": securityHeaders,
    "members-auth": membersAuth({ issuer: "https://login.staging.example.com" }),
  },
  distributions: {
    site: {
      ...site,
      comment: "Site, staging",
      traffic: { viewerRequestsPerMonth: 2_000_000 },
      aliases: ["staging.example.com"],
      certificate: "arn:aws:acm:us-east-1:444455556666:certificate/8a2d9b60-6c47-4f7e-8e21-7f1b4c9d0a15",
    },
  },
} satisfies EnvironmentInput;
