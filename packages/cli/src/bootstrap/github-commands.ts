/** The repository whose workflows deploy an environment. */
export interface GithubRepository {
  /** `owner/name`. */
  readonly repository: string;
  /** The branch from which workflows may deploy. */
  readonly branch: string;
  /** Logins, and teams as `owner/team`. */
  readonly reviewers: readonly string[];
}

/** The ARNs of the roles, by the variable of GitHub Actions that names each. */
export type RoleArns = Readonly<Record<"PLAN_ROLE_ARN" | "APPLY_ROLE_ARN" | "PRUNE_ROLE_ARN", string>> & {
  /** Undefined for an environment without previews. */
  readonly PREVIEW_ROLE_ARN?: string | undefined;
};

interface GithubEnvironment {
  readonly name: string;
  readonly variable: keyof RoleArns;
  /** Each job waits until a reviewer approves it. */
  readonly isReviewed: boolean;
  /** It has the key that seals plans. */
  readonly hasKey: boolean;
}

/** The GitHub environments of an environment, which the trust policies of its roles name. */
function githubEnvironments(name: string, { PREVIEW_ROLE_ARN }: RoleArns): readonly GithubEnvironment[] {
  const of = (end: string, variable: keyof RoleArns, settings: Partial<GithubEnvironment>): GithubEnvironment => ({
    name: `${name}${end}`,
    variable,
    isReviewed: false,
    hasKey: false,
    ...settings,
  });
  return [
    of("-plan", "PLAN_ROLE_ARN", { hasKey: true }),
    of("", "APPLY_ROLE_ARN", { isReviewed: true, hasKey: true }),
    of("-prune", "PRUNE_ROLE_ARN", {}),
    ...(PREVIEW_ROLE_ARN === undefined ? [] : [of("-preview", "PREVIEW_ROLE_ARN", {})]),
  ];
}

/**
 * The commands that make an environment's GitHub environments with their protections, variables and secrets. The key that
 * seals plans is made by the shell that runs them, so that no log and no list of processes has it.
 *
 * @see https://docs.github.com/en/rest/deployments/environments
 */
export function githubCommands(environment: string, github: GithubRepository, arns: RoleArns): string[] {
  const { repository, branch } = github;
  const environments = githubEnvironments(environment, arns);
  const sealing = environments.filter(({ hasKey }) => hasKey).map(({ name }) => name);
  return [
    ...environments.flatMap((one) => [
      protect(one, github),
      `gh api --silent -X POST repos/${repository}/environments/${one.name}/deployment-branch-policies -f name=${branch}`,
      `gh variable set ${one.variable} --repo ${repository} --env ${one.name} --body ${arns[one.variable]}`,
    ]),
    `key="$(openssl rand -base64 32)"; for name in ${sealing.join(" ")}; do printf %s "$key" | gh secret set FEATHEREDGE_PLAN_KEY --repo ${repository} --env "$name"; done; unset key`,
  ];
}

/** Only workflows of the branch may use an environment, so that no pull request can change what uses it. */
function protect({ name, isReviewed }: GithubEnvironment, github: GithubRepository): string {
  const branch = [
    "-F 'deployment_branch_policy[protected_branches]=false'",
    "-F 'deployment_branch_policy[custom_branch_policies]=true'",
  ];
  const reviewers = isReviewed ? github.reviewers.flatMap(reviewer) : [];
  // The author of a deploy must not approve it.
  const review = reviewers.length === 0 ? [] : ["-F prevent_self_review=true", ...reviewers];
  return [`gh api --silent -X PUT repos/${github.repository}/environments/${name}`, ...branch, ...review].join(" ");
}

/** GitHub's API takes ids. */
function reviewer(name: string): string[] {
  const [owner = "", team] = name.split("/");
  const [type, path] = team === undefined ? ["User", `users/${owner}`] : ["Team", `orgs/${owner}/teams/${team}`];
  return [`-f 'reviewers[][type]=${type}'`, `-F "reviewers[][id]=$(gh api ${path} --jq .id)"`];
}
