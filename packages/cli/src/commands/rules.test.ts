import { DiagnosticError, ruleIds, rulesAsMarkdown } from "@featheredge/diagnostics";
import { describe, expect, it } from "vitest";
import { createOutput } from "../context.ts";
import { printRules } from "./rules.ts";

function printed(id?: string, options = { markdown: false, json: false }): string {
  let text = "";
  const stdout = { write: (part: string) => (text += part) };
  printRules({ output: createOutput(stdout, stdout, (line) => line) }, id, options);
  return text;
}

describe("featheredge rules", () => {
  it("lists the rules by family without an id", () => {
    expect(printed()).toContain(
      "The language of CloudFront Functions\n  FE-CFF-001  An await in the arguments of a call\n",
    );
  });

  it("explains a rule, whatever the case of its id", () => {
    expect(printed("fe-cff-033")).toMatch(/^FE-CFF-033: A class\n\n[\s\S]*Wrong[\s\S]*Right/);
  });

  it("suggests the nearest id for one that no rule has", () => {
    expect(() => printed("FE-CFX-033")).toThrow(DiagnosticError);
    expect(() => printed("FE-CFX-033")).toThrow(/^'FE-CFX-033' is not the id of a rule\. Did you mean FE-CFF-033\?/);
  });

  it("prints all rules, or one, as one JSON document", () => {
    const json = { markdown: false, json: true };
    expect(JSON.parse(printed(undefined, json)).rules).toHaveLength(ruleIds.length);
    expect(JSON.parse(printed("FE-CLI-001", json)).rules).toMatchObject([
      { id: "FE-CLI-001", title: "A command that is not as its help describes it", examples: { together: {} } },
    ]);
  });

  it("prints the page docs/rules.md", () => {
    expect(printed(undefined, { markdown: true, json: false })).toBe(rulesAsMarkdown());
  });
});
