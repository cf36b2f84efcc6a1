import type { Totals } from "./model.ts";
import { isImport, type PlannedResource } from "./plan-json.ts";
import { actionOf } from "./removals.ts";

export const noTotals: Totals = { import: 0, add: 0, change: 0, replace: 0, destroy: 0 };

/** Counts changed resources. A resource that is imported and changed counts in both, as in Terraform's own summary. */
export function totalsOf(changed: readonly PlannedResource[]): Totals {
  const count = (action: string) => changed.filter((resource) => actionOf(resource) === action).length;
  return {
    import: changed.filter(({ change }) => isImport(change)).length,
    add: count("create"),
    change: count("update"),
    replace: count("replace"),
    destroy: count("destroy"),
  };
}

export function addTotals(a: Totals, b: Totals): Totals {
  return {
    import: a.import + b.import,
    add: a.add + b.add,
    change: a.change + b.change,
    replace: a.replace + b.replace,
    destroy: a.destroy + b.destroy,
  };
}
