import { type BehaviorTraffic, completeShares } from "@featheredge/compiler";
import type { DistributionEntry } from "./registry.ts";

/** The parts of an environment that its behaviors' traffic follows from. */
interface TrafficInput {
  readonly distributions: Readonly<Record<string, Pick<DistributionEntry, "traffic"> & Behaviors>>;
}

interface Behaviors {
  readonly defaultBehavior: BehaviorShare;
  readonly behaviors: readonly BehaviorShare[];
}

type BehaviorShare = Omit<DistributionEntry["defaultBehavior"], "cachePolicy">;

/** The traffic of each behavior of an environment, by the key that the manifest names it by. */
export function behaviorTraffic({ distributions }: TrafficInput): Map<string, BehaviorTraffic> {
  return new Map(
    Object.entries(distributions).flatMap(([name, { traffic, defaultBehavior, behaviors: others }]) => {
      const behaviors = [defaultBehavior, ...others];
      const shares = completeShares(behaviors.map(({ trafficShare }) => trafficShare));
      return behaviors.map((behavior, position): [string, BehaviorTraffic] => {
        const { cacheHitRatio = traffic.cacheHitRatio, lambdaDurationMs } = behavior;
        const key = position === 0 ? "defaultBehavior" : `behaviors[${position - 1}]`;
        const viewerRequestsPerMonth = traffic.viewerRequestsPerMonth * (shares[position] ?? 0);
        return [`distributions.${name}.${key}`, { viewerRequestsPerMonth, cacheHitRatio, lambdaDurationMs }];
      });
    }),
  );
}
