import { type BehaviorTraffic, completeShares } from "@featheredge/compiler";
import type { Environment } from "./registry.ts";

/**
 * The traffic of each behavior of an environment, by the key that the manifest names it by: distributions share the
 * environment's viewer requests, and behaviors those of their distribution.
 */
export function behaviorTraffic({ traffic, distributions }: Environment): Map<string, BehaviorTraffic> {
  const entries = Object.entries(distributions);
  const distributionShares = completeShares(entries.map(([, { trafficShare }]) => trafficShare));
  return new Map(
    entries.flatMap(([name, { defaultBehavior, behaviors: others }], index) => {
      const requests = traffic.viewerRequestsPerMonth * (distributionShares[index] ?? 0);
      const behaviors = [defaultBehavior, ...others];
      const shares = completeShares(behaviors.map(({ trafficShare }) => trafficShare));
      return behaviors.map(({ cacheHitRatio, lambdaDurationMs }, position): [string, BehaviorTraffic] => {
        const key = position === 0 ? "defaultBehavior" : `behaviors[${position - 1}]`;
        const viewerRequestsPerMonth = requests * (shares[position] ?? 0);
        return [`distributions.${name}.${key}`, { viewerRequestsPerMonth, cacheHitRatio, lambdaDurationMs }];
      });
    }),
  );
}
