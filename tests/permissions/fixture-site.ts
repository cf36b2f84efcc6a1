import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { EnvironmentInput } from "#environments";
import { copyOfThisProject } from "#fixtures/copy.ts";

type Distribution = EnvironmentInput["distributions"][string];

export const environment = "qa";
export const account = "123456789012";
export const stateBucket = "fixture-state";

/** The home region: not us-east-1, so that log groups are made in both. */
const region = "eu-west-1";

const handler = `import { onViewerRequest } from "@featheredge/edge-sdk";
export default onViewerRequest(async (request, { config }) => {
  request.headers.set("x-greeting", config.text + (await config.greeting.get()));
  return request;
});`;

const config = `import { dynamic } from "@featheredge/edge-sdk/config";
import { z } from "zod";
export const config = z.strictObject({ text: z.string(), greeting: dynamic(z.string()) });`;

/**
 * `changed` changes most resources of `everything`; `first` has both runtimes, and `smaller` no function; `staged` has a
 * candidate, and content that Terraform does not upload, and `previewed` previews of pull requests.
 */
const steps = {
  everything: { text: "first", retention: 7, threshold: 1, size: "everything" },
  changed: { text: "second", retention: 30, threshold: 2, size: "everything" },
  first: { text: "first", retention: 7, threshold: 1, size: "functions" },
  smaller: { text: "second", retention: 30, threshold: 2, size: "pages" },
  staged: { text: "first", retention: 7, threshold: 1, size: "staged" },
  previewed: { text: "first", retention: 7, threshold: 1, size: "previewed" },
} as const;

export type Step = keyof typeof steps;

/** The public half of a key that signs URLs, and that encrypts fields. */
const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const encodedKey = String(publicKey.export({ type: "spki", format: "pem" }));

/** A project whose only environment has every kind of resource that the stacks can make. */
export function fixtureSite(): string {
  const root = copyOfThisProject();
  const registry = readFileSync(join(root, "environments/index.ts"), "utf8");
  const files = `const files = { ${environment}: () => import("./${environment}.ts") }`;
  write(root, "environments/index.ts", registry.replace(/const files = \{.*?\n\}/s, files));
  write(root, "edge-handlers/greeting/handler.ts", handler);
  write(root, "edge-handlers/greeting/config.ts", config);
  return root;
}

/** Brings the project to a step. */
export function writeStep(root: string, step: Step): void {
  write(root, "site/index.html", steps[step].text);
  write(root, "site/about.html", "about");
  write(root, "uploads/index.html", steps[step].text);
  write(root, "apis/orders.ts", "export const handler = async () => ({ statusCode: 200 });");
  write(root, "environments/qa.ts", `export default ${JSON.stringify(environmentAt(step))};`);
}

/** The environment of a step. */
export function environmentAt(step: Step): EnvironmentInput {
  const { text, retention, threshold, size } = steps[step];
  const site = {
    everything: everySite,
    functions: functionSite,
    pages: smallSite,
    staged: stagedSite,
    previewed: previewedSite,
  }[size];
  const greeting = { handler: "greeting", config: { text, greeting: "hello" } };
  return {
    account,
    region,
    state: { type: "s3", bucket: stateBucket, region },
    tags: { Step: text },
    protections: { preventDestroy: false },
    logRetentionDays: retention,
    handlers: { greeting, "greeting-lambda": { ...greeting, runtime: "lambda-at-edge" } },
    ...(size === "everything" ? accountWide : {}),
    distributions: { site: site(text, threshold) },
  };
}

export const foundation = {
  github: { repository: "example/site" },
  budget: { limitUsd: 100, emails: ["platform@example.com"] },
};

/** The entries of an environment with everything, besides its distribution. */
const accountWide = {
  foundation,
  dns: { hostedZones: [{ name: "example.com" }] },
  apis: { orders: { source: "apis/orders.ts" } },
};

