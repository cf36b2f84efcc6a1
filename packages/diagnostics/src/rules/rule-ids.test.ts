import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { isRuleId, ruleFamilies, ruleIds, rules } from "./index.ts";

/**
 * Every id that was ever published, by family. Add to it; never remove or renumber: people search for ids, and name
 * them in their own documents.
 */
const published: Readonly<Record<string, string>> = {
  CFF: "001 002 003 004 005 006 007 008 009 010 011 012 013 014 015 016 017 018 019 020 021 022 023 024 025 026 027 028 029 030 031 032 033 034 035 036 037 038 039 040 041 042 043 044 045 046 047 048 049 050 051 052 053 054 055 056 057 058 059 060 061 062 063 064 065 066 067 068 069 070 071 072 073 074 075 076 077 080 081 082 083 084 085 086 087 088 089 090 091 092 093 094 095 096 097 098 099 100 101",
  LIM: "001 002 003 004 005 006 007 008",
  EVT: "001 002 003 004 005 006 007 008 009 010 011 012 013",
  LAM: "001 002 003 004 005 006 007 008 009 010 011 012",
  HND: "001 002 003 004 005 006 007 008 009 010 011 012 013 014 016 017 018 019 020 021 022 023 030 031 032 033 034 035 036 037",
  PLC: "001 002 003 004 010 011 012 013 030",
  DST: "001 002 003 004 005 006 007 008 009 010 011 012 013 014 015 016 017 018 019 020 021 022 023 024 025 026 027 028 029 030 031 032 033 034 035 036 037 038 039 040 041 042 043 050 051 060 061 062 063 064 065 066 067 068 069 070 071 080 081 082 083 084 085 090 091 092 093 100 101 102 103 104 105 106",
  STK: "001 002 003 004 005 006 007 008 009 010 011 020 021 022 023 024 035",
  ENV: "001 002 003 004 005 006 007 008 009 010 011 020 021 022 023 024 033 034 043 044 045 046 047",
  SEC: "001 002",
  CLI: "001 002 003 004 005 006 007 008 009 010 011 012 013 014 015 016 017 018 019 020 021 022 023 024 025 040 041 060 061 062 080 081 082 100 101 102 103 105 106 107 108 109 120 121 122 123 124 130 131 140 141 142 143 144 145 146 147 148 149 150 151 152 177 178",
};

describe("the ids of rules", () => {
  it("are those that were published, and are never removed or given to another family", () => {
    const all = Object.entries(published).flatMap(([family, numbers]) =>
      numbers.split(" ").map((number) => `FE-${family}-${number}`),
    );
    expect([...ruleIds].sort()).toEqual(all.sort());
    expect(Object.keys(ruleFamilies).sort()).toEqual(Object.keys(published).sort());
  });

  it("are found by isRuleId, and nothing else is", () => {
    expect(ruleIds.every(isRuleId)).toBe(true);
    expect(isRuleId("FE-CFF-999")).toBe(false);
    expect(isRuleId("toString")).toBe(false);
  });
});

describe.each(ruleIds)("the rule %s", (id) => {
  const { title, reason, page, examples } = rules[id];

  it("has a title, a reason in whole sentences and examples that differ", () => {
    expect(title).toMatch(/^\S.*[^.]$/);
    expect(reason).toMatch(/^\S.*\.$/);
    for (const { wrong, right, rightEvent } of Object.values(examples)) {
      if (rightEvent === undefined) expect(wrong).not.toBe(right);
    }
  });

  it("has a page of AWS's, or a file of this project", () => {
    const isAws = page.startsWith("https://docs.aws.amazon.com/") || page.startsWith("https://aws.amazon.com/");
    expect(isAws || existsSync(fileURLToPath(new URL(`../../../../${page}`, import.meta.url)))).toBe(true);
  });
});
