import type { EnvironmentInput } from "./schema.ts";
import { countryRouter, membersAuth, redirects, securityHeaders, site } from "./site.ts";

/** Changes are deployed here first. It may be destroyed and made again at any time. */
export default {
  account: "111122223333",
  region: "eu-west-1",
  state: { type: "s3", bucket: "example-terraform-state-111122223333", region: "eu-west-1" },
  tags: { Environment: "dev", Product: "site", Owner: "web-platform" },
  protections: { preventDestroy: false },
  logRetentionDays: 7,
  handlers: {
    redirects,
    "country-router": countryRouter,
    "security-headers": securityHeaders,
    "members-auth": membersAuth({ issuer: "https://login.dev.example.com" }),
  },
  distributions: {
    site: {
      ...site,
      comment: "Site, dev",
      traffic: { viewerRequestsPerMonth: 200_000 },
      aliases: ["dev.example.com"],
      certificate: "arn:aws:acm:us-east-1:111122223333:certificate/5f0c1a52-3b1e-4d0c-9a56-0d5b7c1d2e3f",
      priceClass: "PriceClass_100",
    },
  },
} satisfies EnvironmentInput;
