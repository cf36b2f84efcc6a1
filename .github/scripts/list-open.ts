/**
 * Prints the numbers of the repository's open pull requests, separated by commas.
 *
 * Usage: list-open.ts, with GitHub's variables and GITHUB_TOKEN
 */
import { openGitHub } from "./github.ts";
import type { PullRequest } from "./pull-request.ts";

const open = (await openGitHub(process.env).list("/pulls?state=open")) as PullRequest[];
process.stdout.write(open.map(({ number }) => number).join(","));
