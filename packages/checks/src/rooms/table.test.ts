import { describe, expect, it } from "vitest";
import type { Room } from "./rooms.ts";
import { renderTable, replaceTable } from "./table.ts";

const rooms: readonly Room[] = [
  { folder: "stacks/", is: "what is deployed together", mayImport: ["compiler", "sdk/config"] },
  { folder: "packages/diagnostics/", is: "one form of errors", mayImport: [] },
  { folder: "tests/", is: "tests", mayImport: "every room" },
];

describe("renderTable", () => {
  it("has a row per room, aligned but for the last column", () => {
    expect(renderTable(rooms).split("\n")).toEqual([
      "| Room                    | What it is                | May import |",
      "| ----------------------- | ------------------------- | ---------- |",
      "| `stacks/`               | what is deployed together | `compiler`, `sdk/config` |",
      "| `packages/diagnostics/` | one form of errors        | no other room |",
      "| `tests/`                | tests                     | every room |",
      "",
    ]);
  });
});

describe("replaceTable", () => {
  it("replaces the table of rooms and leaves the others", () => {
    const other = "| Task | Folder |\n| ---- | ------ |\n| any | `a/` |\n";
    const document = `# A\n\n${other}\n| Room | What it is |\n| ---- | ---- |\n| \`old/\` | old |\n\nText.\n`;
    expect(replaceTable(document, rooms)).toBe(`# A\n\n${other}\n${renderTable(rooms)}\nText.\n`);
  });

  it("throws where there is no such table", () => {
    expect(() => replaceTable("# A\n", rooms)).toThrow("no table whose first column is 'Room'");
  });
});
