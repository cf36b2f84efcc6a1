import { describePosition } from "@featheredge/diagnostics";
import type { RequestDetail, RequestSummary, Sentence } from "@featheredge/inspector/api";

/** One line for a request: `09:41:07  DE mobile   GET  200 miss  12.3 ms  www.example.com/a?x=1  [/a*]`. */
export function formatRequest(request: RequestSummary): string {
  const { time, country = "--", device, method, status, outcome, durationMs, host, path, behavior } = request;
  const clock = new Date(time).toTimeString().slice(0, 8);
  const marks = [
    ...request.failures.map((name) => `${name} failed`),
    ...request.ahead.map((name) => `${name} is ahead of Terraform`),
  ];
  return [
    clock,
    `${country} ${device.padEnd(7)}`,
    method.padEnd(4),
    String(status),
    (outcome === "none" ? "-" : outcome).padEnd(7),
    `${durationMs.toFixed(1).padStart(6)} ms`,
    `${host}${path}`,
    ...(behavior === undefined ? [] : [`[${behavior.pathPattern}]`]),
    ...marks,
  ].join("  ");
}

/** The reasons of a request's answer, each below the other, with the lines and pages that they follow from. */
export function formatWhy(why: readonly Sentence[]): string {
  return why.map(formatSentence).join("");
}

/** The lines that functions logged, each with the author's line that logged it. */
export function formatLogs(stages: RequestDetail["stages"]): string {
  return stages
    .flatMap((stage) => ("logs" in stage ? stage.logs.map((line) => ({ ...line, name: stage.function.name })) : []))
    .map(({ name, text, source }) => formatSentence({ text: `${name} logged: ${text}`, source: source?.at }))
    .join("");
}

function formatSentence({ text, source, page }: Sentence): string {
  const links = [...(source === undefined ? [] : [describePosition(source)]), ...(page === undefined ? [] : [page])];
  return `    ${text}${links.map((link) => `\n      ${link}`).join("")}\n`;
}
