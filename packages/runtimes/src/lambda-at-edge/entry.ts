import { existsSync, statSync } from "node:fs";
import path from "node:path";

/** The module of a function, and the name under which it exports its handler. */
export interface Entry {
  readonly file: string;
  readonly exported: string;
}

const extensions = ["js", "mjs", "cjs"];

/**
 * Finds a handler as Lambda does: `src/index.handler` is the export `handler` of `src/index.js`, `.mjs` or `.cjs`.
 *
 * @param location a directory, or the module itself; the handler then names the export alone
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
export function findEntry(location: string, handler: string): Entry {
  const absolute = path.resolve(location);
  const exported = handler.slice(handler.lastIndexOf(".") + 1);
  if (!existsSync(absolute) || !statSync(absolute).isDirectory()) return { file: absolute, exported };
  const module = handler.includes(".") ? handler.slice(0, handler.lastIndexOf(".")) : "index";
  const files = extensions.map((extension) => path.join(absolute, `${module}.${extension}`));
  return { file: files.find(existsSync) ?? path.join(absolute, `${module}.mjs`), exported };
}
