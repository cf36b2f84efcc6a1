import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { copyOfThisProject } from "#fixtures/copy.ts";

interface OwnProject {
  /** The source of each handler's `handler.ts`, by the handler's name. */
  readonly handlers: Readonly<Record<string, string>>;
  /** The project's own handlers to keep, for options of environments that stand for them. @default [] */
  readonly kept?: readonly string[];
}

/** The loopback's own account, for which a local state is as it should be. */
export const ownAccount = "000000000000";

/**
 * Copies the project with one environment, `qa`, one distribution, `shop`, and the given handlers, so that a test does not
 * depend on the repository's site.
 */
export function projectWith({ handlers, kept = [] }: OwnProject): string {
  const root = copyOfThisProject();
  for (const name of readdirSync(join(root, "edge-handlers"))) {
    if (!kept.includes(name)) rmSync(join(root, "edge-handlers", name), { recursive: true });
  }
  for (const [name, source] of Object.entries(handlers)) {
    mkdirSync(join(root, "edge-handlers", name), { recursive: true });
    writeFileSync(join(root, "edge-handlers", name, "handler.ts"), source);
  }
  const registry = join(root, "environments", "index.ts");
  const text = readFileSync(registry, "utf8");
  const files = /const files = \{[^}]*\}/;
  expect(text).toMatch(files);
  writeFileSync(registry, text.replace(files, 'const files = { qa: () => import("./qa.ts") }'));
  writeFileSync(join(root, "environments", "qa.ts"), environment(Object.keys(handlers)));
  return root;
}

const environment = (handlers: readonly string[]) => `import type { EnvironmentInput } from "./schema.ts";

export default {
  account: "${ownAccount}",
  region: "eu-west-1",
  state: { type: "local" },
  tags: { Environment: "qa" },
  protections: { preventDestroy: false },
  handlers: ${JSON.stringify(Object.fromEntries(handlers.map((name) => [name, {}])))},
  distributions: {
    shop: {
      comment: "Shop",
      origins: { app: { type: "custom", domainName: "app.example.com" }, pages: { type: "static" } },
      defaultBehavior: { origin: "app" },
      behaviors: [],
    },
  },
} satisfies EnvironmentInput;
`;
