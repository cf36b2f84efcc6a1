import { findEncodedPath, findOverlaps, type OrderedBehavior } from "@featheredge/aws-rules";
import type { BehaviorBuild, FunctionArtifact, PlacementRecord } from "../types.ts";
import type { MissedPath } from "./explanation.ts";

/** A behavior of a build or of its manifest. */
export type ExplainedBehavior = Pick<BehaviorBuild, "distribution" | "key" | "path" | "isDefault"> & {
  readonly bucket?: string | undefined;
};

interface Build {
  readonly behaviors: readonly ExplainedBehavior[];
  readonly functions: readonly FunctionArtifact[];
  readonly placements: readonly PlacementRecord[];
}

/** The most examples for one function. */
const most = 5;

/**
 * Requests for which a handler of a function does not run although its behavior's path pattern seems to cover them:
 * earlier behaviors without that handler take them, or they reach the behavior's objects by a percent-encoded path. The
 * default behavior has none, since it serves what the others leave.
 */
export function findMissedPaths(build: Build, placement: PlacementRecord): MissedPath[] {
  const { distribution, key, event } = placement;
  const own = handlersOf(build, placement.function).map((handler) => nameAt(handler, event));
  const isGuard = event === "viewer-request";
  const behaviors = build.behaviors
    .filter((behavior) => behavior.distribution === distribution)
    .sort((a, b) => Number(a.isDefault) - Number(b.isDefault))
    .map((behavior): OrderedBehavior => {
      const runs = behavior.key === key ? own : runsAt(build, behavior.key);
      const { path: pattern, isDefault, bucket } = behavior;
      // A behavior that runs the same handlers guards its requests equally well.
      const guards = isGuard && own.every((name) => runs.includes(name)) ? own : [];
      return { pattern, owner: behavior.key, isDefault, runs, guards, bucket };
    });
  const behavior = behaviors.find(({ owner }) => owner === key);
  if (behavior === undefined || behavior.isDefault) return [];
  const overlaps = findOverlaps(behaviors, behavior, most);
  const encoded = findEncodedPath(behaviors, behavior);
  return [
    ...overlaps.map(({ path, earlier }) => ({ path, goesTo: earlier.pattern, key: earlier.owner })),
    ...(encoded === undefined
      ? []
      : [
          {
            path: encoded.path,
            goesTo: encoded.servedBy.pattern,
            key: encoded.servedBy.owner,
            readAs: decodeURIComponent(encoded.path),
          },
        ]),
  ];
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
