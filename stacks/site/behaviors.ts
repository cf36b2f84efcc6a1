import type { BehaviorInput } from "@featheredge/compiler";
import type { Environment } from "#environments";

type Distribution = Environment["distributions"][string];
type EnvironmentBehavior = Distribution["defaultBehavior"];

/** A behavior as an environment has it, with its place and its path; the default behavior's path is `*`. */
export interface PlacedBehavior {
  /** `distributions.site.behaviors[2]` */
  readonly key: string;
  readonly path: string;
  readonly behavior: EnvironmentBehavior;
}

/** A distribution's behaviors, the default one first. */
export function placedBehaviors(name: string, distribution: Distribution): [PlacedBehavior, ...PlacedBehavior[]] {
  const key = `distributions.${name}`;
  return [
    { key: `${key}.defaultBehavior`, path: "*", behavior: distribution.defaultBehavior },
    ...distribution.behaviors.map((behavior, index) => ({
      key: `${key}.behaviors[${index}]`,
      path: behavior.path,
      behavior,
    })),
  ];
}

/** What the compiler is told of an environment's behaviors. */
export function behaviorInputs(environment: Environment): BehaviorInput[] {
  return Object.entries(environment.distributions).flatMap(([name, distribution]) =>
    placedBehaviors(name, distribution).map(({ key, path, behavior }) => ({
      distribution: name,
      key,
      path,
      events: {
        ...(behavior.viewerRequest === undefined ? {} : { "viewer-request": behavior.viewerRequest }),
        ...(behavior.originRequest === undefined ? {} : { "origin-request": behavior.originRequest }),
        ...(behavior.originResponse === undefined ? {} : { "origin-response": behavior.originResponse }),
        ...(behavior.viewerResponse === undefined ? {} : { "viewer-response": behavior.viewerResponse }),
      },
    })),
  );
}
