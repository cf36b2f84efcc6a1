import { njsAvailable, runInNjs } from "@featheredge/runtimes";

let isInstalled: Promise<boolean> | undefined;

/**
 * Whether njs, from which CloudFront's runtime was forked, loads an artifact; where njs is installed.
 *
 * @returns what it says against the code, or undefined
 */
export async function refusalByNjs(code: string): Promise<string | undefined> {
  isInstalled ??= njsAvailable();
  if (!(await isInstalled)) return undefined;
  // Loading is asked for alone: what the handler does with an event is for its tests.
  // A store, since a function may take its own at the top.
  const keyValueStore = new Map<string, string>();
  const [result] = await runInNjs(`${code}\nhandler = function () { return true; };`, [{}], { keyValueStore });
  return result?.error && `${result.error.name}: ${result.error.message}`;
}
