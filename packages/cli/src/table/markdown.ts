import type { SynthesizedDistribution } from "../distributions/model.ts";
import { type TableRow, tableRows } from "./rows.ts";

const head = ["Path", "Viewer", "What happens", "Where it runs", "Cached by", "For how long"] as const;

/** The tables of an environment's distributions as one page of Markdown. */
export function tableAsMarkdown(environment: string, distributions: readonly SynthesizedDistribution[]): string {
  const intro = `Written by \`featheredge table ${environment}\` from the synthesized stacks. The first path pattern that matches a request serves it, and its steps follow each other. Functions at viewer response do not run if the origin answers 400 or above. CloudFront may drop what is seldom asked for earlier.`;
  const sections = distributions.map((distribution) => {
    const { key, comment, aliases, isCandidate } = distribution;
    const names = aliases.length === 0 ? "" : `: ${aliases.join(", ")}`;
    return `## ${key}${isCandidate ? ", the candidate" : ""}\n\n${escapeCell(comment)}${names}\n\n${tableOf(tableRows(distribution))}`;
  });
  const nothing = "It has no distribution.\n";
  return `# What happens to a request: ${environment}\n\n${intro}\n\n${sections.length === 0 ? nothing : sections.join("\n")}`;
}

/** Path and viewer are written once for the rows that share them. */
function tableOf(rows: readonly TableRow[]): string {
  const lines = rows.map((row, index) => {
    const previous = rows[index - 1];
    const isSamePath = previous?.path === row.path;
    const path = isSamePath ? "" : row.path;
    const viewer = isSamePath && previous?.viewer === row.viewer ? "" : row.viewer;
    return [path, viewer, row.happens, row.runsIn, row.cachedBy, row.lifetime];
  });
  const line = (cells: readonly string[]) => `${cells.map((cell) => `| ${escapeCell(cell)}`.trimEnd()).join(" ")} |`;
  return `${[line(head), line(head.map(() => "---")), ...lines.map(line)].join("\n")}\n`;
}

function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
