import type { EdgeEvent, EdgeRuntime } from "@featheredge/aws-rules";
import { toLiteral } from "../literal.ts";

const adapters: Readonly<Record<EdgeEvent, string>> = {
  "viewer-request": "viewerRequest",
  "origin-request": "originRequest",
  "origin-response": "originResponse",
  "viewer-response": "viewerResponse",
};

export interface Entry {
  readonly runtime: EdgeRuntime;
  readonly event: EdgeEvent;
  /** The configs that the chain passes on, in the handlers' order; undefined where a handler has its own in it. */
  readonly configs: readonly unknown[];
  /** Whether a handler of the chain returns a promise; Lambda@Edge has one adapter for both. */
  readonly isAsync: boolean;
}

/** What the generated module is called among a bundle's inputs. */
export const entryFile = "featheredge-entry.js";

/** Before a handler's place in the chain: what an entry imports it by. */
export const handlerPrefix = "featheredge-handler:";

/**
 * The source of the module that joins a chain's handlers to their runtime.
 *
 * CloudFront Functions need a function declaration called `handler`: that is the form AWS documents.
 */
export function writeEntry(entry: Entry): string {
  const adapter = adapters[entry.event];
  const name = entry.isAsync ? `${adapter}Async` : adapter;
  const imports = entry.configs.map((_, place) => `import h${place} from "${handlerPrefix}${place}";\n`);
  const chain = entry.configs.map((config, place) => `[h${place}, ${literal(config)}]`).join(", ");
  const module = `@featheredge/edge-sdk/${entry.runtime}`;
  const head = `import { ${name} } from "${module}";\n${imports.join("")}`;
  if (entry.runtime === "lambda-at-edge") return `${head}export const handler = ${name}([${chain}]);\n`;
  const declaration = entry.isAsync ? "async function" : "function";
  return `${head}const run = ${name}([${chain}]);\nexport ${declaration} handler(event) {\n  return run(event);\n}\n`;
}

function literal(config: unknown): string {
  const written = toLiteral(config);
  return "code" in written ? written.code : "void 0";
}
