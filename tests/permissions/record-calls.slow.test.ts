import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Loopback, type ObservedRequest, startLoopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { awsTools } from "../loopback/aws-tools.ts";
import { succeed } from "../loopback/command.ts";
import { type Call, callsOf } from "./calls.ts";
import { account, environment, fixtureSite, type Step, writeStep } from "./fixture-site.ts";
import { callsOfSdk } from "./sdk-calls.ts";
import { tracedRequests } from "./trace.ts";

let root: string;
let logs: string;
let loopback: Loopback;
let observed: ObservedRequest[] = [];

beforeAll(async () => {
  root = fixtureSite();
  const directory = join(root, ".featheredge", "loopback");
  loopback = await startLoopback({ directory, persist: true, observe: (request) => observed.push(request) });
  logs = mkdtempSync(join(tmpdir(), "featheredge-calls-"));
  await awsTools(loopback, account).cli("route53", "create-hosted-zone", "--name=example.com", "--caller-reference=1");
});

afterAll(async () => {
  await loopback.close();
  rmSync(root, { recursive: true });
  rmSync(logs, { recursive: true });
});

const recorded = new Map<string, Call[]>();

/** Runs a command, and keeps the calls to AWS that it and its Terraform made. @param name of the list that they go to */
async function record(name: string, ...args: string[]): Promise<void> {
  const log = join(logs, "terraform.log");
  rmSync(log, { force: true });
  observed = [];
  await succeed([...args, "--loopback"], { cwd: root, env: { TF_LOG: "DEBUG", TF_LOG_PATH: log } });
  const calls = tracedRequests(readFileSync(log, "utf8")).flatMap((request) => callsOf(request, account));
  const own = observed.flatMap((request) => callsOfSdk(request, account));
  recorded.set(name, [...(recorded.get(name) ?? []), ...calls, ...own]);
}

/** One line for each call, without repetitions. */
const listed = (calls: readonly Call[]) => `${[...new Set(calls.map((call) => call.join(" ")))].sort().join("\n")}\n`;

describe("the calls to AWS that the roles must be allowed", () => {
  it("are those in the kept lists; 'vitest -u' writes them again", { timeout: 1_800_000 }, async () => {
    const apply = async (step: Step) => {
      writeStep(root, step);
      await record("plan", "plan", environment);
      await record("apply", "apply", environment, "--yes");
    };
    writeStep(root, "everything");
    await record("bootstrap", "bootstrap", environment, "--yes");
    await apply("everything");
    await record("kvs", "kvs", "sync", environment, "site", "--delete");
    await apply("changed");
    await record("apply", "destroy", environment, "--yes");
    await record("prune", "prune", environment);
    for (const [name, calls] of recorded) await expect(listed(calls)).toMatchFileSnapshot(`calls/${name}.txt`);
  });
});
