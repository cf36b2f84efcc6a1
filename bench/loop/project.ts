import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { copyOfThisProject } from "#fixtures/copy.ts";

/** The code of the CloudFront Function, in AWS's form. It answers itself, so that the origin's time does not count. */
const greet = (text: string) => `import cf from "cloudfront";

const store = cf.kvs();

async function handler(event) {
  const headers = { "x-code": { value: "${text}" }, "x-store": { value: await store.get("greeting") } };
  return { statusCode: 200, headers };
}
`;

/** The code of the Lambda@Edge function, in AWS's form. */
const stamp = (text: string) => `exports.handler = async () => ({
  status: "200",
  headers: { "x-code": [{ key: "x-code", value: "${text}" }] },
});
`;

const environment = `import type { EnvironmentInput } from "./schema.ts";

const behavior = { origin: "pages", viewerProtocolPolicy: "allow-all", cachePolicy: "CachingDisabled" } as const;

export default {
  account: "000000000000",
  region: "us-east-1",
  state: { type: "local" },
  tags: {},
  protections: { preventDestroy: false },
  logRetentionDays: 1,
  handlers: { greet: {}, stamp: {} },
  distributions: {
    site: {
      comment: "Site",
      waitForDeployment: false,
      keyValueStore: { greeting: "value-0" },
      origins: { pages: { type: "static" } },
      defaultBehavior: { ...behavior, viewerRequest: "greet" },
      behaviors: [{ ...behavior, pathPattern: "/lambda/*", viewerRequest: "stamp" }],
    },
  },
} satisfies EnvironmentInput;
`;

const { cache }: { readonly cache: string } = createRequire(import.meta.url)("../../packages/cli/loader/compile.cjs");

/** The caches of the loader and of V8, see `packages/cli/loader/register.cjs`. */
const loaderCaches = [cache, `${cache}-v8`];

/** A project whose parts a benchmark edits. Each edit makes an answer have a new value. */
export interface LoopProject {
  readonly root: string;
  edit(kind: EditKind, value: string): void;
  /**
   * Forgets all that `up` has made and kept, with the caches of the compiler, of the loader and of V8, as if the packages
   * had just been installed. The loader's and V8's are this repository's, which makes them again when they are needed.
   */
  forget(): void;
  remove(): void;
}

export type EditKind = "function" | "lambda" | "store" | "behavior";

export function makeLoopProject(): LoopProject {
  const root = copyOfThisProject();
  const write = (file: string, text: string) => {
    mkdirSync(join(root, file, ".."), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  for (const name of readdirSync(join(root, "edge-handlers")))
    rmSync(join(root, "edge-handlers", name), { recursive: true });
  write("edge-handlers/greet/handler.js", greet("value-0"));
  write("edge-handlers/stamp/handler.js", stamp("value-0"));
  write("environments/bench.ts", environment);
  const registry = join(root, "environments", "index.ts");
  const files = 'const files = { bench: () => import("./bench.ts") }';
  writeFileSync(registry, readFileSync(registry, "utf8").replace(/const files = \{[^}]*\}/, files));
  const editEnvironment = (from: RegExp, to: string) => {
    const file = join(root, "environments/bench.ts");
    writeFileSync(file, readFileSync(file, "utf8").replace(from, to));
  };
  const edits: Readonly<Record<EditKind, (value: string) => void>> = {
    function: (value) => write("edge-handlers/greet/handler.js", greet(value)),
    lambda: (value) => write("edge-handlers/stamp/handler.js", stamp(value)),
    store: (value) => editEnvironment(/greeting: "[^"]*"/, `greeting: "${value}"`),
    behavior: (value) => editEnvironment(/pathPattern: "[^"]*"/, `pathPattern: "/${value}/*"`),
  };
  return {
    root,
    edit: (kind, value) => edits[kind](value),
    forget() {
      for (const folder of [join(root, "cdktf.out"), join(root, ".featheredge"), ...loaderCaches]) {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    remove: () => rmSync(root, { recursive: true }),
  };
}
