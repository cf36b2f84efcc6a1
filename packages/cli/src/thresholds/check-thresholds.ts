import { readFileSync } from "node:fs";
import { join } from "node:path";
import { estimateFunction } from "../compute/estimate-function.ts";
import { reportCost } from "../cost/report-cost.ts";
import type { Check } from "../plan-summary/model.ts";
import { buildDirectory, readBuildManifest } from "../project/build-manifest.ts";
import type { Environment } from "../project/registry.ts";
import { compareThresholds } from "./compare.ts";

/** Compares the estimates of an environment that is built with its thresholds; nothing is estimated without them. */
export async function checkThresholds(root: string, name: string, environment: Environment): Promise<Check[]> {
  const { thresholds } = environment;
  if (thresholds === undefined) return [];
  const { perMonth: costPerMonth } = reportCost(root, name, environment);
  const compute = new Map<string, number>();
  const { functions } = readBuildManifest(root, name);
  for (const artifact of thresholds.computeUtilization === undefined ? [] : functions) {
    if (artifact.runtime !== "cloudfront-function") continue;
    const code = readFileSync(join(buildDirectory(root, name), artifact.file), "utf8");
    const percent = await estimateFunction(root, environment, artifact, code);
    if (percent !== undefined) compute.set(artifact.name, percent);
  }
  return compareThresholds(name, thresholds, { costPerMonth, compute });
}
