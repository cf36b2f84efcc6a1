/** The fields of a GitHub issue comment that are used here. */
export interface Comment {
  readonly id: number;
  readonly body?: string;
  readonly user?: { readonly login: string; readonly type: string } | null;
}

/**
 * Finds the comment that an earlier run of the workflow wrote. Comments that people wrote are never chosen, whatever
 * their text is: otherwise the next plan would overwrite them.
 *
 * @param marker - The text that the workflow's comment begins with.
 * @see https://docs.github.com/en/actions/concepts/security/github_token GITHUB_TOKEN's comments are by
 * `github-actions[bot]`, a login that no person can have
 */
export const findOwnComment = (comments: readonly Comment[], marker: string): Comment | undefined =>
  comments.find(
    ({ user, body }) =>
      user?.type === "Bot" && user.login === "github-actions[bot]" && body?.startsWith(marker) === true,
  );
