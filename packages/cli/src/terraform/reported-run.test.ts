import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunControl, RunEnd } from "@featheredge/loopback";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Finished } from "../process/run.ts";
import { reportedRun } from "./reported-run.ts";

let directory: string;
let ends: [string, RunEnd][];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "reported-run-"));
  ends = [];
});

afterEach(() => rmSync(directory, { recursive: true }));

const runs: RunControl = {
  beginRun: async (stack) => ({ id: `run-of-${stack}`, stack }),
  endRun: async (id, end) => void ends.push([id, end]),
  rename: async () => {},
  removeMade: async () => {},
  hasMade: async () => false,
};

const never = new AbortController().signal;
const finished = (exitCode: number): Finished => ({ exitCode, stdout: "", stderr: "" });

function report(work: () => Promise<Finished>, args = ["apply"], kill: AbortSignal = never) {
  const context = { root: directory, env: {}, interruption: { stop: never, kill } };
  return reportedRun(context, runs, { name: "site", directory }, args, work);
}

describe("a run of Terraform that is reported", () => {
  it.each([
    ["applied its plan", ["apply", "tfplan"], finished(0), "applied"],
    ["made a plan", ["plan"], finished(0), "ended"],
    ["failed, and stored its state", ["apply"], finished(1), "ended"],
    ["was killed", ["apply"], finished(137), "cut short"],
  ] as const)("%s", async (_, args, result, end) => {
    expect(await report(async () => result, [...args])).toBe(result);
    expect(ends).toEqual([["run-of-site", end]]);
  });

  it("was cut short when Terraform left a state behind that it could not store, and only then", async () => {
    writeFileSync(join(directory, "errored.tfstate"), "of an earlier run");
    await report(async () => finished(1));
    rmSync(join(directory, "errored.tfstate"));
    await report(async () => {
      writeFileSync(join(directory, "errored.tfstate"), "of this run");
      return finished(1);
    });
    expect(ends.map(([, end]) => end)).toEqual(["ended", "cut short"]);
  });

  it("was cut short when its local state is truncated, as it is where the disk is full", async () => {
    const state = JSON.stringify({ version: 4, serial: 1, lineage: "a", resources: [] });
    const leaving = (text: string) => async () => {
      writeFileSync(join(directory, "terraform.tfstate"), text);
      return finished(1);
    };
    await report(leaving(state));
    await report(leaving(state.slice(0, -9)));
    expect(ends.map(([, end]) => end)).toEqual(["ended", "cut short"]);
  });

  it("ended when it was stopped and given its time, and was cut short when it was killed", async () => {
    const stopped = async () => {
      throw new Error("stopped by SIGINT");
    };
    await expect(report(stopped)).rejects.toThrow("SIGINT");
    await expect(report(stopped, ["apply"], AbortSignal.abort())).rejects.toThrow("SIGINT");
    expect(ends.map(([, end]) => end)).toEqual(["ended", "cut short"]);
  });
});
