import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyOfThisProject } from "#fixtures/copy.ts";
import { repository } from "../loopback/command.ts";

export const accounts = { dev: "111111111111", staging: "222222222222", prod: "333333333333" } as const;

export type Deployed = keyof typeof accounts;

/** A project with three environments, each with one distribution: a handler, a KeyValueStore and a page. */
export function makeSite(): string {
  const root = copyOfThisProject();
  rmSync(join(root, "edge-handlers"), { recursive: true });
  for (const file of readdirSync(join(root, "environments"))) {
    if (/^(local|dev|staging|prod)\.ts$/.test(file)) rmSync(join(root, "environments", file));
  }
  cpSync(join(repository, ".github"), join(root, ".github"), { recursive: true });
  const write = (path: string, text: string) => {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write("stacks/content/pages/index.html", "<p>Hello</p>\n");
  write("edge-handlers/greet/handler.js", handler("hello"));
  write("environments/site.ts", site);
  for (const [name, account] of Object.entries(accounts)) write(`environments/${name}.ts`, environment(name, account));
  const registry = join(root, "environments/index.ts");
  const lines = Object.keys(accounts).map((name) => `${name}: () => import("./${name}.ts")`);
  const files = readFileSync(registry, "utf8").replace(
    /const files = \{[^}]*\}/,
    `const files = { ${lines.join(", ")} }`,
  );
  writeFileSync(registry, files);
  return root;
}

export const handler = (greeting: string) => `import cf from "cloudfront";

const store = cf.kvs();

async function handler(event) {
  const value = (await store.exists("name")) ? await store.get("name") : "you";
  return { statusCode: 200, headers: { "x-greeting": { value: "${greeting} " + value } } };
}
`;

const site = `export const site = {
  comment: "Site",
  waitForDeployment: false,
  keyValueStore: { name: "kim" },
  origins: { app: { type: "custom", domainName: "app.example.com" }, pages: { type: "static", content: "stacks/content/pages" } },
  defaultBehavior: { origin: "app", viewerRequest: "greet" },
  behaviors: [{ pathPattern: "/pages/*", origin: "pages" }],
} as const;
`;

const environment = (name: string, account: string) => `import type { EnvironmentInput } from "./schema.ts";
import { site } from "./site.ts";

export default {
  account: "${account}",
  region: "eu-west-1",
  state: { type: "s3", bucket: "state-${account}", region: "eu-west-1" },
  tags: { Environment: "${name}" },
  protections: { preventDestroy: false },
  handlers: { greet: {} },
  distributions: { site },
} satisfies EnvironmentInput;
`;
