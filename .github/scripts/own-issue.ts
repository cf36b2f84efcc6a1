import type { GitHub } from "./github.ts";

/** The fields of an issue that are used here. */
export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly state: string;
  readonly body?: string | null;
  readonly user?: { readonly login: string; readonly type: string } | null;
  readonly pull_request?: unknown;
}

/** An issue as it should be. */
export interface WantedIssue {
  /** The first line of its text, by which a later run finds it: an HTML comment. */
  readonly marker: string;
  readonly title: string;
  /** Undefined: the problem is solved. */
  readonly body: string | undefined;
  /** The first sentence of the issue once it is closed. */
  readonly solved: string;
}

/** GitHub accepts texts of 65,536 characters. */
const mostCharacters = 65_000;

const withinLimit = (text: string) =>
  text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)}\n… (cut: the run's log has all)`;

/** A change of the repository's issues. */
export type IssueChange =
  | { readonly action: "open"; readonly title: string; readonly body: string }
  | { readonly action: "update"; readonly number: number; readonly title: string; readonly body: string }
  | { readonly action: "close"; readonly number: number; readonly body: string };

/**
 * Decides how the open issues must change. Only the workflow's own issues count, whatever others write; of two of a
 * marker, as two runs at once can open, the older one stays.
 */
export function planIssue(wanted: WantedIssue, open: readonly Issue[]): IssueChange[] {
  const own = open.filter((issue) => isOwn(issue, wanted.marker)).sort((a, b) => a.number - b.number);
  const close = (issue: Issue, text: string): IssueChange => {
    const earlier = issue.body?.slice(wanted.marker.length).trim() ?? "";
    return { action: "close", number: issue.number, body: withinLimit(`${wanted.marker}\n${text}\n\n${earlier}`) };
  };
  if (wanted.body === undefined) return own.map((issue) => close(issue, wanted.solved));
  const [first, ...others] = own;
  const closed = others.map((issue) => close(issue, `#${first?.number} is about the same.`));
  const body = withinLimit(`${wanted.marker}\n${wanted.body}`);
  if (first === undefined) return [{ action: "open", title: wanted.title, body }];
  const isSame = first.title === wanted.title && first.body === body;
  const updated = isSame ? [] : [{ action: "update", number: first.number, title: wanted.title, body } as const];
  return [...updated, ...closed];
}

function isOwn({ user, body, pull_request }: Issue, marker: string): boolean {
  const isBot = user?.type === "Bot" && user.login === "github-actions[bot]";
  return pull_request === undefined && isBot && body?.split("\n")[0] === marker;
}

/**
 * Opens, updates or closes one issue. Each change is one request, so that a run that is killed at any point is completed by
 * the next one, which finds the issues that are open by the marker: no issue is opened twice, and none is left open.
 */
export async function setIssue(github: GitHub, wanted: WantedIssue): Promise<void> {
  const open = (await github.list("/issues?state=open&creator=app%2Fgithub-actions")) as Issue[];
  for (const change of planIssue(wanted, open)) {
    const { action, body } = change;
    if (action === "open") await github.call("POST", "/issues", { title: change.title, body });
    else if (action === "update") await github.call("PATCH", `/issues/${change.number}`, { title: change.title, body });
    else {
      const closed = { body, state: "closed", state_reason: "completed" };
      await github.call("PATCH", `/issues/${change.number}`, closed);
    }
  }
}
