import type { Context } from "../context.ts";
import { describeWaiting } from "../terraform/dependencies.ts";
import type { DistributionChange, FunctionChange, PlanSummary, ResourceChange } from "./model.ts";
import {
  actionSigns,
  bootstrapAdvice,
  describeBehavior,
  describeCheck,
  describeEntries,
  describeFunction,
  describeMissing,
  describeTotals,
  describeValue,
  describeWriter,
  dollars,
  groupRemovals,
  otherResources,
  signs,
  visible,
} from "./wording.ts";

export interface TerminalStyle {
  /** Columns; longer lines are cut. */
  readonly width: number;
  readonly colors: boolean;
  /** Lines of source difference for each function. @default 12 */
  readonly sourceLines?: number;
}

/** The style of standard output: a terminal's width and colors, else long lines without colors. */
export function terminalStyle({ output, env }: Pick<Context, "output" | "env">): TerminalStyle {
  const { terminal, columns = 80 } = output;
  return terminal ? { width: Math.max(columns, 40), colors: !env.NO_COLOR } : plainStyle;
}

/** For text that is not written to a terminal. */
export const plainStyle: TerminalStyle = { width: 200, colors: false };

const escapes = { "+": 32, "-": 31, "~": 33, ">": 36, "±": 35, x: 33, "<": 36 } as const;

/** A plan's summary as text for a terminal, Terraform's line of each stack last. */
export function formatPlan(summary: PlanSummary, style: TerminalStyle): string {
  const { environment, removals, distributions, resources, stacks, checks, missingPermissions } = summary;
  const lines = [
    ...(removals.length === 0 ? [] : ["", "Destroys and replacements"]),
    ...groupRemovals(removals).flatMap((group) => {
      const [{ name = "", action = "destroy" } = {}] = group;
      const addresses = group.map(({ address }) => address).filter((address) => address !== name);
      const reasons = [...new Set(group.flatMap((one) => one.reasons))];
      return [
        `  ${actionSigns[action]} ${action} ${name}${addresses.length === 0 ? "" : `  (${addresses.join(", ")})`}`,
        ...reasons.map((reason) => `      ${reason}`),
      ];
    }),
    ...distributions.flatMap((one) => distributionLines(one, summary, style)),
    ...(resources.length === 0 ? [] : ["", "Other resources"]),
    ...resourceLines(resources),
    ...(checks.length === 0 ? [] : ["", "Thresholds"]),
    ...checks.map((check) => `  ${check.passed ? "+" : "-"} ${describeCheck(check, plain)}`),
    ...(missingPermissions.length === 0
      ? []
      : [
          "",
          "Permissions",
          ...missingPermissions.map((one) => `  - ${describeMissing(one, plain)}`),
          `      ${bootstrapAdvice(environment, (text) => `'${text}'`)}`,
        ]),
    ...stacks.flatMap(({ name, totals, outputs, waitsFor }) => [
      "",
      name,
      waitsFor.length > 0 ? describeWaiting(waitsFor) : describeTotals(totals, outputs.length),
    ]),
  ];
  return lines.map((line) => `${styled(wrapped(visible(line), style.width), style)}\n`).join("");
}

const plain = (text: string) => text;

function distributionLines(change: DistributionChange, { environment }: PlanSummary, style: TerminalStyle): string[] {
  const { key, stack, action, settings, behaviors, functions, keyValueStore, resources, functionsPerMonth } = change;
  const { before, after } = functionsPerMonth;
  const cost =
    functions.length === 0 || after === undefined
      ? ""
      : `  functions: ${before === undefined || dollars(before) === dollars(after) ? "" : `${dollars(before)} → `}${dollars(after)} a month`;
  const others = resourceLines(otherResources(resources, functions));
  return [
    "",
    `${action === undefined ? "~" : actionSigns[action]} distributions.${key} (${stack})${cost}`,
    ...settings.map((one) => `  ~ ${describeValue(one, plain)}`),
    ...behaviors.map((one) => `  ${signs[one.change]} behavior ${one.path}  ${describeBehavior(one, plain)}`.trimEnd()),
    ...functions.flatMap((one) => functionLines(one, style)),
    ...(keyValueStore === undefined
      ? []
      : [
          `  KeyValueStore, ${describeWriter(keyValueStore, environment, key, plain)}`,
          ...describeEntries(keyValueStore, plain).map((line) => `    ${line}`),
          ...(keyValueStore.extra.length === 0 ? [] : [`    only in the store: ${keyValueStore.extra.join(", ")}`]),
        ]),
    ...others,
  ];
}

function functionLines(change: FunctionChange, { sourceLines = 12, width }: TerminalStyle): string[] {
  const { name, source, reasons } = change;
  const lines = source.files.flatMap(({ path, hunks }) => [
    path,
    ...hunks.flatMap((hunk) => [`@@ line ${hunk.after} @@`, ...hunk.lines]),
  ]);
  const shown = lines.slice(0, sourceLines);
  const omitted = lines.length - shown.length;
  return [
    `  ${signs[change.change]} function ${name}  ${describeFunction(change, plain)}`,
    ...reasons.map((reason) => `      ${reason}`),
    ...(source.kind === "compiled" ? ["      compiled code, formatted:"] : []),
    ...shown.map((line) => cut(`      ${line}`, width)),
    ...(omitted > 0 ? [`      … ${omitted} more lines; --json has them all`] : []),
  ];
}

function resourceLines(resources: readonly ResourceChange[]): string[] {
  return resources.map(({ address, name, action, changes }) => {
    const values = changes.map((one) => describeValue(one, plain)).join("; ");
    return `  ${actionSigns[action]} ${name === address ? address : `${name} (${address})`}  ${values}`.trimEnd();
  });
}

function cut(line: string, width: number): string {
  const characters = [...line];
  return characters.length <= width ? line : `${characters.slice(0, width - 1).join("")}…`;
}

/** Breaks a long line at spaces; what follows is indented below it. */
function wrapped(line: string, width: number): string {
  if (line.length <= width) return line;
  const indent = `${/^ */.exec(line)?.[0] ?? ""}      `;
  const end = line.lastIndexOf(" ", width);
  if (end <= indent.length) return cut(line, width);
  return `${line.slice(0, end)}\n${wrapped(indent + line.slice(end + 1), width)}`;
}

/** Colors a line by its sign. */
function styled(line: string, { colors }: TerminalStyle): string {
  const sign = /^ {0,6}([-+~>±x<]) ?/.exec(line)?.[1] as keyof typeof escapes | undefined;
  return colors && sign !== undefined ? `\u001b[${escapes[sign]}m${line}\u001b[0m` : line;
}
