import { join } from "node:path";
import { estimateCompute, type FunctionArtifact, findCases } from "@featheredge/compiler";
import { cacheDirectory } from "../project/build-manifest.ts";
import type { Environment } from "../project/registry.ts";

/**
 * Estimates the compute of a CloudFront Function on the events of its handlers.
 * @param code undefined for a function of Lambda@Edge, which has no such limit
 * @returns percent of what AWS allows, for the costliest event; undefined without events, or if the code can't run
 */
export async function estimateFunction(
  root: string,
  environment: Pick<Environment, "handlers">,
  { handlers, event }: Pick<FunctionArtifact, "handlers" | "event">,
  code: string | undefined,
): Promise<number | undefined> {
  if (code === undefined) return undefined;
  const folders = handlers.map((handler) => environment.handlers[handler]?.handler ?? handler);
  try {
    const cases = findCases(join(root, "edge-handlers"), folders, event);
    return (await estimateCompute(code, cases, cacheDirectory(root)))?.percent;
  } catch {
    // Code that was deployed before may not run on today's events.
    return undefined;
  }
}
