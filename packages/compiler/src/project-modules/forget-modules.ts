import { createRequire } from "node:module";
import { join, sep } from "node:path";
import { staleModules } from "./stale-modules.ts";

/** The modules to forget. */
interface Forgetting {
  /** The files that have changed, as paths from the project's root with `/`. @default all may have changed */
  readonly changed?: readonly string[];
  /** The file of a module that stays, since it goes on running. */
  readonly running?: string;
}

/**
 * Forgets the project's own modules that depend on changed files, so that the next import reads their files again: for
 * programs that go on while files are edited. Packages stay loaded, those of the repository too.
 *
 * @param root - The project's folder, an absolute path.
 */
export function forgetProjectModules(root: string, { changed, running }: Forgetting = {}): void {
  const loaded: NodeJS.Dict<NodeJS.Module> = createRequire(import.meta.url).cache;
  const packages = ["node_modules", "packages"].map((folder) => join(root, folder) + sep);
  const own = new Map<string, NodeJS.Module>();
  for (const [file, module] of Object.entries(loaded)) {
    const isOwn = file.startsWith(root + sep) && !packages.some((folder) => file.startsWith(folder));
    if (isOwn && file !== running && module !== undefined) own.set(file, module);
  }
  const files = changed?.map((path) => join(root, path));
  const stale = files === undefined ? own.keys() : staleModules(own, files, join(root, "edge-handlers") + sep);
  for (const file of stale) delete loaded[file];
  // A module refers to those that it has loaded first, which could never be freed.
  for (const module of Object.values(loaded)) {
    if (module?.children.some(({ id }) => loaded[id] === undefined)) {
      module.children = module.children.filter(({ id }) => loaded[id] !== undefined);
    }
  }
}
