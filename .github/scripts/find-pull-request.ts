/**
 * Finds the pull request of a commit, since the event of a finished run does not name that of a fork. Writes the outputs
 * `number` ("" if there is none), `fork`, and the description to a file, for `allow-destroy:` lines.
 *
 * Usage: find-pull-request.ts <file>, with HEAD_COMMIT, HEAD_OWNER and HEAD_BRANCH, or MERGED_COMMIT for the pull request
 * that a commit of the main branch came from, and GitHub's variables and GITHUB_TOKEN.
 */
import { appendFileSync, writeFileSync } from "node:fs";
import { openGitHub, setting } from "./github.ts";
import { choosePullRequest, type PullRequest } from "./pull-request.ts";

const [file = "pull-request.md"] = process.argv.slice(2);
const github = openGitHub(process.env);
const { MERGED_COMMIT: merged } = process.env;

async function find() {
  if (merged !== undefined) {
    const [first] = (await github.list(`/commits/${merged}/pulls`)) as PullRequest[];
    return first === undefined ? undefined : { number: first.number, body: first.body ?? "", isFork: false };
  }
  const head = `${setting(process.env, "HEAD_OWNER")}:${setting(process.env, "HEAD_BRANCH")}`;
  const open = (await github.list(`/pulls?state=open&head=${encodeURIComponent(head)}`)) as PullRequest[];
  return choosePullRequest(open, { commit: setting(process.env, "HEAD_COMMIT"), repository: github.repository });
}

const pullRequest = await find();
writeFileSync(file, pullRequest?.body ?? "");
const outputs = `number=${pullRequest?.number ?? ""}\nfork=${pullRequest?.isFork ?? ""}\n`;
if (process.env.GITHUB_OUTPUT) appendFileSync(process.env.GITHUB_OUTPUT, outputs);
process.stdout.write(outputs);
