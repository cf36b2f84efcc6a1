import { runtimeLabels } from "../report/summary.ts";
import { formatInteger } from "../report/table.ts";
import type {
  BeforeAfter,
  BehaviorChange,
  Check,
  FunctionChange,
  KeyValueStoreChange,
  PlanSummary,
  Removal,
  ResourceChange,
  Totals,
  ValueChange,
} from "./model.ts";

/** Writes an untrusted text so that it is safe in the output: a name, a path, a value. */
export type Quote = (text: string) => string;

/** Control characters and those that reverse the order of text are written out, so that no text looks like another. */
export function visible(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced.
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

export const signs = { added: "+", removed: "-", changed: "~", moved: ">" } as const;
export const actionSigns = {
  create: "+",
  update: "~",
  replace: "±",
  destroy: "-",
  forget: "x",
  import: "<",
} as const satisfies Readonly<Record<ResourceChange["action"], string>>;

/** `compress: true → false` */
export function describeValue({ key, before, after }: ValueChange, quote: Quote): string {
  if (before === undefined) return `${quote(key)}: ${quote(after ?? "")}`;
  return `${quote(key)}: ${quote(before)} → ${after === undefined ? "not set" : quote(after)}`;
}

/** The position of a behavior that moves, and its changed keys. */
export function describeBehavior({ change, position, changes }: BehaviorChange, quote: Quote): string {
  const moved =
    change === "moved" && position?.before !== undefined && position.after !== undefined
      ? [`position ${position.before + 1} → ${position.after + 1}`]
      : [];
  return [...moved, ...changes.map((one) => describeValue(one, quote))].join("; ");
}

/** The most actions of a role that a summary lists; `--json` has all. */
const mostActions = 8;

/** The permissions that a role lacks: `featheredge-prod-apply lacks wafv2:CreateWebACL and 3 more` */
export function describeMissing({ role, actions }: PlanSummary["missingPermissions"][number], quote: Quote): string {
  const omitted = actions.length - mostActions;
  const shown = actions.slice(0, mostActions).map(quote).join(", ");
  return `${quote(role)} lacks ${shown}${omitted > 0 ? ` and ${omitted} more` : ""}`;
}

/** The command that gives the roles what they lack. */
export function bootstrapAdvice(environment: string, quote: Quote): string {
  return `Before this is deployed, an administrator of the account runs ${quote(`featheredge bootstrap ${environment}`)} on it: it changes the roles.`;
}

/** Runtime, events, bytes, compute and cost of a function, before and after where they differ. */
export function describeFunction(change: FunctionChange, quote: Quote): string {
  const { runtime, runsAt, bytes, budgetBytes, computePercent, perMillion, perMonth } = change;
  const events = [...new Set(runsAt.map(({ event }) => event))].map(
    (event) =>
      `${event} of ${runsAt
        .filter((one) => one.event === event)
        .map(({ path }) => quote(path))
        .join(", ")}`,
  );
  const budget = budgetBytes === undefined ? "" : ` of ${formatInteger(budgetBytes)}`;
  return [
    beforeAfter(runtime, (one) => runtimeLabels[one]),
    ...(events.length === 0 ? [] : [`${change.change === "removed" ? "was " : ""}at ${events.join("; ")}`]),
    withUnit(beforeAfter(bytes, formatInteger), `${budget} bytes`),
    withUnit(
      beforeAfter(computePercent, (percent) => `~${percent} %`),
      " of the compute",
    ),
    withUnit(beforeAfter(perMillion, dollars), " a million"),
    withUnit(beforeAfter(perMonth, dollars), " a month"),
  ]
    .filter((part) => part !== "")
    .join(", ");
}

/** The entries that differ, one a line. */
export function describeEntries({ added, changed }: KeyValueStoreChange, quote: Quote): string[] {
  return [
    ...added.map(({ key, value }) => `+ ${quote(key)} = ${quote(value)}`),
    ...changed.map(({ key, value }) => `~ ${quote(key)} = ${quote(value)}`),
  ];
}

/** The command that writes the entries. */
export function describeWriter(
  { byApply }: KeyValueStoreChange,
  environment: string,
  key: string,
  quote: Quote,
): string {
  return byApply
    ? "written by the apply"
    : `written by the apply of a saved plan, or by ${quote(`featheredge kvs sync ${environment} ${key}`)}`;
}

/** Removals of one name with the same reasons are one entry: a function and its log group. */
export function groupRemovals(removals: readonly Removal[]): Removal[][] {
  const groups = new Map<string, Removal[]>();
  for (const removal of removals) {
    const key = JSON.stringify([removal.stack, removal.name, removal.action]);
    groups.set(key, [...(groups.get(key) ?? []), removal]);
  }
  return [...groups.values()];
}

/** Resources that a summary lists: those of a function that is listed itself are not repeated. */
export function otherResources(
  resources: readonly ResourceChange[],
  functions: readonly FunctionChange[],
): ResourceChange[] {
  const names = new Set(functions.map(({ name }) => name));
  return resources.filter(({ name, action }) => action === "update" || !names.has(name));
}

/** `$12.34 of at most $10.00 a month` */
export function describeCheck({ threshold, subject, value, most, passed }: Check, quote: Quote): string {
  const [amount, limit] =
    threshold === "costPerMonth"
      ? [`${dollars(value)} a month`, dollars(most)]
      : [`~${value} % of the compute`, `${most} %`];
  return `${passed ? "within" : "over"} thresholds.${threshold}: ${quote(subject)} has ${amount}, at most ${limit}`;
}

/** Terraform's own line, in which a replacement counts as added and destroyed. */
export function describeTotals({ import: imported, add, change, replace, destroy }: Totals, outputs = 0): string {
  const resources = imported + add + change + replace + destroy;
  if (resources + outputs === 0) return "No changes.";
  const imports = imported > 0 ? `${imported} to import, ` : "";
  const line = `Plan: ${imports}${add + replace} to add, ${change} to change, ${destroy + replace} to destroy`;
  const replaced = replace > 0 ? `; ${replace} of them replaced` : "";
  return `${line}${replaced}${resources === 0 ? "; outputs change" : ""}.`;
}

export function dollars(amount: number): string {
  return `$${amount.toFixed(2)}`;
}

/** `275 → 282`; one value where both are shown alike. */
function beforeAfter<T>({ before, after }: BeforeAfter<T>, show: (value: T) => string): string {
  const [from, to] = [before, after].map((value) => (value === undefined ? undefined : show(value)));
  if (from === undefined || from === to) return to ?? "";
  return to === undefined ? from : `${from} → ${to}`;
}

function withUnit(amount: string, unit: string): string {
  return amount === "" ? "" : `${amount}${unit}`;
}
