import type { BehaviorInput, FunctionArtifact } from "@featheredge/compiler";
import type { Environment } from "#environments";
import { presetsOf } from "./presets.ts";

type Distribution = Environment["distributions"][string];
type EnvironmentBehavior = Distribution["defaultBehavior"];

/** The key of a behavior that lists the handlers of an event. */
export const eventKeys = {
  "viewer-request": "viewerRequest",
  "origin-request": "originRequest",
  "origin-response": "originResponse",
  "viewer-response": "viewerResponse",
} as const satisfies Record<FunctionArtifact["event"], keyof EnvironmentBehavior>;

/** A behavior of an environment, with its key and its path, which is `*` for the default behavior. */
export interface KeyedBehavior {
  /** `distributions.site.behaviors[2]` */
  readonly key: string;
  readonly path: string;
  readonly isDefault: boolean;
  readonly behavior: EnvironmentBehavior;
}

/** A distribution's behaviors, the default one first. */
export function keyedBehaviors(name: string, distribution: Distribution): [KeyedBehavior, ...KeyedBehavior[]] {
  const key = `distributions.${name}`;
  return [
    { key: `${key}.defaultBehavior`, path: "*", isDefault: true, behavior: distribution.defaultBehavior },
    ...distribution.behaviors.map((behavior, index) => ({
      key: `${key}.behaviors[${index}]`,
      path: behavior.pathPattern,
      isDefault: false,
      behavior,
    })),
  ];
}

/** An environment's behaviors as the compiler's input. */
export function behaviorInputs(environment: Environment): BehaviorInput[] {
  return Object.entries(environment.distributions).flatMap(([name, distribution]) =>
    keyedBehaviors(name, distribution).map((keyed) => ({
      distribution: name,
      key: keyed.key,
      path: keyed.path,
      isDefault: keyed.isDefault,
      bucket: bucketOf(distribution, keyed.behavior.origin),
      pricing: { plan: distribution.pricingPlan, allowed: distribution.pricingPlanAllows },
      events: Object.fromEntries(
        Object.entries(eventKeys).flatMap(([event, eventKey]) => {
          const handlers =
            eventKey === "viewerRequest" ? viewerRequestOf(name, distribution, keyed) : keyed.behavior[eventKey];
          return handlers === undefined ? [] : [[event, handlers]];
        }),
      ),
    })),
  );
}

/** The origin of a behavior, or the primary one of its origin group, if it is a bucket. */
function bucketOf({ origins, originGroups }: Distribution, origin: string): string | undefined {
  const primary = originGroups[origin]?.members[0] ?? origin;
  return ["static", "s3"].includes(origins[primary]?.type ?? "") ? primary : undefined;
}

/** The handlers at viewer request, with those that options of the distribution and the behavior stand for. */
function viewerRequestOf(name: string, distribution: Distribution, keyed: KeyedBehavior): string[] | undefined {
  const { first, last } = presetsOf(name, distribution, keyed);
  const own = keyed.behavior.viewerRequest ?? [];
  const all = [...first.map((preset) => preset.name), ...own, ...last.map((preset) => preset.name)];
  return all.length === 0 ? undefined : all;
}
