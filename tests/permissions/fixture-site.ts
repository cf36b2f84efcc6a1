import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { copyOfThisProject } from "#fixtures/copy.ts";

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

/** Each step exercises calls that the one before did not: creations, changes in place, removals. */
const steps = {
  first: { text: "first", retention: 7, complete: true },
  changed: { text: "second", retention: 30, complete: true },
  smaller: { text: "second", retention: 30, complete: false },
} as const;

export type Step = keyof typeof steps;

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
  const { text, retention, complete } = steps[step];
  const greeting = { handler: "greeting", config: { text, greeting: "hello" } };
  write(root, "site/index.html", text);
  write(root, "site/about.html", "about");
  const environment = {
    account,
    region,
    state: { type: "s3", bucket: stateBucket, region },
    tags: { Step: text },
    protections: { preventDestroy: false },
    logRetentionDays: retention,
    handlers: { greeting, "greeting-lambda": { ...greeting, runtime: "lambda-at-edge" } },
    distributions: { site: complete ? completeSite(text) : smallSite(text) },
  };
  write(root, "environments/qa.ts", `export default ${JSON.stringify(environment)};`);
}

function completeSite(comment: string) {
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

function smallSite(comment: string) {
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
