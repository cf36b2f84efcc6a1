import { describe, expect, it } from "vitest";
import { previewComment, previewMarker, readUpReport } from "./comment.ts";

const commit = "c0ffee".repeat(6).slice(0, 40).padEnd(40, "0");
const up = JSON.stringify({
  environment: "dev",
  name: "pr-12",
  previews: [
    {
      distribution: "site",
      url: "https://pr-12.preview.example.com/",
      host: "d1.cloudfront.net",
      header: "x-featheredge-preview: pr-12",
      changed: true,
    },
  ],
});

describe("the comment about a preview", () => {
  it("has its addresses", () => {
    const text = previewComment("dev", { commit, report: readUpReport(up) });
    expect(text.startsWith(previewMarker("dev"))).toBe(true);
    expect(text).toContain("Commit c0ffeec0ffee answers");
    expect(text).toContain("| site | https://pr-12.preview.example.com/ |");
    expect(text).toContain("curl -H 'x-featheredge-preview: pr-12' https://d1.cloudfront.net/");
  });

  it("has the reasons of a failure, in which nothing is a link or a mention", () => {
    const failed = JSON.stringify({
      diagnostics: [{ rule: "FE-CLI-150", message: "@team [x](https://evil.example)" }],
    });
    const text = previewComment("dev", { commit, report: readUpReport(failed) });
    expect(text).toContain("(FE-CLI-150)");
    expect(text).not.toMatch(/@team|https:\/\/evil|[^\\]\[x/);
  });

  it("says where to look when the command was cut short, and that a closed pull request's preview is gone", () => {
    expect(readUpReport('{"name": "pr-')).toBeUndefined();
    expect(previewComment("dev", { commit, report: undefined })).toContain("the job's log");
    expect(previewComment("dev", { isRemoved: true })).toContain("The preview is removed.");
  });
});
