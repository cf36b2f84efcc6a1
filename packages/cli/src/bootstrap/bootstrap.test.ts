import { describe, expect, it } from "vitest";
import { findStage } from "./find-stage.ts";
import { githubCommands } from "./github-commands.ts";

const state = (serial: number, lineage = "one", resources: object[] = [{ mode: "managed", instances: [{}] }]) =>
  JSON.stringify({ version: 4, serial, lineage, resources });
const stage = (stored: string | undefined, local: string | undefined) =>
  findStage({ environment: "prod", stored, local });

describe("where a foundation's state is", () => {
  it.each([
    ["nothing was made", undefined, undefined, "local"],
    ["an apply was cut short", undefined, state(3), "local"],
    ["a move was cut short before the bucket had the state", state(1, "two", []), state(3), "local"],
    ["a move was cut short after the bucket had the state", state(3), state(3), "stored"],
    ["a move has numbered the state from the start", state(1, "two"), state(3), "stored"],
    ["the bucket has a later version", state(5), state(3), "stored"],
    ["the move is complete", state(3), undefined, "stored"],
    ["Terraform has left an empty file", state(3), "", "stored"],
  ])("when %s", (_, stored, local, expected) => {
    expect(stage(stored, local)).toBe(expected);
  });

  it("is an error when two people have bootstrapped", () => {
    const others = [{ mode: "managed", instances: [{}, {}] }];
    expect(() => stage(state(3, "two", others), state(3))).toThrow("is another state than the one in the bucket");
    expect(() => stage(state(2, "one", others), state(3))).toThrow("is another state than the one in the bucket");
  });
});

describe("the commands for GitHub", () => {
  const arns = { PLAN_ROLE_ARN: "arn:plan", APPLY_ROLE_ARN: "arn:apply", PRUNE_ROLE_ARN: "arn:prune" };
  const github = { repository: "example/site", branch: "main", reviewers: ["octocat", "example/platform"] };
  const commands = githubCommands("prod", github, arns);

  it("make the three environments, with branch and reviewers, as the trust policies rely on them", () => {
    const protections = commands.filter((line) => line.includes("-X PUT"));
    expect(protections.map((line) => /environments\/([\w-]+)/.exec(line)?.[1])).toEqual([
      "prod-plan",
      "prod",
      "prod-prune",
    ]);
    const [plan = "", apply = ""] = protections;
    expect(apply).toContain(`-f 'reviewers[][type]=User' -F "reviewers[][id]=$(gh api users/octocat --jq .id)"`);
    expect(apply).toContain("orgs/example/teams/platform");
    expect(apply).toContain("prevent_self_review=true");
    expect(plan).not.toContain("reviewers");
    expect(commands).toContain(
      "gh api --silent -X POST repos/example/site/environments/prod/deployment-branch-policies -f name=main",
    );
  });

  it("set the variables that workflows read", () => {
    expect(commands.filter((line) => line.startsWith("gh variable"))).toEqual([
      "gh variable set PLAN_ROLE_ARN --repo example/site --env prod-plan --body arn:plan",
      "gh variable set APPLY_ROLE_ARN --repo example/site --env prod --body arn:apply",
      "gh variable set PRUNE_ROLE_ARN --repo example/site --env prod-prune --body arn:prune",
    ]);
  });

  it("give both jobs of a deploy one key, which is not in the list of processes", () => {
    expect(commands.at(-1)).toMatch(/^key="\$\(openssl rand -base64 32\)"; for name in prod-plan prod; do printf %s/);
  });
});
