import type { Diagnostic } from "@featheredge/diagnostics";
import type { WantedIssue } from "./own-issue.ts";

/** The JSON of `featheredge drift --json`. */
export interface DriftReport {
  readonly environment: string;
  readonly commit?: string;
  readonly stacks: readonly StackDrift[];
}

/** The diagnostics of a comparison that failed; none where only the run's log has the reason. */
export interface FailedComparison {
  readonly environment: string;
  readonly diagnostics: readonly Pick<Diagnostic, "rule" | "message" | "fix">[];
}

interface StackDrift {
  readonly stack: string;
  readonly differences: readonly { readonly kind: string; readonly subject: string; readonly detail: string }[];
}

/** Reads the output of `featheredge drift --json`, which is incomplete if the command was cut short. */
export function readDrift(environment: string, text: string): DriftReport | FailedComparison {
  try {
    const { stacks, ...output } = JSON.parse(text);
    if (stacks !== undefined) return { ...output, stacks };
    return { environment, diagnostics: output.diagnostics ?? [] };
  } catch {
    return { environment, diagnostics: [] };
  }
}

/** The issue of an environment: open while it can't be compared, since drift is unknown then. */
export function comparisonIssue(report: DriftReport | FailedComparison, runUrl: string): WantedIssue {
  const { environment } = report;
  const issue = {
    marker: `<!-- featheredge drift-detection ${environment} -->`,
    title: `Drift of ${environment} can't be detected`,
    solved: `${environment} is compared with its last deployment again ([run](${runUrl})).`,
  };
  if (!("diagnostics" in report)) return { ...issue, body: undefined };
  const reasons = report.diagnostics.map(
    ({ rule, message, fix }) => `- **${rule}**: ${code(`${message} ${fix}`.replaceAll(/\s+/g, " ").trim())}`,
  );
  const body = [
    `AWS could not be compared with the last deployment of \`${environment}\`: [run](${runUrl}).`,
    "",
    ...(reasons.length === 0 ? ["The run's log says why."] : reasons),
    "",
    `Then run the workflow \`drift\` again, or \`npx featheredge drift ${environment}\`.`,
  ].join("\n");
  return { ...issue, body };
}

/** The issue of each stack: open while the stack has drifted. */
export function driftIssues({ environment, commit, stacks }: DriftReport, runUrl: string): WantedIssue[] {
  return stacks.map(({ stack, differences }) => ({
    marker: `<!-- featheredge drift ${stack} -->`,
    title: `Drift: ${stack} was changed outside of its deploys`,
    solved: `${stack} is as it was deployed again ([run](${runUrl})).`,
    body:
      differences.length === 0
        ? undefined
        : [
            `AWS differs from the last deployment of \`${environment}\`${commit === undefined ? "" : ` (${commit.slice(0, 12)})`}:`,
            "",
            "| What | Where | How |",
            "|---|---|---|",
            ...differences.map(({ kind, subject, detail }) => `| ${kind} | ${code(subject)} | ${code(detail)} |`),
            "",
            "To put it back as it was deployed, run the workflow `deploy` again for the last commit of the main branch, or:",
            "",
            "```sh",
            `npx featheredge plan ${environment} ${stack} --save`,
            `npx featheredge apply ${environment}`,
            "```",
            "",
            "To keep the change, write it into the environment. Values are not shown, since they may be secret:",
            `\`npx featheredge drift ${environment}\` lists the same, and \`featheredge kvs diff\` the keys of a store.`,
          ].join("\n"),
  }));
}

/** Text from AWS or of an error: as code, on one line. */
function code(text: string): string {
  return `\`${text.replaceAll(/[`\r\n|]/g, "'")}\``;
}
