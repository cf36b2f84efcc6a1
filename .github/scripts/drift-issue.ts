import type { WantedIssue } from "./own-issue.ts";

/** The JSON of `featheredge drift --json`. */
export interface DriftReport {
  readonly environment: string;
  readonly commit?: string;
  readonly stacks: readonly StackDrift[];
}

interface StackDrift {
  readonly stack: string;
  readonly differences: readonly { readonly kind: string; readonly subject: string; readonly detail: string }[];
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
            ...differences.map(({ kind, subject, detail }) => `| ${kind} | ${cell(subject)} | ${cell(detail)} |`),
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

/** Text from AWS in a table: as code, on one line. */
function cell(text: string): string {
  return `\`${text.replaceAll(/[`\r\n|]/g, "'")}\``;
}
