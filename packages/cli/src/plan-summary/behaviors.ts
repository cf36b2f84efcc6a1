import { blocksOf, differences, type Planned, type Terms } from "./flatten.ts";
import type { BehaviorChange } from "./model.ts";
import { isObject } from "./plan-json.ts";

interface Versions {
  readonly before: Planned | undefined;
  readonly after: Planned | undefined;
}

interface Behavior {
  readonly path: string;
  readonly index: number;
  readonly planned: Planned;
}

/** Compares a distribution's behaviors before and after, by their path patterns. */
export function compareBehaviors(key: string, { before, after }: Versions, terms: Terms): BehaviorChange[] {
  const [old, now] = [orderedBehaviors(before), orderedBehaviors(after)];
  const common = now.filter(({ path }) => old.some((one) => one.path === path));
  const moved = movedPaths(common.map(({ path }) => ({ path, index: indexOf(old, path) })));
  const removed = old
    .filter(({ path }) => !common.some((one) => one.path === path))
    .map(
      ({ path, index }): BehaviorChange => ({
        path,
        key: `${key}.behaviors[${index}]`,
        change: "removed",
        changes: [],
      }),
    );
  const kept = now.flatMap(({ path, index, planned }): BehaviorChange[] => {
    const own = { path, key: `${key}.behaviors[${index}]` };
    const previous = old.find((one) => one.path === path);
    if (previous === undefined)
      return [{ ...own, change: "added", changes: behaviorDifferences(undefined, planned, terms) }];
    const changes = behaviorDifferences(previous.planned, planned, terms);
    if (moved.has(path)) {
      return [{ ...own, change: "moved", position: { before: previous.index, after: index }, changes }];
    }
    return changes.length === 0 ? [] : [{ ...own, change: "changed", changes }];
  });
  const changes = behaviorDifferences(defaultBehavior(before), defaultBehavior(after), terms);
  const byDefault: BehaviorChange = {
    path: "*",
    key: `${key}.defaultBehavior`,
    change: before === undefined ? "added" : "changed",
    changes,
  };
  return [...(changes.length === 0 || after === undefined ? [] : [byDefault]), ...kept, ...removed];
}

/** The associations of functions are compared by the event's key: `viewerRequest`. */
function behaviorDifferences(before: Planned | undefined, after: Planned | undefined, terms: Terms) {
  const omitted = ["function_association", "lambda_function_association", "path_pattern"];
  const [old, now] = [associationsOf(before, terms), associationsOf(after, terms)];
  const events = [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [from, to] = [old.get(key), now.get(key)];
    return from === to ? [] : [{ key, before: from, after: to }];
  });
  // The defaults of a new behavior say nothing.
  const settings = differences(before, after, terms, omitted);
  return [...events, ...(before === undefined ? settings.filter(({ after: set }) => !isDefault(set)) : settings)];
}

function isDefault(value: string | undefined): boolean {
  return (
    value === undefined || ["false", "0", "true", "GET, HEAD", "redirect-to-https", "CachingOptimized"].includes(value)
  );
}

/** `members (Lambda@Edge)` by `viewerRequest`. */
function associationsOf(behavior: Planned | undefined, terms: Terms): Map<string, string> {
  const kinds = [
    { block: "function_association", arn: "function_arn", runtime: "CloudFront Function" },
    { block: "lambda_function_association", arn: "lambda_arn", runtime: "Lambda@Edge" },
  ];
  const associations = kinds.flatMap(({ block, arn, runtime }) =>
    blocksOf(fieldOf(behavior, block), block).flatMap((association) => {
      const event = isObject(association.value) ? String(association.value.event_type) : "";
      const [name] = differences(undefined, fieldOnly(association, arn), terms);
      return [[eventKey(event), `${name?.after ?? "?"} (${runtime})`] as const];
    }),
  );
  return new Map(associations);
}

/** `viewerRequest` for `viewer-request`. */
function eventKey(event: string): string {
  return event.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function orderedBehaviors(distribution: Planned | undefined): Behavior[] {
  return blocksOf(fieldOf(distribution, "ordered_cache_behavior"), "ordered_cache_behavior").map((planned, index) => ({
    path: isObject(planned.value) ? String(planned.value.path_pattern) : "",
    index,
    planned,
  }));
}

function defaultBehavior(distribution: Planned | undefined): Planned | undefined {
  return blocksOf(fieldOf(distribution, "default_cache_behavior"), "default_cache_behavior")[0];
}

function fieldOf(planned: Planned | undefined, key: string): Planned {
  const pick = (whole: unknown) => (isObject(whole) ? whole[key] : undefined);
  return {
    value: pick(planned?.value),
    sensitive: planned?.sensitive === true || pick(planned?.sensitive),
    unknown: pick(planned?.unknown),
    expressions: pick(planned?.expressions),
  };
}

function fieldOnly(planned: Planned, key: string): Planned {
  const only = (whole: unknown) => (isObject(whole) ? { [key]: whole[key] } : whole);
  return { ...planned, value: only(planned.value), unknown: only(planned.unknown) };
}

function indexOf(behaviors: readonly Behavior[], path: string): number {
  return behaviors.findIndex((one) => one.path === path);
}

/**
 * The fewest paths whose moves explain a new order: all that are not in a longest run that kept its order.
 * @param order In the new order, with each path's index in the old one.
 */
function movedPaths(order: readonly { readonly path: string; readonly index: number }[]): Set<string> {
  const best: { length: number; previous: number }[] = [];
  for (const [at, { index }] of order.entries()) {
    const earlier = order.slice(0, at).map((one, position) => (one.index < index ? position : -1));
    const previous = earlier.reduce((most, position) => {
      if (position < 0) return most;
      return most < 0 || (best[position]?.length ?? 0) > (best[most]?.length ?? 0) ? position : most;
    }, -1);
    best.push({ length: (best[previous]?.length ?? 0) + 1, previous });
  }
  const longest = Math.max(0, ...best.map(({ length }) => length));
  const kept = new Set<number>();
  for (let at = best.findIndex(({ length }) => length === longest); at >= 0; at = best[at]?.previous ?? -1)
    kept.add(at);
  return new Set(order.flatMap(({ path }, at) => (kept.has(at) ? [] : [path])));
}
