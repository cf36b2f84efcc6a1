import { type BehaviorTraffic, completeShares } from "@featheredge/compiler";
import type { Environment } from "./registry.ts";

/** The traffic of each behavior of an environment, by the key that the manifest names it by. */
export function behaviorTraffic({ traffic, distributions }: Environment): Map<string, BehaviorTraffic> {
  const behaviors = Object.entries(distributions).flatMap(([name, { defaultBehavior, behaviors: others }]) => [
    { key: `distributions.${name}.defaultBehavior`, behavior: defaultBehavior },
    ...others.map((behavior, index) => ({ key: `distributions.${name}.behaviors[${index}]`, behavior })),
  ]);
  const shares = completeShares(behaviors.map(({ behavior }) => behavior.trafficShare));
  return new Map(
    behaviors.map(({ key, behavior: { cacheHitRatio, lambdaDurationMs } }, index) => {
      const viewerRequestsPerMonth = traffic.viewerRequestsPerMonth * (shares[index] ?? 0);
      return [key, { viewerRequestsPerMonth, cacheHitRatio, lambdaDurationMs }];
    }),
  );
}
