import { describe, expect, it } from "vitest";
import { planComment, planMarker } from "./comment.ts";
import { formatPlan } from "./format-summary.ts";
import type { PlanSummary } from "./model.ts";
import { emptySummary } from "./testing/summary.ts";

const commit = "0123456789abcdef0123456789abcdef01234567";
const comment = (summary: PlanSummary | undefined, parts: object = {}) =>
  planComment({ environment: "prod", commit, summary, ...parts });

/** Texts that would end code, a fold, a comment or a list, or mention people. */
const hostile = [
  "```\n</details>\n@everyone",
  "` <img src=x onerror=alert(1)> `",
  "--> @octocat [x](https://evil.example.com)",
  "a\r\n# heading\n- [ ] task #1",
  "\u202eexe.ts \u0007\u001b[31m",
  "````````",
];

/** A summary with a text in each position. */
function everywhere(text: string): PlanSummary {
  const changes = [{ key: text, before: text, after: text }];
  const resource = { stack: text, address: text, name: text, action: "update" as const, changes };
  return {
    ...emptySummary("prod"),
    removals: [{ stack: text, address: text, name: text, action: "destroy", reasons: [text] }],
    unnamed: [{ stack: text, address: text, name: text, action: "destroy", reasons: [text] }],
    distributions: [
      {
        key: text,
        stack: text,
        action: "update",
        settings: changes,
        behaviors: [{ path: text, key: text, change: "changed", changes }],
        functions: [
          {
            name: text,
            change: "moved",
            runtime: { before: "cloudfront-function", after: "lambda-at-edge" },
            runsAt: [{ path: text, event: "viewer-request" }],
            reasons: [text],
            bytes: {},
            computePercent: {},
            perMillion: {},
            perMonth: {},
            source: {
              kind: "source",
              files: [{ path: text, added: 1, removed: 0, hunks: [{ before: 1, after: 1, lines: [`+${text}`] }] }],
            },
          },
        ],
        keyValueStore: { byApply: false, added: [{ key: text, value: text }], changed: [], extra: [text] },
        resources: [resource],
        functionsPerMonth: {},
      },
    ],
    resources: [resource],
    stacks: [{ name: text, totals: emptySummary("prod").totals, outputs: [], waitsFor: [text] }],
    checks: [{ threshold: "costPerMonth", subject: text, value: 2, most: 1, passed: false }],
    missingPermissions: [{ role: text, actions: [text] }],
  };
}

/** The text without code blocks and code spans, by CommonMark's rules. */
function outsideOfCode(markdown: string): string {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split("\n")) {
    const [, opening] = /^(`{3,})\w*$/.exec(line) ?? [];
    if (fence === undefined && opening !== undefined) fence = opening;
    else if (fence !== undefined) fence = line === fence ? undefined : fence;
    else lines.push(line);
  }
  expect(fence).toBeUndefined();
  return lines
    .map((line) => line.replace(/\\[`\\]/g, "").replace(/(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)/g, "CODE"))
    .join("\n");
}

describe("a plan's comment", () => {
  it("begins with the environment's own marker, and says what was planned", () => {
    const text = comment({ ...emptySummary("prod"), base: { commit, from: "option" } });
    expect(text.startsWith(`${planMarker("prod")}\n### Plan: \`prod\` at 0123456789ab\n`)).toBe(true);
    expect(text).toContain("Sources are compared with 0123456789ab.");
    expect(text).not.toContain("loopback");
  });

  it("says that a plan is not against AWS itself, which knows nothing of the account", () => {
    expect(comment({ ...emptySummary("prod"), target: "loopback" })).toContain("Planned without credentials");
  });

  it("warns of permissions that the roles lack, with the command that adds them", () => {
    const actions = Array.from({ length: 10 }, (_, index) => `wafv2:Action${index}`);
    const lacking = { ...emptySummary("prod"), missingPermissions: [{ role: "featheredge-prod-apply", actions }] };
    expect(comment(lacking)).toContain("> - `featheredge-prod-apply` lacks `wafv2:Action0`, ");
    expect(comment(lacking)).toContain("`wafv2:Action7` and 2 more");
    expect(comment(lacking)).toContain("runs `featheredge bootstrap prod` on it");
    expect(formatPlan(lacking, { width: 300, colors: false })).toMatch(
      /^Permissions\n {2}- featheredge-prod-apply lacks /m,
    );
    expect(comment(emptySummary("prod"))).not.toContain("WARNING");
  });

  it("says that planning failed, and why if that is known", () => {
    expect(comment(undefined)).toContain("Planning failed: the job's log says why.");
    const diagnostics = [{ rule: "FE-CLI-060" as const, message: "git does not know <this>.", fix: "Fetch it." }];
    expect(comment(undefined, { diagnostics })).toContain(
      "- **FE-CLI-060**: git does not know &lt;this&gt;. Fetch it.",
    );
  });

  it.each(hostile)("keeps %j inside of its code, in each position", (text) => {
    const markdown = comment(everywhere(text), { terraformText: `${text}\n${text}` });
    const outside = outsideOfCode(markdown).replace(/<code>[^<]*<\/code>/g, "CODE");
    expect(outside).not.toMatch(/(^|\W)@\w/);
    expect(outside.match(/<\/?\w+/g)?.filter((tag) => !/^<\/?(details|summary)$/.test(tag)) ?? []).toEqual([]);
    expect(outside.match(/<details>/g)?.length).toBe(outside.match(/<\/details>/g)?.length);
    expect(outside).not.toMatch(/https?:\/\//);
    expect(outside).not.toMatch(/^# |^- \[ \]/m);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there.
    expect(markdown).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]/);
  });
});

describe("a comment that is too long for GitHub", () => {
  const long = (lines: number) =>
    Array.from({ length: lines }, (_, index) => `line ${index} \u{1f600} \`\`\``).join("\n");
  const wholeUrl = "https://github.com/example/site/actions/runs/7";

  it.each([1_000, 5_000, 50_000])("is cut at its end and says so, with %d lines of Terraform's text", (lines) => {
    const markdown = comment(everywhere("x"), { terraformText: long(lines), wholeUrl });
    expect(markdown.length).toBeLessThanOrEqual(65_536);
    const outside = outsideOfCode(markdown);
    expect(outside.match(/<details>/g)?.length).toBe(outside.match(/<\/details>/g)?.length);
    expect(markdown.includes(`[The whole plan](${wholeUrl})`)).toBe(lines > 1_000);
  });

  it("keeps destroys and omits the least important parts first, at any limit", () => {
    const summary = everywhere("x".repeat(40));
    const whole = comment(summary, { terraformText: long(50), wholeUrl });
    for (let most = 700; most < whole.length + 50; most += 37) {
      const markdown = comment(summary, { terraformText: long(50), wholeUrl, most });
      expect(markdown.length).toBeLessThanOrEqual(most);
      const outside = outsideOfCode(markdown);
      expect(outside.match(/<details>/g)?.length).toBe(outside.match(/<\/details>/g)?.length);
      if (most >= whole.length) expect(markdown).toBe(whole);
      else expect(markdown).toContain("This summary is cut");
      if (markdown.includes("behavior `")) expect(markdown).toContain("**destroy**");
    }
  });
});
