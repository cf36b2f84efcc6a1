/** The fields of a pull request that are used here. */
export interface PullRequest {
  readonly number: number;
  readonly state: string;
  readonly body?: string | null;
  readonly head: { readonly sha: string; readonly repo?: { readonly full_name: string } | null };
}

/** A pull request as later jobs get it. */
export interface ChosenPullRequest {
  readonly number: number;
  readonly body: string;
  /** True if it comes from another repository: then it gets no credentials. One whose repository is gone does, too. */
  readonly isFork: boolean;
}

/**
 * Chooses the open pull request whose latest commit was synthesized.
 * @returns undefined if there is none: a newer commit was pushed since, whose own run plans it, or it was closed
 */
export function choosePullRequest(
  pullRequests: readonly PullRequest[],
  { commit, repository }: { readonly commit: string; readonly repository: string },
): ChosenPullRequest | undefined {
  const chosen = pullRequests.find(({ state, head }) => state === "open" && head.sha === commit);
  if (chosen === undefined) return undefined;
  const { number, body, head } = chosen;
  return { number, body: body ?? "", isFork: head.repo?.full_name !== repository };
}
