import { createRequire } from "node:module";
import { join, sep } from "node:path";

/**
 * Forgets the project's own modules, so that the next import reads their files again: for commands that go on while files
 * are edited. Packages stay loaded, those of the repository too, since the running command is made of them.
 *
 * @param root - The project's folder.
 * @param modules - The modules that are loaded, by their files. Those to forget are removed. @default those of this process
 */
export function forgetProjectModules(root: string, modules: Modules = createRequire(import.meta.url).cache): void {
  const packages = ["node_modules", "packages"].map((folder) => join(root, folder) + sep);
  for (const file of Object.keys(modules)) {
    const isOwn = file.startsWith(root + sep) && !packages.some((folder) => file.startsWith(folder));
    if (isOwn) delete modules[file];
  }
  // A module refers to those that it has loaded first, which could never be freed.
  for (const loaded of Object.values(modules)) {
    if (loaded?.children.some(({ id }) => modules[id] === undefined)) {
      loaded.children = loaded.children.filter(({ id }) => modules[id] !== undefined);
    }
  }
}

type Modules = NodeJS.Dict<Pick<NodeJS.Module, "id" | "children">>;
