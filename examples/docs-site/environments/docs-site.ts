import type { EnvironmentInput } from "#environments/schema.ts";

/** A documentation site: its pages in a bucket, older ones on a server, and an app that searches them. */
export default {
  account: "444455556666",
  region: "eu-west-1",
  state: { type: "local" },
  tags: { Environment: "prod", Product: "docs" },
  protections: { preventDestroy: false },
  logRetentionDays: 30,
  dns: { hostedZones: [{ name: "example.com" }] },
  distributions: {
    docs: {
      comment: "Documentation",
      traffic: { viewerRequestsPerMonth: 5_000_000, responseKilobytes: 25 },
      aliases: ["docs.example.com", "documentation.example.com"],
      canonicalHost: { host: "docs.example.com" },
      // A certificate of ACM for both names, and their records in Route 53.
      certificate: {},
      dnsRecords: {},
      waitForDeployment: false,
      defaultRootObject: "index.html",
      notFoundPage: "/404.html",
      geoRestriction: { restrictionType: "blacklist", locations: ["KP", "SY"] },
      logging: { s3: { prefix: "docs" }, cloudwatchLogs: { retentionInDays: 30 } },
      extend: "stacks/docs-site/extend.ts",
      origins: {
        pages: { type: "static", content: "stacks/content/docs-site" },
        archive: { type: "custom", domainName: "archive.example.com", originProtocolPolicy: "http-only" },
      },
      // S3 answers 403 for an object that does not exist: the archive may have it.
      originGroups: { everything: { members: ["pages", "archive"], statusCodes: [403, 404, 500, 502, 503, 504] } },
      defaultBehavior: {
        origin: "everything",
        viewerProtocolPolicy: "allow-all",
        cachePolicy: {
          name: "docs",
          defaultTtl: 3_600,
          queryStringsConfig: { queryStringBehavior: "whitelist", queryStrings: ["version"] },
        },
        responseHeadersPolicy: "SecurityHeadersPolicy",
      },
      behaviors: [
        {
          pathPattern: "/app/*",
          origin: "pages",
          viewerProtocolPolicy: "allow-all",
          singlePageApplication: { page: "/app/index.html" },
        },
      ],
    },
  },
} satisfies EnvironmentInput;
