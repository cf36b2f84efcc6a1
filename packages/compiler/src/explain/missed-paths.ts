import { findOverlaps, type OrderedBehavior } from "@featheredge/aws-rules";
import type { BehaviorBuild, FunctionArtifact, PlacementRecord } from "../types.ts";
import type { MissedPath } from "./explanation.ts";

/** A behavior of a build or of its manifest. */
export type ExplainedBehavior = Pick<BehaviorBuild, "distribution" | "key" | "path" | "isDefault">;

interface Build {
  readonly behaviors: readonly ExplainedBehavior[];
  readonly functions: readonly FunctionArtifact[];
  readonly placements: readonly PlacementRecord[];
}

interface Ordered extends OrderedBehavior {
  readonly key: string;
}

/** Examples for one function. */
const most = 5;

/**
 * Requests that match a behavior's path pattern and for which a handler of its function does not run, since an earlier
 * behavior without that handler takes them. None for the default behavior: it is there for what the others leave.
 */
export function findMissedPaths(
  build: Build,
  { distribution, key, event, ...placement }: PlacementRecord,
): MissedPath[] {
  const behaviors = build.behaviors
    .filter((behavior) => behavior.distribution === distribution && !behavior.isDefault)
    .map(
      (behavior): Ordered => ({
        key: behavior.key,
        pattern: behavior.path,
        owner: behavior.key,
        runs: runsAt(build, behavior.key),
      }),
    );
  const behavior = behaviors.find((one) => one.key === key);
  if (behavior === undefined) return [];
  const own = handlersOf(build, placement.function).map((handler) => nameAt(handler, event));
  return findOverlaps(behaviors, { ...behavior, runs: own }, most).map(({ path, earlier }) => ({
    path,
    goesTo: earlier.pattern,
    key: earlier.key,
  }));
}

function runsAt(build: Build, key: string): string[] {
  return build.placements
    .filter((placement) => placement.key === key)
    .flatMap((placement) => handlersOf(build, placement.function).map((handler) => nameAt(handler, placement.event)));
}

function handlersOf({ functions }: Build, name: string): readonly string[] {
  return functions.find((found) => found.name === name)?.handlers ?? [];
}

function nameAt(handler: string, event: string): string {
  return `'${handler}' at ${event}`;
}
