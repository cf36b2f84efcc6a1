import type { ExplainedFunction, Explanation } from "@featheredge/compiler";
import { runtimeLabels } from "./summary.ts";
import { formatInteger, formatTable } from "./table.ts";

const head = [
  "distribution",
  "behavior",
  "event",
  "function",
  "runtime",
  "bytes",
  "compute",
  "$/million",
  "$/month",
] as const;

/** A table of an environment's functions, then for each why it runs there and what else there is. */
export function formatExplanation(explanation: Explanation): string {
  const { environment, functions, perMonth, prices, traffic, includes, excludes } = explanation;
  const total = ["total", "", "", "", "", "", "", "", dollars(perMonth)];
  const requests = traffic.map(
    ({ distribution, viewerRequestsPerMonth }) => `${distribution} ${formatInteger(viewerRequestsPerMonth)}`,
  );
  const notes = [
    `The total includes ${listOf(includes)}. It does not include ${listOf(excludes, "or")}.`,
    `Costs are for these viewer requests a month: ${requests.join(", ")}. The 'traffic' of the distributions and the 'trafficShare' of their behaviors set them.`,
    `Prices are ${prices.currency} of ${prices.region} as of ${prices.date}, with nothing free taken off.`,
    ...(functions.some(({ compute }) => compute !== undefined)
      ? [
          "Compute is an estimate from executed steps, for the middle and the costliest of the handlers' events; AWS's own figure is that of: aws cloudfront test-function",
        ]
      : []),
  ];
  return `${environment}\n${formatTable([head, ...functions.map(row), total], "  ")}\n${functions.map(details).join("\n")}\n${notes.join("\n")}\n`;
}

function row(found: ExplainedFunction): string[] {
  const { distribution, path, event, runtime, bytes, budgetBytes, compute, perMillion, perMonth } = found;
  return [
    distribution,
    path,
    event,
    found.function,
    runtimeLabels[runtime],
    `${formatInteger(bytes)} of ${formatInteger(budgetBytes)}`,
    compute === undefined ? "-" : `~${compute.medianPercent} %, most ~${compute.percent} %`,
    perMillion.toFixed(2),
    dollars(perMonth),
  ];
}

function details(found: ExplainedFunction): string {
  const { path, event, reasons, requestBody, runtime, compute, alternative, move, missedPaths } = found;
  const lines = reasons.map((reason) => `why: ${reason}`);
  if (requestBody !== undefined) lines.push(`body: included in the event, since ${requestBody}`);
  for (const { path: missed, goesTo, key, readAs } of missedPaths) {
    const decoded = readAs === undefined ? "" : ` and which S3 reads as ${readAs}`;
    lines.push(`not run: for ${missed}, which goes to '${goesTo}' (${key})${decoded}`);
  }
  if (found.runsPerMonth === 0) lines.push("cost: none, since 'traffic' and 'trafficShare' leave no requests for it");
  if (compute?.warning !== undefined) {
    lines.push(`compute: ~${compute.percent} % on ${compute.costliest}, ${compute.warning}`);
  }
  if (alternative !== undefined) {
    const { runtime: other, perMillion, perMonth, against } = alternative;
    const price = `$${perMillion.toFixed(2)} a million, $${dollars(perMonth)} a month`;
    const but = against.length === 0 ? "" : ", were it not for that";
    lines.push(`instead of ${runtimeLabels[runtime]}: ${runtimeLabels[other]} for ${price}${but}`);
  }
  if (move !== undefined) {
    const frees = move.frees.length === 0 ? "" : `, and ${move.frees.join(", ")} into a CloudFront Function`;
    lines.push(
      `moved to ${move.to}${frees}: saves $${dollars(move.savesPerMonth)} a month at ${formatInteger(move.runsPerMonth)} runs; but ${move.changes}`,
    );
  }
  return `${found.function} at ${event} of '${path}'\n${lines.map((line) => `  ${line}\n`).join("")}`;
}

function listOf(names: readonly string[], conjunction = "and"): string {
  return names.join(", ").replace(/, (?!.*, )/, ` ${conjunction} `);
}

/** `1,234.50`: USD and cents. A cost that rounds to nothing is `<0.01`. */
function dollars(value: number): string {
  if (value > 0 && value < 0.005) return "<0.01";
  const [whole = "0", cents = "00"] = value.toFixed(2).split(".");
  return `${formatInteger(Number(whole))}.${cents}`;
}
