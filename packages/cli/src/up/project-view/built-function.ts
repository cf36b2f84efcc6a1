import type { BuildManifest } from "../../project/build-manifest.ts";

/**
 * Finds a function of the last build by its name in AWS, which begins with the environment's and the stack's:
 * `local-site-redirects`. Of several that it may end with, the longest name is the one.
 */
export function findBuiltFunction(
  { functions }: BuildManifest,
  deployedName: string,
): BuildManifest["functions"][number] | undefined {
  const matching = functions.filter(({ name, earlierNames = [] }) =>
    [name, ...earlierNames].some((one) => deployedName === one || deployedName.endsWith(`-${one}`)),
  );
  return matching.sort((a, b) => b.name.length - a.name.length)[0];
}