function functionSite(comment: string): Distribution {
  const small = smallSite(comment);
  return {
    ...small,
    origins: { ...small.origins, uploads: { type: "static" } },
    defaultBehavior: { origin: "pages", viewerRequest: "greeting" },
    behaviors: [
      { pathPattern: "/members/*", origin: "pages", viewerRequest: "greeting-lambda" },
      { pathPattern: "/uploads/*", origin: "uploads" },
    ],
  };
}

function stagedSite(comment: string): Distribution {
  const { origins, ...site } = functionSite(comment);
  return {
    ...site,
    // CloudFront allows no HTTP/3 with continuous deployment.
    httpVersion: "http2",
    origins: { ...origins, uploads: { type: "static", content: { from: "uploads", grace: 0 } } },
    continuousDeployment: { header: { name: "aws-cf-cd-canary", value: "yes" } },
  };
}

function previewedSite(comment: string): Distribution {
  return { ...functionSite(comment), preview: {} };
}

function everySite(comment: string, threshold: number): Distribution {
  const small = smallSite(comment);
  return {
    ...small,
    aliases: ["qa.example.com", "www.qa.example.com"],
    certificate: {},
    dnsRecords: {},
    webAcl: {
      rateRules: [{ name: "each-address", limit: threshold * 1000 }],
      ipRules: [{ name: "office", action: "block", addresses: ["192.0.2.0/24"] }],
      logging: { keep: "blocked" },
    },
    // Without a log group: provider 5.100 can't change the tags of a delivery to one.
    logging: { s3: {} },
    realtimeLogs: { fields: ["sc-status", "cs-uri-stem", "timestamp"] },
    additionalMetrics: true,
    alarms: { emails: ["oncall@example.com"], errorRate5xx: { threshold } },
    dashboard: {},
    queries: {},
    origins: { ...small.origins, uploads: { type: "static" }, orders: { type: "api", api: "orders" } },
    defaultBehavior: {
      origin: "pages",
      viewerRequest: "greeting",
      cachePolicy: { name: "pages", defaultTtl: threshold * 60 },
      originRequestPolicy: { headersConfig: { headerBehavior: "whitelist", headers: ["X-Debug"] } },
      responseHeadersPolicy: { customHeadersConfig: [{ header: "X-Team", value: comment }] },
    },
    behaviors: [
      { pathPattern: "/members/*", origin: "pages", viewerRequest: "greeting-lambda" },
      { pathPattern: "/uploads/*", origin: "uploads", trustedKeyGroups: [{ items: [{ name: "sign", encodedKey }] }] },
      {
        pathPattern: "/orders/*",
        origin: "orders",
        viewerProtocolPolicy: "https-only",
        allowedMethods: ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"],
        cachePolicy: "CachingDisabled",
        originRequestPolicy: "AllViewerExceptHostHeader",
      },
      {
        pathPattern: "/forms/*",
        origin: "api",
        viewerProtocolPolicy: "https-only",
        allowedMethods: ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"],
        cachePolicy: "CachingDisabled",
        fieldLevelEncryption: {
          contentTypeProfileConfig: {
            forwardWhenContentTypeIsUnknown: threshold === 1,
            profile: {
              encryptionEntities: [
                { publicKey: { name: "cards", encodedKey }, providerId: "shop", fieldPatterns: ["card_*"] },
              ],
            },
          },
        },
      },
    ],
  };
}

function smallSite(comment: string): Distribution {
  return {
    comment,
    aliases: ["qa.example.com"],
    waitForDeployment: false,
    certificate: `arn:aws:acm:us-east-1:${account}:certificate/c3d7f2a4-91b0-4e6d-8f35-2a6b9e1c4d78`,
    origins: { pages: { type: "static", content: "site" }, api: { type: "custom", domainName: "api.example.com" } },
    defaultBehavior: { origin: "pages" },
    behaviors: [
      {
        pathPattern: "/api/*",
        origin: "api",
        allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
        cachePolicy: "CachingDisabled",
      },
    ],
  };
}

function write(root: string, file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}
