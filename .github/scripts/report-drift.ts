/**
 * Opens, updates and closes the issue of each stack of an environment by its drift, and that of an environment that can't be
 * compared.
 *
 * Usage: report-drift.ts <environment> <file>, the output of `featheredge drift --json`, with GitHub's variables and
 * GITHUB_TOKEN.
 */
import { existsSync, readFileSync } from "node:fs";
import { comparisonIssue, driftIssues, readDrift } from "./drift-issue.ts";
import { openGitHub, setting } from "./github.ts";
import { setIssue } from "./own-issue.ts";

const [environment, file] = process.argv.slice(2);
if (environment === undefined || file === undefined) throw new Error("usage: report-drift.ts <environment> <file>");
const github = openGitHub(process.env);
const { GITHUB_SERVER_URL: server = "https://github.com" } = process.env;
const runUrl = `${server}/${github.repository}/actions/runs/${setting(process.env, "GITHUB_RUN_ID")}`;
const report = readDrift(environment, existsSync(file) ? readFileSync(file, "utf8") : "");
await setIssue(github, comparisonIssue(report, runUrl));
// While nothing is known, the issues of stacks stay as they are.
if ("stacks" in report) for (const wanted of driftIssues(report, runUrl)) await setIssue(github, wanted);
