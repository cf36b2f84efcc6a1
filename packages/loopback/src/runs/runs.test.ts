import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runIdOf, runVariables } from "./run.ts";
import { EndedRun, openRuns } from "./runs.ts";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "runs-"));
});

afterEach(() => rmSync(directory, { recursive: true }));

const agentOf = (id: string) => `APN/1.0 HashiCorp/1.0 Terraform/1.11.4 featheredge-run/${id}`;

describe("a run of Terraform", () => {
  it("is named in the provider's user agent, after the user's own text", () => {
    const run = { id: "a-1", stack: "site-local" };
    expect(runVariables(run, {})).toEqual({ TF_APPEND_USER_AGENT: "featheredge-run/a-1" });
    const { TF_APPEND_USER_AGENT: text } = runVariables(run, { TF_APPEND_USER_AGENT: "ci/7" });
    expect(text).toBe("ci/7 featheredge-run/a-1");
    expect(runIdOf(`APN/1.0 ${text}`)).toBe("a-1");
    expect(runIdOf("aws-cli/2.0")).toBeUndefined();
    expect(runIdOf(undefined)).toBeUndefined();
  });

  it("is the maker of its requests until it ends", () => {
    const runs = openRuns(directory);
    const run = runs.begin("site-local", process.pid);
    expect(runs.makerOf(agentOf(run.id))).toEqual({ stack: "site-local", run: run.id });
    expect(runs.makerOf("aws-cli/2.0")).toBeUndefined();
    runs.refuse(run);
    expect(() => runs.makerOf(agentOf(run.id))).toThrow(EndedRun);
    runs.forget(run);
    expect(() => runs.makerOf(agentOf(run.id))).toThrow(EndedRun);
  });

  it("is the maker of requests with an agent's name, until another run begins with it", () => {
    const runs = openRuns(directory);
    expect(() => runs.makerOf(agentOf("provider"))).toThrow(EndedRun);
    const first = runs.begin("site-local", process.pid, "provider");
    expect(runs.makerOf(agentOf("provider"))).toEqual({ stack: "site-local", run: first.id });
    runs.forget(first);
    expect(() => runs.makerOf(agentOf("provider"))).toThrow(EndedRun);
    const second = runs.begin("waf-local", process.pid, "provider");
    expect(runs.makerOf(agentOf("provider"))).toEqual({ stack: "waf-local", run: second.id });
  });

  it("is cut short when the process that would report its end has ended, or the loopback has", () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    const runs = openRuns(directory);
    const left = runs.begin("site-left", pid);
    const running = runs.begin("site-running", process.pid);
    const ended = runs.begin("site-ended", process.pid);
    runs.forget(ended);
    expect(runs.cutShort()).toMatchObject([{ id: left.id, stack: "site-left" }]);

    const next = openRuns(directory);
    expect(next.cutShort().map(({ id }) => id)).toEqual(expect.arrayContaining([left.id, running.id]));
    expect(next.cutShort()).toHaveLength(2);
    expect(() => next.makerOf(agentOf(running.id))).toThrow(EndedRun);
  });

  it.each(["", "{", "null", "{}"])("is cut short when its file is %j", (text) => {
    const { id } = openRuns(directory).begin("site-local", process.pid);
    writeFileSync(join(directory, `${id}.json`), text);
    expect(openRuns(directory).cutShort()).toMatchObject([{ id }]);
  });
});
