import type { SynthesizedBehavior, SynthesizedDistribution } from "../distributions/model.ts";
import { cacheOf, handlersOf, originName, pathOf } from "./contents.ts";

/** A distribution with the name of its environment. */
export interface Pictured {
  readonly environment: string;
  readonly distribution: SynthesizedDistribution;
}

/** A picture in words, for readers who do not see it. */
export function describePicture(pictured: readonly Pictured[]): {
  readonly title: string;
  readonly description: string;
} {
  const names = pictured.map(({ environment, distribution }) => `${environment} / ${distribution.key}`);
  const sentences = pictured.flatMap(({ environment, distribution }) => [
    ...(pictured.length > 1 ? [`${environment} / ${distribution.key}.`] : []),
    ...distribution.behaviors.map((behavior) => describeBehavior(distribution, behavior)),
  ]);
  return {
    title: `The way of a request through ${names.join(", ") || "no distribution"}`,
    description: sentences.join(" "),
  };
}

function describeBehavior(distribution: SynthesizedDistribution, behavior: SynthesizedBehavior): string {
  const { lifetime, key } = cacheOf(distribution, behavior);
  const origin = distribution.origins.find(({ id }) => id === behavior.origin);
  const steps = behavior.functions.map((attached) => `${handlersOf(attached)} at ${attached.event.replace("-", " ")}`);
  const functions = steps.length === 0 ? "no function" : steps.join(", ");
  const cached = key === "" ? "nothing is cached" : `answers are cached for ${lifetime}`;
  const from = origin === undefined ? behavior.origin : originName(origin);
  return `Requests for ${pathOf(distribution, behavior)} run ${functions}; ${cached}; the origin is ${from}.`;
}
