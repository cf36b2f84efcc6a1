import { checkBehaviorOrder, type OrderedBehavior } from "@featheredge/aws-rules";
import { type Diagnostic, locate } from "@featheredge/diagnostics";
import type { Problems } from "../problems.ts";
import type { BehaviorInput, BuildInput } from "../types.ts";

/** A behavior of a build, with the handlers that it runs. */
interface Ordered extends OrderedBehavior {
  readonly behavior: BehaviorInput;
}

/**
 * Adds a problem for each behavior that no request reaches.
 *
 * @returns a warning for each behavior from which earlier ones take requests
 */
export function verifyBehaviorOrder(input: BuildInput, problems: Problems): Diagnostic[] {
  const distributions = new Set(input.behaviors.map(({ distribution }) => distribution));
  return [...distributions].flatMap((distribution) => {
    const behaviors = input.behaviors.filter((behavior) => behavior.distribution === distribution);
    return checkBehaviorOrder(orderBehaviors(behaviors)).flatMap(({ behavior: { behavior }, diagnostic }) => {
      const key = behavior.isDefault === true ? behavior.key : `${behavior.key}.path`;
      const located = locate(diagnostic, { file: input.environmentFile, key });
      if (located.severity === "warning") return [located];
      problems.add(located);
      return [];
    });
  });
}

/** The behaviors of one distribution in the order in which CloudFront tries them: the default behavior is the last. */
function orderBehaviors(behaviors: readonly BehaviorInput[]): Ordered[] {
  const others = behaviors.filter(({ isDefault }) => isDefault !== true);
  const defaults = behaviors.filter(({ isDefault }) => isDefault === true);
  return [...others, ...defaults].map((behavior) => ({
    behavior,
    pattern: behavior.path,
    owner: behavior.key,
    isDefault: behavior.isDefault === true,
    runs: runsOf(behavior),
    guards: guardsOf(behavior),
    bucket: behavior.bucket,
    uses: behavior.settings ?? [],
  }));
}

/** The handlers that can answer a request in place of the cache and the origin. */
function guardsOf({ events }: BehaviorInput): string[] {
  return (events["viewer-request"] ?? []).map((handler) => `'${handler}' at viewer-request`);
}

/** `'members-auth' at viewer-request` for each handler. */
function runsOf({ events }: BehaviorInput): string[] {
  const entries = Object.entries(events);
  return entries.flatMap(([event, handlers]) => handlers.map((handler) => `'${handler}' at ${event}`));
}
