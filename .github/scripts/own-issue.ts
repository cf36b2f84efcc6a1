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
  /** Said when the issue is closed. */
  readonly solved: string;
}

/** GitHub accepts texts of 65,536 characters. */
const mostCharacters = 65_000;

/** A change of the repository's issues. */
export type IssueChange =
  | { readonly action: "open"; readonly title: string; readonly body: string }
  | { readonly action: "update"; readonly number: number; readonly title: string; readonly body: string }
  | { readonly action: "close"; readonly number: number };

/**
 * Decides how the open issues must change. Only the workflow's own issues count, whatever others write; of two of a
 * marker, as two runs at once can open, the older one stays.
 */
export function planIssue(wanted: WantedIssue, open: readonly Issue[]): IssueChange[] {
  const [first, ...others] = open.filter((issue) => isOwn(issue, wanted.marker)).sort((a, b) => a.number - b.number);
  const closed = others.map(({ number }): IssueChange => ({ action: "close", number }));
  if (wanted.body === undefined) {
    return [...(first === undefined ? [] : [{ action: "close", number: first.number } as const]), ...closed];
  }
  const whole = `${wanted.marker}\n${wanted.body}`;
  const body =
    whole.length <= mostCharacters ? whole : `${whole.slice(0, mostCharacters)}\n… (cut: the run's log has all)`;
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
 * Opens, updates or closes one issue. A run that is killed at any point is completed by the next one, which finds what
 * exists by the marker.
 */
export async function setIssue(github: GitHub, wanted: WantedIssue): Promise<void> {
  const open = (await github.list("/issues?state=open&creator=app%2Fgithub-actions")) as Issue[];
  for (const change of planIssue(wanted, open)) {
    if (change.action === "open") {
      const { title, body } = change;
      await github.call("POST", "/issues", { title, body });
    } else if (change.action === "update") {
      const { number, title, body } = change;
      await github.call("PATCH", `/issues/${number}`, { title, body });
    } else {
      await github.call("POST", `/issues/${change.number}/comments`, { body: wanted.solved });
      await github.call("PATCH", `/issues/${change.number}`, { state: "closed", state_reason: "completed" });
    }
  }
}
