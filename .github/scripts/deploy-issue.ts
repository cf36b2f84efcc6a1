import type { WantedIssue } from "./own-issue.ts";

/** How the jobs of a deploy ended, by GitHub's words. */
export interface DeployResult {
  readonly environment: string;
  readonly plan: string;
  readonly apply: string;
  readonly commit: string;
}

/** The issue of an environment whose last deploy failed, with the next command. */
export function deployIssue({ environment, plan, apply, commit }: DeployResult, runUrl: string): WantedIssue {
  const failed = [...(isFailure(plan) ? ["plan"] : []), ...(isFailure(apply) ? ["apply"] : [])];
  const next =
    failed[0] === "plan"
      ? `npx featheredge plan ${environment}`
      : `npx featheredge plan ${environment} --save && npx featheredge apply ${environment}`;
  return {
    marker: `<!-- featheredge deploy ${environment} -->`,
    title: `Deploy to ${environment} failed`,
    solved: `${environment} was deployed at ${commit.slice(0, 12)} ([run](${runUrl})).`,
    body:
      failed.length === 0
        ? undefined
        : [
            `The job \`${failed.join("`, `")}\` of \`${environment}\` at ${commit} ended with \`${failed[0] === "plan" ? plan : apply}\`: [run](${runUrl}).`,
            "",
            failed[0] === "plan"
              ? "Nothing was changed. Run the failed jobs again, or look at the plan:"
              : "A part of the plan may have been applied. **Run all jobs again**: the saved plan is too old now, so a new one is made and must be approved again. By hand:",
            "",
            "```sh",
            next,
            "```",
            "",
            `To go back: \`npx featheredge rollback ${environment}\`, or the workflow \`rollback\`. A lock that a killed job left is reported by the next plan, with the command that removes it.`,
          ].join("\n"),
  };
}

function isFailure(result: string): boolean {
  return result !== "success" && result !== "skipped";
}
