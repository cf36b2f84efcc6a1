import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repository } from "../synth/checkout.ts";

const page = readFileSync(join(repository, "docs", "features.md"), "utf8");
const rooms = "bench|docs|edge-handlers|environments|examples|modules|packages|stacks|tests";

/** The cells of each row of the tables that name our file and a test, with the row above for `the same`. */
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
  .filter((cells) => cells.length === 9 && cells[1] !== "Feature" && cells[1] !== "---");

const paths = [...new Set(page.match(new RegExp(`(?<=\`)(?:${rooms})/[\\w./-]+(?=\`)`, "g")))];

describe("docs/features.md", () => {
  it("names only files and folders that exist", () => {
    expect(paths.length).toBeGreaterThan(50);
    expect(paths.filter((path) => !existsSync(join(repository, path)))).toEqual([]);
  });

  it("names a test in each row, or the row above has it", () => {
    expect(rows.length).toBeGreaterThan(50);
    const untested = rows.filter(([, , , test = ""]) => !/\.test\.ts`|^the same/.test(test));
    expect(untested.map(([, feature]) => feature)).toEqual([]);
  });

  it("gives a reason for each row of the peers that is omitted", () => {
    const [, omitted = ""] = page.split("## Rows of theirs that are omitted");
    const reasons = [...omitted.matchAll(/^\| (.+?) \| (.+?) \|$/gm)].slice(2);
    expect(reasons.length).toBeGreaterThan(3);
    for (const [, theirs, reason = ""] of reasons) expect(reason, theirs).toMatch(/\w{3}.*\.$/);
  });
});
