import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { emptySummary } from "../plan-summary/testing/summary.ts";
import { pack, unpack } from "./archive.ts";
import { readPlan, removePlan, type SavedPlan, writePlan } from "./saved-plan.ts";
import { readKey } from "./seal.ts";

const key = Buffer.alloc(32, 1);
const here = { commit: "0123456789abcdef0123456789abcdef01234567", run: "100" };
const saved: SavedPlan = {
  environment: "dev",
  account: "123456789012",
  provenance: here,
  summary: emptySummary("dev"),
  stacks: [
    {
      name: "site-dev",
      state: { lineage: "3f2a", serial: 12 },
      plan: Buffer.from("the plan"),
      files: new Map([["functions/a.js", Buffer.from("secret code")]]),
    },
    { name: "blog-dev", state: { lineage: "", serial: 0 }, plan: Buffer.from("another"), files: new Map() },
  ],
};

let root: string;
const directory = () => join(root, ".featheredge", "plans", "dev");

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "plans-"));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

describe("a saved plan", () => {
  it("is read back as it was written, with its text next to it", () => {
    expect(writePlan(root, saved, "Plan: 1 to add", undefined)).toBe(".featheredge/plans/dev/plan.archive");
    expect(readPlan(root, "dev", here, undefined)).toEqual(saved);
    expect(readFileSync(join(directory(), "plan.txt"), "utf8")).toBe("Plan: 1 to add");
  });

  it("may be read by its owner only", () => {
    writePlan(root, saved, "", undefined);
    for (const name of readdirSync(directory())) {
      expect(statSync(join(directory(), name)).mode & 0o077).toBe(0);
    }
  });

  it("shows nothing of itself when sealed", () => {
    writePlan(root, saved, "Plan: 1 to add", key);
    expect(readdirSync(directory())).toEqual(["plan.sealed"]);
    expect(readFileSync(join(directory(), "plan.sealed"), "latin1")).not.toMatch(/secret|site-dev|123456789012/);
    expect(readPlan(root, "dev", here, key)).toEqual(saved);
  });

  it("replaces the one before, sealed or not", () => {
    writePlan(root, saved, "", undefined);
    writePlan(root, saved, "", key);
    expect(readdirSync(directory())).toEqual(["plan.sealed"]);
  });

  it("does not open with another key, or without one", () => {
    writePlan(root, saved, "", key);
    expect(() => readPlan(root, "dev", here, Buffer.alloc(32, 2))).toThrow("does not open");
    expect(() => readPlan(root, "dev", here, undefined)).toThrow("Set FEATHEREDGE_PLAN_KEY");
  });

  it("does not open when any part of it was altered", () => {
    writePlan(root, saved, "", key);
    const file = join(directory(), "plan.sealed");
    const whole = readFileSync(file);
    for (const position of [0, 12, 28, whole.length - 1]) {
      const altered = Buffer.from(whole);
      altered[position] = (altered[position] ?? 0) ^ 1;
      writeFileSync(file, altered);
      expect(() => readPlan(root, "dev", here, key)).toThrow("does not open");
    }
    writeFileSync(file, "");
    expect(() => readPlan(root, "dev", here, key)).toThrow("does not open");
  });

  it("is taken sealed only, once there is a key", () => {
    writePlan(root, saved, "", undefined);
    expect(() => readPlan(root, "dev", here, key)).toThrow("is not sealed");
  });

  it("is refused for another environment, sealed or not", () => {
    for (const each of [undefined, key]) {
      writePlan(root, saved, "", each);
      renameSync(directory(), join(root, ".featheredge", "plans", "prod"));
      expect(() => readPlan(root, "prod", here, each)).toThrow(
        each ? "another environment" : "is of 'dev', not of 'prod'",
      );
      removePlan(root, "prod");
    }
  });

  it("is refused at another commit and in another run, sealed or not", () => {
    for (const each of [undefined, key]) {
      writePlan(root, saved, "", each);
      expect(() => readPlan(root, "dev", { ...here, commit: "f".repeat(40) }, each)).toThrow("at commit 0123456789ab");
      expect(() => readPlan(root, "dev", { ...here, run: "101" }, each)).toThrow("by run 100 of GitHub Actions");
    }
  });

  it("is refused when an earlier version wrote it", () => {
    writePlan(root, saved, "", undefined);
    const file = join(directory(), "plan.archive");
    const { header, files } = unpack(readFileSync(file));
    writeFileSync(file, pack({ ...(header as object), version: undefined }, files));
    expect(() => readPlan(root, "dev", here, undefined)).toThrow("another version of featheredge");
  });

  it("is asked for when there is none", () => {
    expect(() => readPlan(root, "dev", here, key)).toThrow("featheredge plan dev --save");
    writePlan(root, saved, "", undefined);
    removePlan(root, "dev");
    expect(() => readPlan(root, "dev", here, undefined)).toThrow("There is no saved plan of 'dev'");
  });
});

describe("the key", () => {
  it("is undefined when the variable is not set", () => {
    expect(readKey({})).toBeUndefined();
  });

  it("is not skipped because of a variable that is set but empty, as a missing secret is in CI", () => {
    expect(() => readKey({ FEATHEREDGE_PLAN_KEY: "" })).toThrow("FEATHEREDGE_PLAN_KEY is set but empty");
  });

  it("is 32 bytes in base64, and the message about any other does not show it", () => {
    expect(readKey({ FEATHEREDGE_PLAN_KEY: key.toString("base64") })).toEqual(key);
    for (const text of ["hunter2", Buffer.alloc(16).toString("base64"), `${"!".repeat(20)}${key.toString("base64")}`]) {
      expect(() => readKey({ FEATHEREDGE_PLAN_KEY: text })).toThrow(/^FEATHEREDGE_PLAN_KEY must be 32 random bytes/);
    }
    expect(() => readKey({ FEATHEREDGE_PLAN_KEY: "hunter2" })).not.toThrow("hunter2");
  });
});
