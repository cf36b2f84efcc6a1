/**
 * Opens, updates and closes the issue of each stack of an environment by its drift.
 *
 * Usage: report-drift.ts <file>, the JSON of `featheredge drift --json`, with GitHub's variables and GITHUB_TOKEN.
 */
import { readFileSync } from "node:fs";
import { type DriftReport, driftIssues } from "./drift-issue.ts";
import { openGitHub, setting } from "./github.ts";
import { setIssue } from "./own-issue.ts";

const [file = "drift.json"] = process.argv.slice(2);
const github = openGitHub(process.env);
const { GITHUB_SERVER_URL: server = "https://github.com" } = process.env;
const runUrl = `${server}/${github.repository}/actions/runs/${setting(process.env, "GITHUB_RUN_ID")}`;
const report = JSON.parse(readFileSync(file, "utf8")) as DriftReport;
for (const wanted of driftIssues(report, runUrl)) await setIssue(github, wanted);
