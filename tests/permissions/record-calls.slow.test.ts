import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Loopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { featheredge } from "../loopback/command.ts";
import { startProjectLoopback } from "../loopback/project-loopback.ts";
import { type Call, callsOf } from "./calls.ts";
import { account, environment, fixtureSite, type Step, writeStep } from "./fixture-site.ts";
import { tracedRequests } from "./trace.ts";

let root: string;
let logs: string;
let loopback: Loopback;

beforeAll(async () => {
  root = fixtureSite();
  loopback = await startProjectLoopback(root);
  logs = mkdtempSync(join(tmpdir(), "featheredge-calls-"));
});

afterAll(async () => {
  await loopback.close();
  rmSync(root, { recursive: true });
  rmSync(logs, { recursive: true });
});

/** Runs a command. @returns the calls to AWS that its Terraform made */
async function callsOfCommand(...args: string[]): Promise<Call[]> {
  const log = join(logs, "terraform.log");
  rmSync(log, { force: true });
  const { exitCode, stdout, stderr } = await featheredge([...args, "--loopback"], {
    cwd: root,
    env: { TF_LOG: "DEBUG", TF_LOG_PATH: log },
  });
  expect(exitCode, stdout + stderr).toBe(0);
  return tracedRequests(readFileSync(log, "utf8")).flatMap((request) => callsOf(request, account));
}

/** One line for each call, without repetitions. */
const listed = (calls: readonly Call[]) => `${[...new Set(calls.map((call) => call.join(" ")))].sort().join("\n")}\n`;

describe("the calls to AWS that the documented roles must be allowed", () => {
  it("are those in the kept lists; 'vitest -u' writes them again", { timeout: 900_000 }, async () => {
    const planned: Call[] = [];
    const applied: Call[] = [];
    const apply = async (step: Step) => {
      writeStep(root, step);
      planned.push(...(await callsOfCommand("plan", environment)));
      applied.push(...(await callsOfCommand("apply", environment, "--yes")));
    };
    await apply("first");
    await apply("changed");
    await apply("smaller");
    applied.push(...(await callsOfCommand("destroy", environment, "--yes")));
    await expect(listed(planned)).toMatchFileSnapshot("calls/plan.txt");
    await expect(listed(applied)).toMatchFileSnapshot("calls/apply.txt");
  });
});
