import { type EdgeRuntime, isViewerEvent } from "@featheredge/aws-rules";
import { type Diagnostic, DiagnosticError } from "@featheredge/diagnostics";
import type { ChainCompiler } from "../compile/chain-compiler.ts";
import { functionCost } from "../cost/function-cost.ts";
import { type BehaviorChains, type Chain, eventPosition } from "../load/chains.ts";
import type { Problems } from "../problems.ts";
import type { BuildInput, PlacementCause } from "../types.ts";
import type { Blocker } from "./blocker.ts";
import { diagnoseConfigSize } from "./diagnose-config-size.ts";
import { diagnoseConflict } from "./diagnose-conflict.ts";
import { diagnosePlan } from "./diagnose-plan.ts";
import { type Candidate, place } from "./place.ts";

/** A chain in its runtime at one behavior. */
export interface PlacedChain {
  readonly chain: Chain;
  readonly runtime: EdgeRuntime;
  readonly cause: PlacementCause;
  readonly reasons: readonly string[];
  /** Mistakes that led to the runtime. */
  readonly warnings: readonly Diagnostic[];
  /** Index of the behavior in the input. */
  readonly behavior: number;
}

/** Finds the runtimes of every chain, then places each behavior's chains. Pins that can't hold are reported. */
export async function placeBehaviors(
  input: BuildInput,
  behaviors: readonly BehaviorChains[],
  compiler: ChainCompiler,
  problems: Problems,
  authors: string,
): Promise<PlacedChain[]> {
  const describe = (blocker: Blocker) => describeBlocker(blocker, authors);
  const placed = await Promise.all(
    behaviors.map(async ({ behavior, chains }, index) => {
      const candidates = new Map<Candidate, Chain>();
      for (const chain of chains) {
        candidates.set(await toCandidate(chain, input, compiler, problems), chain);
      }
      const { placements, conflicts } = place(behavior.path, [...candidates.keys()], describe, costPerMillion);
      for (const conflict of conflicts) {
        const at = eventPosition(input, behavior, conflict.candidate.event);
        problems.add(diagnoseConflict(conflict, describe, at), conflict.candidate.blockers);
      }
      for (const { candidate } of conflicts) {
        const chain = candidates.get(candidate);
        const errors = chain === undefined ? [] : diagnoseConfigSize(input, candidate, chain);
        for (const diagnostic of errors) problems.add(diagnostic);
      }
      const isReported = conflicts.length > 0;
      for (const placement of isReported ? [] : placements) {
        const at = eventPosition(input, behavior, placement.candidate.event);
        const diagnostic = diagnosePlan(behavior.pricing, placement, at);
        if (diagnostic !== undefined) problems.add(diagnostic, placement.candidate.blockers);
      }
      return placements.flatMap(({ candidate, runtime, cause, reasons }): PlacedChain[] => {
        const chain = candidates.get(candidate);
        if (chain === undefined) return [];
        const warnings = runtime === "lambda-at-edge" ? diagnoseConfigSize(input, candidate, chain) : [];
        return [{ chain, runtime, cause, reasons, warnings, behavior: index }];
      });
    }),
  );
  return placed.flat();
}

/** The number of requests does not matter, since all functions of one behavior get the same requests. */
const million = { viewerRequestsPerMonth: 1e6, cacheHitRatio: 0, lambdaDurationMs: 1 };

function costPerMillion({ event }: Candidate, runtime: EdgeRuntime): number {
  return functionCost(runtime, event, million).perMonth;
}

async function toCandidate(
  chain: Chain,
  { preview }: BuildInput,
  compiler: ChainCompiler,
  problems: Problems,
): Promise<Candidate> {
  const names = chain.handlers.map(({ name }) => name);
  if (preview !== undefined) {
    // Previews run in Lambda@Edge, whatever their handlers are pinned to or written for.
    const pins = names.map((handler) => ({ handler, runtime: "lambda-at-edge" as const }));
    return { event: chain.event, handlers: names, pins, blockers: [] };
  }
  const pins = chain.handlers.flatMap(({ name, pin }) => (pin === undefined ? [] : [{ handler: name, runtime: pin }]));
  const isPinnedToLambda = pins.some(({ runtime }) => runtime === "lambda-at-edge");
  const mayBeLight = isViewerEvent(chain.event) && !isPinnedToLambda;
  const blockers = mayBeLight ? await findBlockers(chain, compiler, problems) : [];
  return { event: chain.event, handlers: names, pins, blockers };
}

async function findBlockers(chain: Chain, compiler: ChainCompiler, problems: Problems): Promise<readonly Blocker[]> {
  try {
    return (await compiler.cloudFrontFunction(chain)).blockers;
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    for (const problem of error.diagnostics) problems.add(problem);
    return [];
  }
}

/** `members-auth/handler.ts:31 uses fetch(), which CloudFront Functions do not have`. */
function describeBlocker({ at: position, what }: Blocker, authors: string): string {
  if (position === undefined) return `the bundle ${what}`;
  const file = position.file.startsWith(authors) ? position.file.slice(authors.length) : position.file;
  return `${file}:${position.line} ${what}`;
}
