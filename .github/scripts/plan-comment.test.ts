import { describe, expect, it } from "vitest";
import { planComment, planMarker } from "./plan-comment.ts";

const commit = "0123456789abcdef0123456789abcdef01234567";

describe("a plan's comment", () => {
  it("begins with the environment's own marker and shows the summary above the plan", () => {
    const comment = planComment({ environment: "prod", commit, plan: "  + bucket\n\nPlan: 1 to add, 0 to change.\n" });
    expect(comment.startsWith(planMarker("prod"))).toBe(true);
    expect(comment).toContain("**Plan: 1 to add, 0 to change.**");
    expect(comment).toContain("at 0123456789ab");
    expect(comment).toContain("```terraform\n  + bucket");
  });

  it("says that planning failed when there is no plan", () => {
    expect(planComment({ environment: "dev", commit, plan: undefined })).toContain("Planning failed");
  });

  it("stays within GitHub's 65,536 characters and keeps the end of a long plan", () => {
    const comment = planComment({ environment: "dev", commit, plan: `${"x".repeat(200_000)}\nPlan: 9 to add.` });
    expect(comment.length).toBeLessThan(65_536);
    expect(comment).toContain("140016 characters omitted");
    expect(comment.match(/Plan: 9 to add\./g)).toHaveLength(2);
  });

  it("is not ended early by backticks in the plan", () => {
    const comment = planComment({ environment: "dev", commit, plan: "```\n<script>" });
    expect(comment).toContain("````terraform\n```\n<script>\n````");
  });
});
