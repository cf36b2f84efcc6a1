/**
 * Opens, updates or closes an environment's issue by how its deploy ended.
 *
 * Usage: report-deploy.ts <environment>, with PLAN_RESULT, APPLY_RESULT, GitHub's variables and GITHUB_TOKEN.
 */
import { deployIssue } from "./deploy-issue.ts";
import { openGitHub, setting } from "./github.ts";
import { setIssue } from "./own-issue.ts";

const [environment = ""] = process.argv.slice(2);
const github = openGitHub(process.env);
const { GITHUB_SERVER_URL: server = "https://github.com" } = process.env;
const runUrl = `${server}/${github.repository}/actions/runs/${setting(process.env, "GITHUB_RUN_ID")}`;
const [plan, apply, commit] = ["PLAN_RESULT", "APPLY_RESULT", "GITHUB_SHA"].map((name) => setting(process.env, name));
await setIssue(
  github,
  deployIssue({ environment, plan: plan ?? "", apply: apply ?? "", commit: commit ?? "" }, runUrl),
);
