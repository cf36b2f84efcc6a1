import type { Diagnostic } from "@featheredge/diagnostics";
import { plainText } from "./markdown-text.ts";
import type { PlanSummary } from "./model.ts";
import { type MarkdownParts, summaryAsMarkdown } from "./summary-as-markdown.ts";

/** The fields of a GitHub issue comment that are used here. */
export interface Comment {
  readonly id: number;
  readonly body?: string;
  readonly user?: { readonly login: string; readonly type: string } | null;
}

/** The first line of an environment's comment, by which a later run finds it. @param environment `[a-z0-9-]` */
export function planMarker(environment: string): string {
  return `<!-- featheredge plan ${environment} -->`;
}

/**
 * Finds the comment that an earlier run of the workflow wrote. Comments that people wrote are never chosen, whatever
 * their text is: otherwise the next plan would overwrite them.
 *
 * @param marker the text that the workflow's comment begins with
 * @see https://docs.github.com/en/actions/concepts/security/github_token GITHUB_TOKEN's comments are by
 * `github-actions[bot]`, a login that no person can have
 */
export function findOwnComment(comments: readonly Comment[], marker: string): Comment | undefined {
  return comments.find(
    ({ user, body }) =>
      user?.type === "Bot" && user.login === "github-actions[bot]" && body?.startsWith(marker) === true,
  );
}

export interface PlanCommentInput extends Omit<MarkdownParts, "heading"> {
  readonly environment: string;
  /** The commit that was planned. */
  readonly commit: string;
  /** Undefined when planning failed. */
  readonly summary: PlanSummary | undefined;
  /** The reasons why planning failed, or why the plan was not saved. @default none */
  readonly diagnostics?: readonly Pick<Diagnostic, "rule" | "message" | "fix">[] | undefined;
}

/** A plan without credentials knows nothing of the account, such as changes by hand. */
const onLoopback =
  "\nPlanned without credentials, against AWS on the runner (the loopback), where the main branch was applied before.\n";

/** The comment of an environment's plan on a pull request, which each later run replaces. */
export function planComment({ environment, commit, summary, diagnostics = [], ...parts }: PlanCommentInput): string {
  const heading = `${planMarker(environment)}\n### Plan: \`${environment}\` at ${commit.slice(0, 12)}\n`;
  const reasons = diagnostics.map(
    ({ rule, message, fix }) => `- **${rule}**: ${plainText(`${message} ${fix}`.trim())}`,
  );
  if (summary === undefined) {
    return [
      `${heading}\nPlanning failed${reasons.length === 0 ? ": the job's log says why." : ":\n"}`,
      ...reasons,
      "",
    ].join("\n");
  }
  const against =
    summary.base === undefined ? "" : `\nSources are compared with ${summary.base.commit.slice(0, 12)}.\n`;
  const target = summary.target === "loopback" ? onLoopback : "";
  return summaryAsMarkdown(summary, { ...parts, heading: `${heading}${target}${against}` });
}
