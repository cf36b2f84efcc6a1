/**
 * Writes the output `open`: the numbers of the repository's open pull requests, separated by commas.
 *
 * Usage: list-open.ts, with GitHub's variables and GITHUB_TOKEN
 */
import { appendFileSync } from "node:fs";
import { openGitHub } from "./github.ts";
import type { PullRequest } from "./pull-request.ts";

const open = (await openGitHub(process.env).list("/pulls?state=open")) as PullRequest[];
const output = `open=${open.map(({ number }) => number).join(",")}\n`;
if (process.env.GITHUB_OUTPUT) appendFileSync(process.env.GITHUB_OUTPUT, output);
process.stdout.write(output);
