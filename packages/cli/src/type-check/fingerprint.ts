import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/** Files whose change may change types without a change of a source. */
const settings = ["tsconfig.json", "package.json", "node_modules/.package-lock.json"];
const ignored = /^(?:\..*|node_modules|cdktf\.out|coverage)$/;
const source = /\.(?:[cm]?tsx?|json)$/;

/**
 * A hash of everything on which a type check depends: the sources that TypeScript's incremental state names, the names
 * in their folders (so that a new file counts), the project's settings and its installed packages.
 *
 * @param state the file of TypeScript's incremental state
 * @returns undefined when there is none, or a file that it names is gone
 */
export function fingerprint(root: string, state: string): string | undefined {
  try {
    const { fileNames }: { readonly fileNames: readonly string[] } = JSON.parse(readFileSync(state, "utf8"));
    const own = fileNames
      .filter((name) => name.includes("/") && !name.includes("/node_modules/"))
      .map((name) => resolve(dirname(state), name));
    const hash = createHash("sha256");
    const present = settings.map((name) => join(root, name)).filter((file) => existsSync(file));
    for (const file of [...present, ...own]) {
      hash
        .update(`${relative(root, file)}\0`)
        .update(readFileSync(file))
        .update("\0");
    }
    for (const folder of foldersOf(own, root)) hash.update(`${relative(root, folder)}: ${namesIn(folder)}\0`);
    return hash.digest("hex");
  } catch {
    return undefined;
  }
}

/** The folders of files, and those above them in the project. */
function foldersOf(files: readonly string[], root: string): ReadonlySet<string> {
  const folders = new Set([root]);
  for (const file of files) {
    let folder = dirname(file);
    while (folder.startsWith(root) && !folders.has(folder)) {
      folders.add(folder);
      folder = dirname(folder);
    }
  }
  return folders;
}

/** The sources and folders in a folder, without those that commands write. */
function namesIn(folder: string): string {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => (entry.isDirectory() ? !ignored.test(entry.name) : source.test(entry.name)))
    .map(({ name }) => name)
    .sort()
    .join("/");
}
