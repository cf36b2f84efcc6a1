import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ruleIds } from "./index.ts";
import { explainRule, listRules, rulesAsMarkdown, writeRulesPage } from "./show-rule.ts";

describe("listRules", () => {
  it("has a line for each rule", () => {
    const listed = listRules().match(/^ {2}FE-[A-Z]{3}-\d{3}(?= {2}\S)/gm) ?? [];
    expect(listed.map((id) => id.trim()).sort()).toEqual([...ruleIds].sort());
  });
});

describe("explainRule", () => {
  it("gives the reason, the page, and wrong and right code", () => {
    expect(explainRule("FE-CFF-048")).toBe(`FE-CFF-048: catch without a parameter

The language is ES 5.1 and the later syntax that AWS lists.

See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html

Wrong:
  try { value = 1; } catch {}
Right:
  try { value = 1; } catch (error) {}
`);
  });

  it("names the events where the fix moves the code, and shortens long text", () => {
    expect(explainRule("FE-EVT-008")).toContain("Wrong (atOriginResponse) at viewer-response:");
    expect(explainRule("FE-EVT-008")).toContain("Right at origin-response:");
    expect(explainRule("FE-EVT-010")).toContain("aaa… (40961 characters)");
  });
});

describe("docs/rules.md", () => {
  it(`is as '${writeRulesPage}' writes it`, () => {
    const page = readFileSync(new URL("../../../../docs/rules.md", import.meta.url), "utf8");
    expect(page, `docs/rules.md is stale. Run: ${writeRulesPage}`).toBe(rulesAsMarkdown());
  });
});
