import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as rules from "@featheredge/aws-rules";
import { describe, expect, it } from "vitest";
import { checkEnvironment } from "#environments";
import { referenceEnvironment } from "#fixtures/reference-site.ts";

const root = resolve(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(resolve(root, file), "utf8");
const readme = read("packages/aws-rules/README.md");
const page = readme.slice(readme.indexOf("## Where each rule is checked"));

const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| Rule") && !line.startsWith("| Quota"))
  .map((line) => line.split("|").map((cell) => cell.trim().replaceAll("`", "")));
const checked = rows.filter((cells) => cells.length === 7);

const predicates = Object.keys(rules).filter((name) => /^(check|findTaken)[A-Z]/.test(name));
const { lambdaAtEdgeRunQuotas, ...others } = rules;
const quotas = Object.entries({ ...others, lambdaAtEdgeRunQuotas: lambdaAtEdgeRunQuotas["viewer-request"] })
  .filter(([name]) => name.endsWith("Quotas"))
  .flatMap(([name, values]) => Object.keys(values).map((key) => `${name}.${key}`));

describe("the table of AWS's rules", () => {
  it("was read", () => {
    expect(predicates.length).toBeGreaterThan(30);
    expect(quotas.length).toBeGreaterThan(40);
    expect(checked.length).toBeGreaterThanOrEqual(predicates.length);
  });

  it.each(predicates)("says where %s is called", (predicate) => {
    expect(checked.map((cells) => cells[3])).toContain(predicate);
  });

  it.each(quotas)("lists %s once, as checked or as unknowable", (quota) => {
    const rowsWithQuota = rows.filter((cells) => cells.some((cell) => cell.split(" ").includes(quota)));
    expect(rowsWithQuota).toHaveLength(1);
  });

  it.each(checked.map(([, , , predicate = "", caller = "", test = ""]) => [predicate, caller, test] as const))(
    "is right of %s in %s",
    (predicate, caller, test) => {
      expect(Object.keys(rules)).toContain(predicate);
      expect(read(caller)).toMatch(new RegExp(`\\b${predicate}\\(`));
      expect(existsSync(resolve(root, test))).toBe(true);
    },
  );

  it("has a page of AWS's documentation for each quota", () => {
    const all = Object.entries(rules).filter(([name]) => name.endsWith("Quotas"));
    const pages = all.flatMap(([, values]) => JSON.stringify(values).match(/"page":"[^"]*"/g) ?? []);
    expect(pages.length).toBeGreaterThan(40);
    for (const page of pages) expect(page).toMatch(/^"page":"https:\/\/docs\.aws\.amazon\.com\//);
  });
});

describe("an environment's grantedQuotas", () => {
  it.each(rules.accountCounted)("knows %s", async (what) => {
    const environment = { ...(await referenceEnvironment("prod")), grantedQuotas: { [what]: 7 } };
    expect(checkEnvironment("prod", environment).grantedQuotas).toEqual({ [what]: 7 });
  });
});
