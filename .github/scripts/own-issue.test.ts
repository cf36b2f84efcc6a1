import { describe, expect, it } from "vitest";
import { deployIssue } from "./deploy-issue.ts";
import { comparisonIssue, driftIssues, readDrift } from "./drift-issue.ts";
import type { GitHub } from "./github.ts";
import { type Issue, planIssue, setIssue, type WantedIssue } from "./own-issue.ts";
import { choosePullRequest, type PullRequest } from "./pull-request.ts";

const bot = { login: "github-actions[bot]", type: "Bot" };
const marker = "<!-- featheredge drift site-prod -->";
const wanted: WantedIssue = { marker, title: "Drift", body: "text", solved: "Solved." };
const own = (number: number, body = `${marker}\ntext`): Issue => ({
  number,
  title: "Drift",
  state: "open",
  body,
  user: bot,
});

describe("the issue of a problem", () => {
  it("is opened once, updated when its text changes, and closed when the problem is solved", () => {
    expect(planIssue(wanted, [])).toEqual([{ action: "open", title: "Drift", body: `${marker}\ntext` }]);
    expect(planIssue(wanted, [own(1)])).toEqual([]);
    expect(planIssue({ ...wanted, body: "more" }, [own(1)])).toMatchObject([{ action: "update", number: 1 }]);
    expect(planIssue({ ...wanted, body: undefined }, [own(1)])).toEqual([
      { action: "close", number: 1, body: `${marker}\nSolved.\n\ntext` },
    ]);
    expect(planIssue({ ...wanted, body: undefined }, [])).toEqual([]);
  });

  it("is never one that a person or another app wrote, or a pull request", () => {
    const forged: Issue[] = [
      { ...own(1), user: { login: "mallory", type: "User" } },
      { ...own(2), user: { login: "helper[bot]", type: "Bot" } },
      { ...own(3), user: null },
      { ...own(4), pull_request: {} },
      own(5, `See ${marker}`),
      own(6, "<!-- featheredge drift site-prod-eu -->\ntext"),
    ];
    expect(planIssue(wanted, forged)).toMatchObject([{ action: "open" }]);
    expect(planIssue({ ...wanted, body: undefined }, forged)).toEqual([]);
  });

  it("stays one when two runs at once have opened two", () => {
    expect(planIssue(wanted, [own(9), own(4)])).toEqual([
      { action: "close", number: 9, body: `${marker}\n#4 is about the same.\n\ntext` },
    ]);
  });

  it("stays within GitHub's 65,536 characters", () => {
    const [opened] = planIssue({ ...wanted, body: "x".repeat(100_000) }, []);
    expect(opened).toMatchObject({
      action: "open",
      body: expect.stringMatching(/^<!--.*\(cut: the run's log has all\)$/s),
    });
    expect(JSON.stringify(opened).length).toBeLessThan(65_536);
  });
});

/** A repository in memory, whose requests fail after a number of changes, as when the runner dies. */
function repositoryOf(issues: Issue[], changesBeforeDeath = Number.POSITIVE_INFINITY) {
  let changes = 0;
  const github: GitHub = {
    repository: "example/site",
    list: async () => issues.filter(({ state }) => state === "open"),
    async call(method, path, body) {
      if (changes++ >= changesBeforeDeath) throw new Error("the runner died");
      const number = Number(/\/issues\/(\d+)$/.exec(path)?.[1]);
      if (method === "POST" && path === "/issues") {
        issues.push({ ...own(issues.length + 1), ...body });
      } else if (method === "PATCH") {
        const index = issues.findIndex((issue) => issue.number === number);
        issues[index] = { ...(issues[index] as Issue), ...body };
      }
      return {};
    },
  };
  return { github, issues };
}

describe("a run that dies while it changes issues", () => {
  it.each([0, 1])("is completed by the next one, after %i changes", async (changesBeforeDeath) => {
    const { github, issues } = repositoryOf([own(1), own(2)], changesBeforeDeath);
    await expect(setIssue(github, { ...wanted, body: undefined })).rejects.toThrow("the runner died");
    await setIssue(repositoryOf(issues).github, { ...wanted, body: undefined });
    expect(issues.map(({ state, body }) => [state, body])).toEqual(
      Array(2).fill(["closed", `${marker}\nSolved.\n\ntext`]),
    );
  });

  it("does not make the next one open a second issue", async () => {
    const { github, issues } = repositoryOf([]);
    await setIssue(github, wanted);
    await setIssue(github, wanted);
    expect(issues).toHaveLength(1);
  });
});

describe("the issues of drift", () => {
  const difference = { kind: "web ACL", subject: "a|`b`", detail: "was changed\noutside" };
  const stacks = [
    { stack: "site-prod", differences: [difference] },
    { stack: "blog-prod", differences: [] },
  ];
  const [site, blog] = driftIssues({ environment: "prod", commit: "a".repeat(40), stacks }, "https://example.com/run");

  it("are one for each stack, with the commands that put it back", () => {
    expect(site).toMatchObject({ marker, body: expect.stringContaining("featheredge plan prod site-prod --save") });
    expect(blog?.body).toBeUndefined();
  });

  it("keep texts from AWS in their cell of the table", () => {
    expect(site?.body).toContain("| web ACL | `a''b'` | `was changed'outside` |");
  });
});

describe("the issue of an environment that can't be compared", () => {
  const issueOf = (output: string) => comparisonIssue(readDrift("prod", output), "https://example.com/run").body;

  it("has the reasons and their next commands, on one line each", () => {
    const fix = "If it was killed, remove its lock: featheredge unlock prod site-prod";
    const diagnostics = [{ rule: "FE-CLI-100", message: "The state is\nlocked.", fix }];
    expect(issueOf(JSON.stringify({ diagnostics }))).toContain(`- **FE-CLI-100**: \`The state is locked. ${fix}\``);
  });

  it.each(["", '{ "environment": "pr'])("refers to the run's log where the output is %j", (output) => {
    expect(issueOf(output)).toContain("The run's log says why.");
  });

  it("is closed by a comparison, whatever it finds", () => {
    expect(issueOf(JSON.stringify({ environment: "prod", stacks: [] }))).toBeUndefined();
  });
});

describe("the issue of a deploy", () => {
  const result = { environment: "prod", plan: "success", apply: "success", commit: "a".repeat(40) };
  const issueOf = (changes: object) => deployIssue({ ...result, ...changes }, "https://example.com/run").body;

  it("is closed by a deploy that succeeds, or that has nothing to apply", () => {
    expect(issueOf({})).toBeUndefined();
    expect(issueOf({ apply: "skipped" })).toBeUndefined();
  });

  it("names the next command for a plan and for an apply that failed", () => {
    expect(issueOf({ plan: "failure", apply: "skipped" })).toContain("Nothing was changed");
    expect(issueOf({ apply: "failure" })).toContain("featheredge plan prod --save && npx featheredge apply prod");
    expect(issueOf({ apply: "timed_out" })).toContain("must be approved again");
  });
});

describe("the pull request of a synthesis", () => {
  const commit = "a".repeat(40);
  const pullRequest: PullRequest = {
    number: 7,
    state: "open",
    body: "text",
    head: { sha: commit, repo: { full_name: "example/site" } },
  };
  const choose = (...all: PullRequest[]) => choosePullRequest(all, { commit, repository: "example/site" });

  it("is the open one with this commit as its last", () => {
    const older: PullRequest = { ...pullRequest, number: 6, head: { ...pullRequest.head, sha: "b".repeat(40) } };
    expect(choose(older, pullRequest)).toEqual({ number: 7, body: "text", isFork: false });
    expect(choose(older)).toBeUndefined();
    expect(choose({ ...pullRequest, state: "closed" })).toBeUndefined();
  });

  it("is a fork's if it comes from another repository, or from one that is gone", () => {
    expect(choose({ ...pullRequest, head: { sha: commit, repo: { full_name: "mallory/site" } } })?.isFork).toBe(true);
    expect(choose({ ...pullRequest, head: { sha: commit, repo: null } })?.isFork).toBe(true);
  });
});
