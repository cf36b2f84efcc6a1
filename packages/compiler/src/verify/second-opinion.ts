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
  const [result] = await runInNjs(`${code}\nhandler = function () { return true; };`, [{}]);
  return result?.error && `${result.error.name}: ${result.error.message}`;
}
