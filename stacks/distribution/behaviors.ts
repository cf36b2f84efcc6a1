import type { BehaviorInput } from "@featheredge/compiler";
import type { Environment } from "#environments";

type Distribution = Environment["distributions"][string];
type EnvironmentBehavior = Distribution["defaultBehavior"];

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
    keyedBehaviors(name, distribution).map(({ key, path, isDefault, behavior }) => ({
      distribution: name,
      key,
      path,
      isDefault,
      bucket: distribution.origins[behavior.origin]?.type === "static" ? behavior.origin : undefined,
      settings: settingsOf(behavior),
      events: {
        ...(behavior.viewerRequest === undefined ? {} : { "viewer-request": behavior.viewerRequest }),
        ...(behavior.originRequest === undefined ? {} : { "origin-request": behavior.originRequest }),
        ...(behavior.originResponse === undefined ? {} : { "origin-response": behavior.originResponse }),
        ...(behavior.viewerResponse === undefined ? {} : { "viewer-response": behavior.viewerResponse }),
      },
    })),
  );
}

/** The settings that decide how a request is answered, as messages about the order of behaviors name them. */
function settingsOf(behavior: EnvironmentBehavior): string[] {
  const { origin, viewerProtocolPolicy, cachePolicy, originRequestPolicy, responseHeadersPolicy } = behavior;
  const settings = Object.entries({
    origin,
    "viewer protocol policy": viewerProtocolPolicy,
    "cache policy": cachePolicy,
    "origin request policy": originRequestPolicy,
    "response headers policy": responseHeadersPolicy,
  });
  return settings.flatMap(([kind, value]) => (value === undefined ? [] : [`the ${kind} '${value}'`]));
}
