import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { comparePlans, monthlyCost, pricesAsOf } from "@featheredge/aws-rules";
import { explainEnvironment } from "@featheredge/compiler";
import { readBuildManifest } from "../project/build-manifest.ts";
import type { DistributionEntry, Environment } from "../project/registry.ts";
import { behaviorTraffic } from "../project/traffic.ts";
import { type CostReport, excludes, includes } from "../report/cost.ts";
import { plannedOf, sharedWebAcls, usageOf } from "./usage.ts";

/** Estimates the costs of an environment whose build is in its folder. @param name the environment's */
export function reportCost(root: string, name: string, environment: Environment): CostReport {
  const build = readBuildManifest(root, name);
  const { functions } = explainEnvironment({ build, traffic: behaviorTraffic(environment) });
  const shared = sharedWebAcls(environment.distributions);
  const distributions = Object.entries(environment.distributions).map(([key, distribution]) => {
    const s3Bytes = contentBytes(root, distribution);
    const webAclPaidBy = shared.get(key);
    const use = usageOf({ name: key, distribution, build, functions, s3Bytes, webAclPaidBy });
    const lines = monthlyCost(use);
    const plans = comparePlans(lines, use, plannedOf({ name: key, distribution, functions }));
    const perMonth = plans.find(({ plan }) => plan === distribution.pricingPlan)?.perMonth ?? 0;
    const { traffic, pricingPlan } = distribution;
    return { distribution: key, pricingPlan, traffic, webAclPaidBy, lines, plans, perMonth };
  });
  return {
    environment: name,
    prices: pricesAsOf,
    distributions,
    perMonth: distributions.reduce((sum, { perMonth }) => sum + perMonth, 0),
    includes,
    excludes,
  };
}

/** The size of the files of a distribution's static origins. */
function contentBytes(root: string, { origins }: DistributionEntry): number {
  const folders = Object.values(origins).flatMap(({ content }) =>
    content === undefined ? [] : [join(root, typeof content === "string" ? content : content.from)],
  );
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => statSync(join(folder, file))),
    )
    .reduce((sum, stats) => sum + (stats.isFile() ? stats.size : 0), 0);
}
