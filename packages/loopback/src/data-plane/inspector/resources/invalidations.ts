import type { Invalidation } from "@featheredge/inspector/api";
import type { AdministeredInvalidation } from "../../../administration.ts";
import { type InspectorContext, InspectorFault } from "../context.ts";
import { findDistribution } from "./distributions.ts";
import { change } from "./key-value-stores.ts";

export function listInvalidations({ administration }: InspectorContext): Invalidation[] {
  return (administration?.invalidations() ?? []).map(viewOf);
}

/** @param named a distribution, as `findDistribution` takes it */
export function invalidate(context: InspectorContext, named: string, paths: readonly string[]): Invalidation {
  const { id } = findDistribution(context, named);
  let made: AdministeredInvalidation | undefined;
  change(() => {
    made = context.administration?.invalidate(id, paths);
  });
  if (made === undefined) throw new InspectorFault(404, "This data plane has no control plane that could invalidate.");
  return viewOf(made);
}

function viewOf({ id, distributionId, created, isCompleted, paths }: AdministeredInvalidation): Invalidation {
  return {
    id,
    distribution: distributionId,
    created: created.getTime(),
    status: isCompleted ? "Completed" : "InProgress",
    paths: [...paths],
  };
}
