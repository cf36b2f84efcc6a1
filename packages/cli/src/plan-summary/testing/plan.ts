import { type PlanJson, parsePlan } from "../plan-json.ts";
import { type SummaryInput, summarizePlan } from "../summarize.ts";

interface Change {
  readonly actions?: readonly string[];
  readonly before?: object | null;
  readonly after?: object | null;
  readonly [part: string]: unknown;
}

/** A change of a resource in a plan's JSON, as Terraform writes it. */
export function changeOf(address: string, { actions, before = null, after = null, ...more }: Change, reason?: string) {
  const [type = "", name = ""] = address.replace(/\[.*$/, "").split(".");
  const byValues = before === null ? ["create"] : after === null ? ["delete"] : ["update"];
  const change = { actions: actions ?? byValues, before, after, ...more };
  return { address, mode: "managed", type, name, change, ...(reason === undefined ? {} : { action_reason: reason }) };
}

/** The plan of one stack. @param more `configuration`, `prior_state` and `output_changes`, as in a plan's JSON */
export function planOf(changes: readonly object[], more: object = {}): PlanJson {
  return parsePlan(JSON.stringify({ format_version: "1.2", resource_changes: changes, ...more }));
}

/** The summary of the stack `site-prod`. */
export function summaryOf(plan: PlanJson, input: Partial<SummaryInput> = {}) {
  return summarizePlan({
    environment: "prod",
    account: "123456789012",
    target: "aws",
    base: undefined,
    stacks: [{ name: "site-prod", id: "site", plan, waitsFor: [], keys: {} }],
    build: { functions: [], placements: [], behaviors: [] },
    entries: {},
    traffic: new Map(),
    compute: new Map(),
    sources: new Map(),
    checks: [],
    missingPermissions: [],
    isProtected: false,
    allowed: [],
    ...input,
  });
}
