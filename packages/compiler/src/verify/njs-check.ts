import { createCloudFrontFunctionEngine, njsAvailable, runInNjs } from "@featheredge/runtimes";

let isInstalled: Promise<boolean> | undefined;

/** The code without its handler, since only loading is checked: the handler's own tests run it on events. */
const withoutHandler = (code: string) => `${code}\nhandler = function () { return true; };`;
/** Lets a function get its store outside of its handler. */
const keyValueStore = new Map<string, string>();

/**
 * The error with which a function fails in QuickJS when it is loaded: one that its own code throws outside of the
 * handler.
 */
export async function loadError(code: string): Promise<string | undefined> {
  const engine = await createCloudFrontFunctionEngine(withoutHandler(code), { keyValueStore });
  const { error } = await engine.run({}).finally(() => engine.dispose());
  return error && `${error.name}: ${error.message}`;
}

/**
 * Checks whether njs, from which CloudFront's runtime was forked, loads an artifact; where njs is installed.
 *
 * @returns njs's error, or undefined
 */
export async function njsError(code: string): Promise<string | undefined> {
  isInstalled ??= njsAvailable();
  if (!(await isInstalled)) return undefined;
  const [result] = await runInNjs(withoutHandler(code), [{}], { keyValueStore });
  return result?.error && `${result.error.name}: ${result.error.message}`;
}
