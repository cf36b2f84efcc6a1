import { checkAssociations, type EdgeEvent, type EdgeRuntime, edgeRuntimes } from "@featheredge/aws-rules";

/** A runtime that could run the function at an event, and what that costs: any one unit, the same for all. */
interface RuntimeOption {
  readonly runtime: EdgeRuntime;
  readonly cost: number;
}

/** An event that needs a function, and the runtimes that could run it: a pin leaves one, a blocker removes one. */
export interface EventOptions {
  readonly event: EdgeEvent;
  readonly runtimes: readonly RuntimeOption[];
}

/** The runtime of each function, in the order of the options. */
export interface Assignment {
  readonly runtimes: readonly EdgeRuntime[];
  readonly cost: number;
}

/**
 * The cheapest way to run one behavior's functions that AWS accepts; of equally cheap ones the one with the lowest
 * latency, which CloudFront Functions have.
 *
 * A behavior has four events and two runtimes, so there are sixteen ways at most, and all are tried.
 *
 * @returns undefined when AWS accepts none
 */
export function solve(options: readonly EventOptions[]): Assignment | undefined {
  let best: Assignment | undefined;
  for (const chosen of combinations(options)) {
    const assignment = {
      runtimes: chosen.map(({ runtime }) => runtime),
      cost: chosen.reduce((sum, { cost }) => sum + cost, 0),
    };
    if (isAccepted(options, assignment) && (best === undefined || isBetter(assignment, best))) best = assignment;
  }
  return best;
}

function combinations(options: readonly EventOptions[]): RuntimeOption[][] {
  return options.reduce<RuntimeOption[][]>(
    (all, { runtimes }) => all.flatMap((chosen) => runtimes.map((option) => [...chosen, option])),
    [[]],
  );
}

function isAccepted(options: readonly EventOptions[], { runtimes }: Assignment): boolean {
  const associations = options.map(({ event }, index) => ({
    event,
    runtime: runtimes[index] as EdgeRuntime,
    name: `${index}`,
  }));
  return checkAssociations([{ key: "", associations }]).length === 0;
}

function isBetter(one: Assignment, other: Assignment): boolean {
  return one.cost === other.cost ? latency(one) < latency(other) : one.cost < other.cost;
}

/** A measure of latency: a CloudFront Function starts in less than a millisecond, Lambda@Edge does not. */
function latency({ runtimes }: Assignment): number {
  return runtimes.reduce((sum, runtime) => sum + edgeRuntimes.indexOf(runtime), 0);
}
