import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";

/** One file of the inspector's page. */
export interface PageFile {
  /** Its media type. */
  readonly type: string;
  readonly body: string;
}

/** The page's files by their paths on the inspector's host, such as `/` and `/page.js`. */
export type PageFiles = ReadonlyMap<string, PageFile>;

const SOURCE = join(import.meta.dirname, "page");

/** Zod's messages in 60 languages would be half of the page's script. It shows the API's messages only. */
const withoutLocales: Plugin = {
  name: "without-locales",
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: "export {}" })),
};

let built: Promise<PageFiles> | undefined;

/** Builds the inspector's page from its source when it is first needed, which takes a fraction of a second. */
export function buildPage(): Promise<PageFiles> {
  built ??= bundle().catch((error: unknown) => {
    built = undefined;
    throw error;
  });
  return built;
}

async function bundle(): Promise<PageFiles> {
  const html = readFile(join(SOURCE, "index.html"), "utf8");
  const icon = readFile(join(SOURCE, "icon.svg"), "utf8");
  const { outputFiles } = await build({
    entryPoints: { page: join(SOURCE, "main.tsx") },
    outdir: SOURCE,
    write: false,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
    plugins: [withoutLocales],
    logLevel: "silent",
  });
  const textOf = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? "";
  return new Map([
    ["/", { type: "text/html; charset=utf-8", body: await html }],
    ["/page.js", { type: "text/javascript; charset=utf-8", body: textOf(".js") }],
    ["/page.css", { type: "text/css; charset=utf-8", body: textOf(".css") }],
    ["/icon.svg", { type: "image/svg+xml", body: await icon }],
  ]);
}
