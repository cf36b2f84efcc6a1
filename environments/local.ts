import type { EnvironmentInput } from "./schema.ts";
import { countryRouter, membersAuth, redirects, securityHeaders, site } from "./site.ts";

/** HTTP is allowed too: the loopback signs its own certificates, which curl and browsers do not trust. */
const plain = { viewerProtocolPolicy: "allow-all" } as const;

/** For a laptop: applied to the loopback only, whose account id is all zeros by convention. */
export default {
  account: "000000000000",
  region: "us-east-1",
  state: { type: "local" },
  tags: { Environment: "local", Product: "site" },
  protections: { preventDestroy: false },
  logRetentionDays: 1,
  handlers: {
    redirects,
    "country-router": countryRouter,
    "security-headers": securityHeaders,
    "members-auth": membersAuth({
      issuer: "http://login.localhost",
      secretParameter: "/site/local/members-auth/secret",
    }),
  },
  distributions: {
    site: {
      ...site,
      comment: "Site on this machine",
      traffic: { viewerRequestsPerMonth: 10_000 },
      priceClass: "PriceClass_100",
      // The loopback serves a change at once, but the provider waits half a minute before its first poll.
      waitForDeployment: false,
      defaultBehavior: { ...site.defaultBehavior, ...plain },
      behaviors: site.behaviors?.map((behavior) => ({ ...behavior, ...plain })),
    },
  },
} satisfies EnvironmentInput;
