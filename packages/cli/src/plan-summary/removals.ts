import { ourKey, type Terms } from "./flatten.ts";
import { type DistributionChange, masked, type Removal, type ResourceAction, unknownValue } from "./model.ts";
import type { Names } from "./names.ts";
import { withoutIndex } from "./owners.ts";
import { isImport, isObject, type PlannedResource } from "./plan-json.ts";

/** @see https://developer.hashicorp.com/terraform/internals/json-format#change-representation */
export function actionOf({ change }: PlannedResource): ResourceAction | undefined {
  const { actions } = change;
  if (actions.includes("delete")) return actions.includes("create") ? "replace" : "destroy";
  if (actions.includes("forget")) return "forget";
  if (actions.includes("create")) return "create";
  if (actions.includes("update")) return "update";
  return isImport(change) ? "import" : undefined;
}

/** Describes a resource that is destroyed, replaced or forgotten; undefined for all others. */
export function removalOf(
  resource: PlannedResource,
  {
    stack,
    names,
    terms,
    owned,
  }: {
    readonly stack: string;
    readonly names: Names;
    readonly terms: Terms;
    /** The function that a log group or role belongs to. */
    readonly owned: string | undefined;
  },
): Removal | undefined {
  const action = actionOf(resource);
  if (action !== "destroy" && action !== "replace" && action !== "forget") return undefined;
  const { address } = resource;
  const reasons = action === "replace" ? replacementReasons(resource, stack, terms) : [removalReason(resource, action)];
  // The instances of one resource are named together.
  return { stack, address, name: owned ?? withoutIndex(names.ofAddress(address)), action, reasons };
}

function replacementReasons(
  { address, change, action_reason }: PlannedResource,
  stack: string,
  terms: Terms,
): string[] {
  const keep = `terraform -chdir=cdktf.out/stacks/${stack} untaint '${address}'`;
  const byReason: Readonly<Record<string, string>> = {
    replace_because_tainted: `The last apply failed or was stopped while creating it, so Terraform creates it again. If that fails since AWS has one of its name, keep that: ${keep}`,
    replace_by_request: "The command asked for it with -replace.",
    replace_by_triggers: "A resource changes that its 'replace_triggered_by' names.",
  };
  const reason = byReason[action_reason ?? ""];
  const forced = (change.replace_paths ?? []).map((path) => {
    const [before, after] = [
      textAt(change.before, change.before_sensitive, path, terms),
      textAt(change.after, change.after_sensitive, path, terms),
    ];
    const key = path.map((part) => (typeof part === "number" ? part : ourKey(part))).join(".");
    const change_ = `from ${before ?? "nothing"} to ${after ?? unknownValue}`;
    return `AWS can't change '${key}' of an existing one, and it changes ${change_}.`;
  });
  if (reason !== undefined) return [reason, ...forced];
  return forced.length > 0 ? forced : ["Terraform does not say why."];
}

function removalReason({ action_reason }: PlannedResource, action: "destroy" | "forget"): string {
  if (action === "forget") return "Terraform stops managing it and leaves it in AWS.";
  switch (action_reason) {
    case "delete_because_no_resource_config":
      return "The configuration does not have it any more.";
    case "delete_because_each_key":
    case "delete_because_count_index":
    case "delete_because_wrong_repetition":
      return "The list that the configuration makes it from does not have its entry any more.";
    case "delete_because_no_move_target":
      return "The configuration moves it to a resource that does not exist.";
    default:
      return "The plan destroys it.";
  }
}

function textAt(
  value: unknown,
  sensitive: unknown,
  path: readonly (string | number)[],
  terms: Terms,
): string | undefined {
  let [at, mask] = [value, sensitive];
  for (const part of path) {
    if (mask === true) return masked;
    at = isObject(at) || Array.isArray(at) ? Reflect.get(at, part) : undefined;
    mask = isObject(mask) || Array.isArray(mask) ? Reflect.get(mask, part) : undefined;
  }
  if (mask === true) return masked;
  if (at === undefined || at === null || at === "") return undefined;
  const text = typeof at === "string" ? at : JSON.stringify(at);
  return `'${terms.mask(terms.nameOf(text)).slice(0, 120)}'`;
}

/** A function is removed because no behavior runs it any more, or because it moves to the other runtime. */
export function withFunctionReason(removal: Removal, distributions: readonly DistributionChange[]): Removal {
  const change = distributions.flatMap(({ functions }) => functions).find(({ name }) => name === removal.name);
  if (change === undefined || removal.action !== "destroy") return removal;
  if (change.change === "removed") return { ...removal, reasons: ["No behavior runs it any more."] };
  if (change.change !== "moved") return removal;
  const to = change.runtime.after === "lambda-at-edge" ? "Lambda@Edge" : "CloudFront Functions";
  return {
    ...removal,
    reasons: [`'${change.name}' moves to ${to}: ${change.reasons.join(" ") || "see its placement."}`],
  };
}
