import type { RequestSummary } from "@featheredge/inspector/api";
import { type Line, plainText, type Span, type Style, span, widthOf } from "./spans.ts";

/** The parts of a request that its line shows. */
export type LoggedRequest = Pick<
  RequestSummary,
  "method" | "path" | "status" | "outcome" | "durationMs" | "distribution" | "host" | "country" | "failures"
>;

const outcomes: Readonly<Record<LoggedRequest["outcome"], { readonly text: string; readonly style: Style }>> = {
  hit: { text: "hit", style: "good" },
  miss: { text: "miss", style: "warning" },
  refresh: { text: "refresh", style: "good" },
  stale: { text: "stale", style: "warning" },
  "not-cacheable": { text: "no cache", style: "dim" },
  none: { text: "-", style: "dim" },
};

/** The longest of the outcomes' texts. */
const outcomeWidth = 8;
/** Enough for most names of distributions, and a country; a quarter of a wide terminal. */
const nameWidth = (columns: number) => Math.max(18, Math.floor(columns / 4));

/** `GET /about/ 200 hit 3.1 ms Site`: the path takes the width that is left, so that the numbers are below each other. */
export function requestLine(request: LoggedRequest, columns: number): Line {
  const { method, path, status, outcome, durationMs, distribution, host, country, failures } = request;
  const { text, style } = outcomes[outcome];
  const left = span(`${method.padEnd(4)} `, "bold");
  const numbers: Span[] = [
    span(`  ${String(status).padEnd(3)} `, statusStyle(status)),
    span(`${text.padEnd(outcomeWidth)} `, style),
    span(`${milliseconds(durationMs).padStart(7)}  `, "dim"),
  ];
  const used = [left, ...numbers].reduce((sum, one) => sum + one.text.length, 0);
  return [
    left,
    span(fill(plainText(path), Math.max(12, columns - used - nameWidth(columns)))),
    ...numbers,
    span(distribution?.name ?? host, "accent"),
    ...(country === undefined ? [] : [span(` ${country}`, "dim")]),
    ...(failures.length === 0 ? [] : [span(` ${failures.join(", ")} failed`, "bad")]),
  ];
}

/** A text in exactly a number of columns; a path's end says more than its middle. */
function fill(text: string, columns: number): string {
  const width = widthOf(text);
  if (width <= columns) return text + " ".repeat(columns - width);
  const characters = [...text];
  const end = Math.floor(columns / 3);
  return `${characters.slice(0, columns - end - 1).join("")}…${characters.slice(-end).join("")}`;
}

function statusStyle(status: number): Style {
  if (status >= 500 || status === 0) return "bad";
  return status >= 400 ? "warning" : "good";
}

/** `3.1 ms`, `45 ms`, `1.2 s` */
export function milliseconds(value: number): string {
  if (value >= 1000) return `${(value / 1000).toFixed(1)} s`;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}
