import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createOutput } from "../context.ts";
import { newHandler } from "./new-handler.ts";

const repository = fileURLToPath(new URL("../../../..", import.meta.url));
let root: string;
let printed: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "featheredge-new-")));
  printed = "";
});

afterEach(() => rmSync(root, { recursive: true }));

function create(name: string): void {
  const stdout = {
    write: (text: string) => {
      printed += text;
    },
  };
  newHandler({ root, output: createOutput(stdout, { write: () => undefined }, (text) => text) }, name);
}

/** Runs a tool of the repository in the project; what it says is in the error when it fails. */
function tool(file: string, ...args: string[]): string {
  const entry = join(repository, "node_modules", file);
  const env = { ...process.env, VITEST: undefined, VITEST_WORKER_ID: undefined, VITEST_POOL_ID: undefined };
  return execFileSync(process.execPath, [entry, ...args], { cwd: root, env, encoding: "utf8" });
}

describe("featheredge new handler", () => {
  it("writes a handler whose tests pass, in the house's format", () => {
    for (const name of ["biome.json", "package.json"]) cpSync(join(repository, name), join(root, name));
    symlinkSync(join(repository, "node_modules"), join(root, "node_modules"));
    create("greeting");
    expect(tool("vitest/vitest.mjs", "run", "--reporter=json", "--root", root)).toContain('"numPassedTests":3');
    tool("@biomejs/biome/bin/biome", "check", "--vcs-enabled=false", "edge-handlers");
  });

  it("prints what it wrote, and writes nothing else", () => {
    create("greeting");
    const written = readdirSync(join(root, "edge-handlers"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
    expect(written.sort()).toEqual(printed.trimEnd().split("\n").sort());
  });

  it("leaves what is there as it is", () => {
    mkdirSync(join(root, "edge-handlers"));
    create("greeting");
    const before = readFileSync(join(root, "edge-handlers/greeting/handler.ts"), "utf8");
    expect(() => create("greeting")).toThrow("edge-handlers/greeting exists already.");
    expect(readFileSync(join(root, "edge-handlers/greeting/handler.ts"), "utf8")).toBe(before);
    expect(readdirSync(join(root, "edge-handlers"))).toEqual(["greeting"]);
  });

  it.each(["", "Greeting", "1st", "-a", "a-", "a_b", "../up", "a/b", "a".repeat(32)])(
    "refuses the name '%s'",
    (name) => {
      expect(() => create(name)).toThrow(`'${name}' can't name a handler`);
      expect(readdirSync(root)).toEqual([]);
    },
  );
});
