import { createCloudFrontFunctionEngine, njsExceptionsIn, type RunResult, runInNjs } from "@featheredge/runtimes";

const event = {
  version: "1.0",
  context: { eventType: "viewer-request" },
  viewer: { ip: "198.51.100.1" },
  request: { method: "GET", uri: "/a/b", querystring: {}, headers: {}, cookies: {} },
};

/** Returns the body of a function's response in QuickJS. */
export async function bodyInQuickJs(code: string): Promise<unknown> {
  const engine = await createCloudFrontFunctionEngine(code);
  const result = await engine.run(event);
  engine.dispose();
  return bodyOf(result);
}

/**
 * Returns the body of a function's response in njs.
 *
 * @throws Error when the function throws, or has code that njs is known to run wrongly
 */
export async function bodyInNjs(code: string): Promise<unknown> {
  const [unreliableCode] = njsExceptionsIn(code).filter(({ unreliable }) => unreliable);
  if (unreliableCode !== undefined) throw new Error(`The code has ${unreliableCode.name}: ${unreliableCode.reason}`);
  const [result] = await runInNjs(code, [event]);
  return bodyOf(result);
}

/** @throws Error with the name and message of the function's error */
function bodyOf(result: RunResult | undefined): unknown {
  if (result?.error !== undefined) throw new Error(`${result.error.name}: ${result.error.message}`);
  return (result?.output as { body?: unknown } | undefined)?.body;
}
