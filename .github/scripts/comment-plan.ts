/**
 * Puts the summary of an environment's plan on the pull request, as one comment that later runs replace.
 *
 * Usage: comment-plan.ts <environment>, with GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN, GITHUB_SHA and
 * PULL_REQUEST as GitHub Actions sets them.
 */
import { type Comment, findOwnComment, planComment, planMarker, readSummaryFiles } from "@featheredge/cli/plan-summary";

const environment = process.argv[2];
if (environment === undefined) throw new Error("usage: comment-plan.ts <environment>");

const setting = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set; GitHub Actions sets it`);
  return value;
};
const repository = `${setting("GITHUB_API_URL")}/repos/${setting("GITHUB_REPOSITORY")}`;
const pullRequest = setting("PULL_REQUEST");
const headers = {
  accept: "application/vnd.github+json",
  authorization: `Bearer ${setting("GITHUB_TOKEN")}`,
  "x-github-api-version": "2022-11-28",
};

const call = async (method: string, url: string, body?: object): Promise<unknown> => {
  const response = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return response.json();
};

const findComment = async (): Promise<Comment | undefined> => {
  for (let page = 1; ; page++) {
    const url = `${repository}/issues/${pullRequest}/comments?per_page=100&page=${page}`;
    const comments = (await call("GET", url)) as Comment[];
    const own = findOwnComment(comments, planMarker(environment));
    if (own !== undefined || comments.length < 100) return own;
  }
};

const files = readSummaryFiles(process.cwd(), environment);
const { GITHUB_SERVER_URL: server = "https://github.com", GITHUB_RUN_ID: run } = process.env;
const wholeUrl = run === undefined ? undefined : `${server}/${setting("GITHUB_REPOSITORY")}/actions/runs/${run}`;
const body = planComment({ environment, commit: setting("GITHUB_SHA"), wholeUrl, summary: files?.summary, ...files });
const existing = await findComment();
if (existing) await call("PATCH", `${repository}/issues/comments/${existing.id}`, { body });
else await call("POST", `${repository}/issues/${pullRequest}/comments`, { body });
