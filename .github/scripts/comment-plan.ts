/**
 * Puts the summary of an environment's plan on the pull request, as one comment that later runs replace.
 *
 * Usage: comment-plan.ts <environment>, with GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN and PULL_REQUEST, and COMMIT,
 * the pull request's own: GITHUB_SHA is the main branch's in a workflow that runs after another.
 */
import { type Comment, findOwnComment, planComment, planMarker, readSummaryFiles } from "@featheredge/cli/plan-summary";
import { openGitHub, setting } from "./github.ts";

const environment = process.argv[2];
if (environment === undefined) throw new Error("usage: comment-plan.ts <environment>");

const github = openGitHub(process.env);
const pullRequest = setting(process.env, "PULL_REQUEST");
const files = readSummaryFiles(process.cwd(), environment);
const { GITHUB_SERVER_URL: server = "https://github.com", GITHUB_RUN_ID: run } = process.env;
const wholeUrl = run === undefined ? undefined : `${server}/${github.repository}/actions/runs/${run}`;
const body = planComment({
  environment,
  commit: setting(process.env, "COMMIT"),
  wholeUrl,
  summary: files.summary,
  ...files,
});
const comments = (await github.list(`/issues/${pullRequest}/comments`)) as Comment[];
const existing = findOwnComment(comments, planMarker(environment));
if (existing) await github.call("PATCH", `/issues/comments/${existing.id}`, { body });
else await github.call("POST", `/issues/${pullRequest}/comments`, { body });
