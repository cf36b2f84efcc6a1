import { planHas } from "@featheredge/aws-rules";
import { type Diagnostic, diagnose, type SourcePosition } from "@featheredge/diagnostics";
import { enumerate } from "../source/text.ts";
import type { BehaviorInput } from "../types.ts";
import type { Placement } from "./place.ts";

/**
 * Reports a function that runs in Lambda@Edge for its own reasons, if the distribution's pricing plan has no Lambda@Edge.
 * A function that is there because of another one of its behavior is not reported: it moves when that one does.
 *
 * @param at the event at which the handlers are listed
 */
export function diagnosePlan(
  { plan, allowed }: NonNullable<BehaviorInput["pricing"]> = { plan: "pay-as-you-go", allowed: [] },
  { candidate, runtime, cause, reasons }: Placement,
  at: SourcePosition,
): Diagnostic | undefined {
  if (planHas(plan, "lambda-at-edge", allowed) || runtime !== "lambda-at-edge" || cause === "same-behavior")
    return undefined;
  const handlers = enumerate(candidate.handlers.map((name) => `'${name}'`));
  return diagnose("FE-PLC-030", {
    at,
    message: `The pricing plan '${plan}' of this distribution has no Lambda@Edge, which ${handlers} needs: ${reasons.join("; ")}.`,
    fix: `Write it for CloudFront Functions, move the behavior to a distribution with pricingPlan "pay-as-you-go", or, if AWS's page lists it by now, add pricingPlanAllows: ["lambda-at-edge"].`,
  });
}
