import { z } from "zod";
import { plainText } from "../plan-summary/markdown-text.ts";

const reportSchema = z.union([
  z.object({
    name: z.string(),
    previews: z.array(z.object({ distribution: z.string(), url: z.string(), header: z.string(), host: z.string() })),
  }),
  z.object({
    diagnostics: z.array(z.object({ rule: z.string(), message: z.string(), fix: z.string().optional() })),
  }),
]);

/** The document that `preview up --json` printed: its previews, or the reasons why it failed. */
export type UpReport = z.output<typeof reportSchema>;

/** Reads what `preview up --json` printed; undefined if it was cut short. */
export function readUpReport(text: string): UpReport | undefined {
  try {
    return reportSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The first line of an environment's comment, by which a later run finds it. @param environment `[a-z0-9-]` */
export function previewMarker(environment: string): string {
  return `<!-- featheredge preview ${environment} -->`;
}

/** A pull request's preview in an environment: removed, or put up from a commit. */
export type PreviewState =
  | { readonly isRemoved: true }
  | { readonly isRemoved?: undefined; readonly commit: string; readonly report: UpReport | undefined };

/** The comment with the addresses of a pull request's preview, in Markdown. */
export function previewComment(environment: string, state: PreviewState): string {
  return `${[previewMarker(environment), `### Preview: ${environment}`, "", ...lines(environment, state)].join("\n")}\n`;
}

function lines(environment: string, state: PreviewState): string[] {
  if (state.isRemoved) return ["The preview is removed."];
  const { commit, report } = state;
  const of = `commit ${commit.slice(0, 12)}`;
  if (report === undefined) {
    return [`The preview of ${of} failed; the job's log has the reason. An earlier preview stays as it is.`];
  }
  if ("diagnostics" in report) {
    const reasons = report.diagnostics.map(
      ({ rule, message, fix }) =>
        `- ${plainText(`${message}${fix === undefined ? "" : ` ${fix}`}`)} (${plainText(rule)})`,
    );
    return [`The preview of ${of} failed. An earlier preview stays as it is.`, "", ...reasons];
  }
  const rows = report.previews.map(
    ({ distribution, url, host, header }) => `| ${distribution} | ${url} | \`curl -H '${header}' https://${host}/\` |`,
  );
  return [
    `${of[0]?.toUpperCase()}${of.slice(1)} answers within some seconds at:`,
    "",
    "| Distribution | Address | By header |",
    "|---|---|---|",
    ...rows,
    "",
    `\`featheredge preview list ${environment}\` lists all previews. This one is removed when the pull request is closed.`,
  ];
}
