import { posix } from "node:path";

/** Reads a file of the project, by its path with forward slashes; undefined where there is none. */
export type ReadFile = (path: string) => Promise<string | undefined>;

const specifiers = /(?:\bfrom\s*|\bimport\s*\(?\s*)(["'])(\.{1,2}\/[^"']+)\1/g;

/**
 * Finds a handler's files: its entry, the files that it imports by relative paths, and theirs. Packages are not among them.
 * @returns texts by path
 */
export async function localFiles(entries: readonly string[], read: ReadFile): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const waiting = [...entries];
  for (const path of waiting) {
    if (files.has(path)) continue;
    const text = await read(path);
    if (text === undefined) continue;
    files.set(path, text);
    for (const [, , specifier = ""] of text.matchAll(specifiers)) {
      waiting.push(...candidates(posix.join(posix.dirname(path), specifier)));
    }
  }
  return files;
}

/** An import may omit the extension, or write `.js` for a TypeScript file. */
function candidates(path: string): string[] {
  if (path.startsWith("../")) return [];
  const withoutExtension = path.replace(/\.[cm]?js$/, "");
  return [path, `${withoutExtension}.ts`, `${path}.ts`, `${path}.js`, `${path}/index.ts`];
}
