import type { EnvironmentInput } from "./schema.ts";
import { countryRouter, membersAuth, redirects, securityHeaders, site } from "./site.ts";

/** The public site. No plan may destroy a resource that holds data or an address. */
export default {
  account: "123456789012",
  region: "eu-west-1",
  state: { type: "s3", bucket: "example-terraform-state-123456789012", region: "eu-west-1" },
  tags: { Environment: "prod", Product: "site", Owner: "web-platform" },
  protections: { preventDestroy: true },
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
