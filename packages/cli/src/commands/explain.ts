import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type ComputeEstimate,
  type Explanation,
  estimateCompute,
  explainEnvironment,
  findCases,
} from "@featheredge/compiler";
import type { Context } from "../context.ts";
import { type BuildManifest, buildDirectory, cacheDirectory, readBuildManifest } from "../project/build-manifest.ts";
import { type Environment, environmentNames, loadEnvironments } from "../project/registry.ts";
import { selectPlacements } from "../project/select-placements.ts";
import { buildHandlers } from "../project/synthesis.ts";
import { behaviorTraffic } from "../project/traffic.ts";
import { formatExplanation } from "../report/explanation.ts";

/** Builds one environment, or all, and says what runs where, why, and for how much. */
export async function explain(
  context: Context,
  name: string | undefined,
  behavior: string | undefined,
  { json }: { readonly json: boolean },
): Promise<void> {
  const { root, output } = context;
  const names = name === undefined ? await environmentNames(root) : [name];
  const environments = await loadEnvironments(root, names);
  await buildHandlers(context, names, { typeChecked: false });
  const explanations: Explanation[] = [];
  for (const [each, environment] of environments) {
    const build = selectPlacements(readBuildManifest(root, each), behavior);
    const compute = await estimateAll(root, build, environment);
    explanations.push(explainEnvironment({ build, traffic: behaviorTraffic(environment), compute }));
  }
  output.print(
    json
      ? `${JSON.stringify({ environments: explanations }, undefined, 2)}\n`
      : explanations.map(formatExplanation).join("\n"),
  );
}

async function estimateAll(
  root: string,
  { environment: name, functions, placements }: BuildManifest,
  environment: Environment,
): Promise<Map<string, ComputeEstimate>> {
  const wanted = new Set(placements.map((placement) => placement.function));
  const estimates = new Map<string, ComputeEstimate>();
  for (const edgeFunction of functions) {
    if (edgeFunction.runtime !== "cloudfront-function" || !wanted.has(edgeFunction.name)) continue;
    const folders = edgeFunction.handlers.map((handler) => environment.handlers[handler]?.handler ?? handler);
    const cases = findCases(join(root, "edge-handlers"), folders, edgeFunction.event);
    const code = readFileSync(join(buildDirectory(root, name), edgeFunction.file), "utf8");
    const estimate = await estimateCompute(code, cases, cacheDirectory(root));
    if (estimate !== undefined) estimates.set(edgeFunction.name, estimate);
  }
  return estimates;
}
