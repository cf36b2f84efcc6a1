import { posix } from "node:path";

type Targets = string | { readonly [condition: string]: Targets };

/** The parts of a package.json that say where its names lead. */
export interface Manifest {
  name: string;
  imports?: Readonly<Record<string, Targets>>;
  exports?: Readonly<Record<string, Targets>>;
}

/** A package.json of the repository. */
export interface Workspace {
  /** Its folder from the repository's root: empty for the root, else with a slash at its end. */
  folder: string;
  manifest: Manifest;
}

/** Where an import leads: files of the repository (several where conditions differ), or a package of npm or Node.js. */
export type Target = { files: readonly string[] } | { package: string };

/** Resolves a module's name as `importer` writes it: a relative path, a `#name`, a workspace's door, or a package. */
export function resolveImport(specifier: string, importer: string, workspaces: readonly Workspace[]): Target {
  if (specifier.startsWith(".")) return { files: [posix.join(posix.dirname(importer), specifier)] };
  if (specifier.startsWith("#")) {
    const around = workspaces.filter(({ folder }) => importer.startsWith(folder));
    return { files: around.flatMap((workspace) => lookUp(specifier, workspace, workspace.manifest.imports)) };
  }
  const owner = workspaces.find(({ manifest: { name } }) => specifier === name || specifier.startsWith(`${name}/`));
  if (!owner) return { package: /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier };
  return { files: lookUp(`.${specifier.slice(owner.manifest.name.length)}`, owner, owner.manifest.exports) };
}

/** The files that a name leads to by the names, or patterns with one `*`, of a package.json. */
function lookUp(name: string, { folder }: Workspace, table: Readonly<Record<string, Targets>> = {}): string[] {
  return Object.entries(table).flatMap(([pattern, targets]) => {
    const [start = "", end] = pattern.split("*");
    const isMatch = end === undefined ? name === pattern : name.startsWith(start) && name.endsWith(end);
    if (!isMatch) return [];
    const part = end === undefined ? "" : name.slice(start.length, name.length - end.length);
    return pathsIn(targets).map((path) => posix.join(folder, path.replace("*", part)));
  });
}

const pathsIn = (targets: Targets): string[] =>
  typeof targets === "string" ? [targets] : Object.values(targets).flatMap(pathsIn);
