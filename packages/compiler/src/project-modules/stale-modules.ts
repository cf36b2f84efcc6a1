/** A module as `require.cache` has it. */
interface LoadedModule {
  /** The modules that it has required. */
  readonly children: readonly { readonly id: string }[];
}

/**
 * Finds the modules that must be loaded again after files have changed: those of the files, and all that require them,
 * directly or not. If a file other than a handler's is not a module, such as a new file or one that code reads, all must be.
 *
 * @param modules the project's own loaded modules, by their files
 * @param changed absolute paths
 * @param handlers the folder of the handlers, which are read again for each build
 */
export function staleModules(
  modules: ReadonlyMap<string, LoadedModule>,
  changed: readonly string[],
  handlers: string,
): ReadonlySet<string> {
  if (changed.some((file) => !modules.has(file) && !file.startsWith(handlers))) return new Set(modules.keys());
  const requiredBy = new Map<string, string[]>();
  for (const [file, { children }] of modules) {
    for (const { id } of children) requiredBy.set(id, [...(requiredBy.get(id) ?? []), file]);
  }
  const stale = new Set<string>();
  const add = (file: string): void => {
    if (stale.has(file) || !modules.has(file)) return;
    stale.add(file);
    for (const dependent of requiredBy.get(file) ?? []) add(dependent);
  };
  for (const file of changed) add(file);
  return stale;
}
