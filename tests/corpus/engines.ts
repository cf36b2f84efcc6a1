import { createCloudFrontFunctionEngine, njsExceptionsIn, type RunResult, runInNjs } from "@featheredge/runtimes";

const event = {
  version: "1.0",
  context: { eventType: "viewer-request" },
  viewer: { ip: "198.51.100.1" },
  request: { method: "GET", uri: "/a/b", querystring: {}, headers: {}, cookies: {} },
};

/** The answer's body that a function gives in QuickJS. */
export async function bodyInQuickJs(code: string): Promise<unknown> {
  const engine = await createCloudFrontFunctionEngine(code);
  const result = await engine.run(event);
  engine.dispose();
  return bodyOf(result);
}

/** The answer's body that a function gives in njs, which nothing that the compiler writes may lead astray. */
export async function bodyInNjs(code: string): Promise<unknown> {
  const [astray] = njsExceptionsIn(code).filter(({ unreliable }) => unreliable);
  if (astray !== undefined) throw new Error(`The code has ${astray.name}: ${astray.reason}`);
  const [result] = await runInNjs(code, [event]);
  return bodyOf(result);
}

/** Throws what the function threw. */
function bodyOf(result: RunResult | undefined): unknown {
  if (result?.error !== undefined) throw new Error(`${result.error.name}: ${result.error.message}`);
  return (result?.output as { body?: unknown } | undefined)?.body;
}
