/**
 * Puts the addresses of a pull request's preview on it, as one comment for each environment that later runs replace.
 *
 * Usage: comment-preview.ts <environment> [file], with GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN and PULL_REQUEST.
 * The file has what `preview up --json` printed, and COMMIT is the pull request's; without it, the preview is removed.
 */
import { existsSync, readFileSync } from "node:fs";
import { type Comment, findOwnComment } from "@featheredge/cli/plan-summary";
import { previewComment, previewMarker, readUpReport } from "@featheredge/cli/preview-comment";
import { openGitHub, setting } from "./github.ts";

const [environment, file] = process.argv.slice(2);
if (environment === undefined) throw new Error("usage: comment-preview.ts <environment> [file]");

const github = openGitHub(process.env);
const pullRequest = setting(process.env, "PULL_REQUEST");
const comments = (await github.list(`/issues/${pullRequest}/comments`)) as Comment[];
const existing = findOwnComment(comments, previewMarker(environment));
const report = file !== undefined && existsSync(file) ? readUpReport(readFileSync(file, "utf8")) : undefined;
const body = previewComment(
  environment,
  file === undefined ? { isRemoved: true } : { commit: setting(process.env, "COMMIT"), report },
);
if (existing) await github.call("PATCH", `/issues/comments/${existing.id}`, { body });
// A pull request without a comment had no preview that could be removed.
else if (file !== undefined) await github.call("POST", `/issues/${pullRequest}/comments`, { body });
