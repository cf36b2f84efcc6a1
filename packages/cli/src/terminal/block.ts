import { describePosition } from "@featheredge/diagnostics";
import { formatInteger } from "../report/table.ts";
import type { UpState } from "../up/state.ts";
import { keyBindings } from "./keys.ts";
import { milliseconds } from "./request-line.ts";
import { type Line, type Span, type Style, span, widthOf } from "./spans.ts";

export interface BlockView {
  readonly columns: number;
  readonly rows: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly showsHelp: boolean;
  /** The step that runs at present; undefined if nothing is done. */
  readonly step: string | undefined;
}

const spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

/** Milliseconds for which each picture of the spinner is shown. */
export const spinnerMs = 100;

/** True while something runs whose time goes on, so that the block must be drawn again. */
export function isBusy({ terraform, distributions }: UpState): boolean {
  return distributions.length === 0 || terraform.status === "planning" || terraform.status === "applying";
}

/** The block at the bottom of the terminal: what is served, and what `up` does at present. */
export function renderBlock(state: UpState, view: BlockView): Line[] {
  const rule = [span("─".repeat(Math.max(0, view.columns)), "dim")];
  const head = headLine(state, view);
  const keys = view.showsHelp ? helpLines() : [keysLine()];
  const middle = [...buildLines(state, view.columns), ...aheadLines(state), ...errorLines(state)];
  // The block must fit into the terminal, or its upper lines could not be drawn again; and it leaves room for requests.
  const free = Math.max(1, view.rows - 1 - (2 + middle.length + keys.length) - (state.inspector === undefined ? 0 : 1));
  return [
    rule,
    head,
    ...addressLines(state, Math.min(free, Math.max(1, Math.floor(view.rows / 3)))),
    ...middle,
    ...keys,
  ].slice(0, Math.max(2, view.rows - 1));
}

function headLine(state: UpState, { columns, now, step }: BlockView): Line {
  const { text, style } = terraformText(state, now, step);
  const left: Span[] = [span(state.environment, "bold"), span("  "), span(text, style)];
  const built =
    state.build === undefined
      ? ""
      : `${state.build.succeeded ? "built" : "build failed"} in ${milliseconds(state.build.milliseconds)}`;
  const gap = columns - [...left, span(built)].reduce((sum, one) => sum + widthOf(one.text), 0);
  return gap < 2
    ? left
    : [...left, span(" ".repeat(gap)), span(built, state.build?.succeeded === false ? "bad" : "dim")];
}

function terraformText(
  state: UpState,
  now: number,
  step: string | undefined,
): { readonly text: string; readonly style: Style } {
  const { status, since } = state.terraform;
  const picture = spinner[Math.floor(now / spinnerMs) % spinner.length] ?? "";
  const time = `${Math.max(0, Math.floor((now - since) / 1000))} s`;
  switch (status) {
    case "planning":
      return { text: `${picture} Terraform plans, ${time}`, style: "accent" };
    case "applying":
      return { text: `${picture} Terraform applies, ${time}`, style: "accent" };
    case "applied":
      return { text: "● applied", style: "good" };
    case "failed":
      return { text: "✗ not applied; what was applied before is served", style: "bad" };
    case "waiting":
      return { text: "○ Terraform follows when the edits end", style: "warning" };
    case "not-run":
      return state.distributions.length === 0
        ? { text: `${picture} ${step ?? "starting"}`, style: "accent" }
        : { text: "○ served as it was applied last", style: "warning" };
  }
}

/** Each distribution's first URLs, as many as fit, and the inspector's. */
function addressLines({ distributions, inspector }: UpState, free: number): Line[] {
  const shown = distributions.length > free ? distributions.slice(0, Math.max(1, free - 1)) : distributions;
  const more = distributions.length - shown.length;
  const titles = [...shown.map(({ title }) => title), ...(inspector === undefined ? [] : ["inspector"])];
  const width = Math.min(24, Math.max(0, ...titles.map(widthOf)));
  const title = (text: string) => span(`${text.padEnd(width).slice(0, width)}  `, "dim");
  return [
    ...shown.map(({ title: name, urls }) => {
      const [first, ...others] = urls;
      const names = others.map(({ http }) => new URL(http).hostname);
      const also = names.length === 0 ? [] : [span(`  also ${names.join(", ")}`, "dim")];
      return first === undefined
        ? [title(name)]
        : [title(name), span(first.http, "accent"), span("  "), span(first.https, "dim"), ...also];
    }),
    ...(more === 0 ? [] : [[span(`and ${more} more`, "dim")]]),
    ...(inspector === undefined ? [] : [[title("inspector"), span(inspector, "accent")]]),
  ];
}

/** The functions with their sizes, the largest first, as many as fit into one line. */
function buildLines({ build }: UpState, columns: number): Line[] {
  if (build === undefined || build.functions.length === 0) return [];
  const sorted = [...build.functions].sort((one, other) => other.bytes - one.bytes || (one.name < other.name ? -1 : 1));
  const texts = sorted.map(
    ({ name, runtime, bytes }) =>
      `${name} ${formatInteger(bytes)} B${runtime === "lambda-at-edge" ? " (Lambda@Edge)" : ""}`,
  );
  const total = formatInteger(sorted.reduce((sum, { bytes }) => sum + bytes, 0));
  const count = `${sorted.length} function${sorted.length === 1 ? "" : "s"}, ${total} B: `;
  let shown = texts.length;
  const textOf = () =>
    texts.slice(0, shown).join(", ") + (shown < texts.length ? `, and ${texts.length - shown} more` : "");
  while (shown > 1 && widthOf(count + textOf()) > columns) shown -= 1;
  return [[span(count, "dim"), span(textOf())]];
}

function aheadLines({ ahead }: UpState): Line[] {
  if (ahead.length === 0) return [];
  return [[span("ahead of Terraform: ", "warning"), span(ahead.map(({ name }) => name).join(", "))]];
}

/** The first mistake; each was printed with its source when it was found. */
function errorLines({ diagnostics }: UpState): Line[] {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const [first] = errors;
  if (first === undefined) return [];
  const more = errors.length === 1 ? "" : `${errors.length} errors, first `;
  return [
    [span("✗ ", "bad"), span(`${more}${first.rule} ${describePosition(first.at)}: `, "bad"), span(first.message)],
  ];
}

function keysLine(): Line {
  return keyBindings.flatMap(({ keys: [key = ""], help }) =>
    help === undefined ? [] : [span(key, "bold"), span(` ${help.short}   `, "dim")],
  );
}

function helpLines(): Line[] {
  return keyBindings.flatMap(({ keys, help }) =>
    help === undefined ? [] : [[span(keys.join(" ").padEnd(5), "bold"), span(help.long, "dim")]],
  );
}
