import { posix } from "node:path";
import type { SourceFile } from "../files.ts";
import { type Manifest, resolveImport, type Target, type Workspace } from "./resolve.ts";
import { specifiersOf } from "./specifiers.ts";

/** An import of a file, and where it leads. */
export interface Import {
  importer: string;
  specifier: string;
  /** The importing file's text, and where the specifier is in it. */
  text: string;
  offset: number;
  target: Target;
}

const CODE = /\.(?:tsx?|js)$/;
const MANIFEST = /^(?:packages\/[^/]+\/)?package\.json$/;

/** True for the files that `importsOf` reads: code, and the package.json files that say where its names lead. */
export const isImportSource = (path: string): boolean => CODE.test(path) || MANIFEST.test(path);

/** Returns every import of the code among the files. The `package.json` files among them say where names lead. */
export function importsOf(files: readonly SourceFile[]): Import[] {
  const workspaces = files.filter(({ path }) => MANIFEST.test(path)).map(workspaceOf);
  return files
    .filter(({ path }) => CODE.test(path))
    .flatMap(({ path, text }) =>
      specifiersOf(path, text).map((specifier) => ({
        importer: path,
        specifier: specifier.text,
        text,
        offset: specifier.offset,
        target: resolveImport(specifier.text, path, workspaces),
      })),
    );
}

function workspaceOf({ path, text }: SourceFile): Workspace {
  const folder = posix.dirname(path);
  return { folder: folder === "." ? "" : `${folder}/`, manifest: JSON.parse(text) as Manifest };
}
