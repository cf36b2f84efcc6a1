import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Loopback, type ObservedRequest, startLoopback } from "@featheredge/loopback";
import { succeed } from "../loopback/command.ts";
import { type Call, callsOf } from "./calls.ts";
import { account, fixtureSite } from "./fixture-site.ts";
import { callsOfSdk } from "./sdk-calls.ts";
import { tracedRequests } from "./trace.ts";

/** A copy of the fixture's project with a loopback, which records the calls to AWS of commands. */
export interface Recorder {
  readonly root: string;
  readonly loopback: Loopback;
  /** The permissions that the calls need, by the name of their list, each a line, without repetitions. */
  readonly lists: () => ReadonlyMap<string, string>;
  /** Runs a command on the project's loopback, and keeps the calls that it and its Terraform made in a list. */
  readonly record: (list: string, ...args: string[]) => Promise<void>;
  /** The same for a command that reaches the loopback as it reaches AWS: by the environment's credentials. */
  readonly recordOnAws: (list: string, ...args: string[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function startRecorder(): Promise<Recorder> {
  const root = fixtureSite();
  const logs = mkdtempSync(join(tmpdir(), "featheredge-calls-"));
  let observed: ObservedRequest[] = [];
  const directory = join(root, ".featheredge", "loopback");
  const loopback = await startLoopback({ directory, persist: true, observe: (request) => observed.push(request) });
  const recorded = new Map<string, Set<string>>();

  async function record(list: string, args: readonly string[], env: Record<string, string | undefined>): Promise<void> {
    const log = join(logs, "terraform.log");
    rmSync(log, { force: true });
    observed = [];
    await succeed(args, { cwd: root, env: { ...env, TF_LOG: "DEBUG", TF_LOG_PATH: log } });
    const ofTerraform = tracedRequests(readFileSync(log, "utf8")).flatMap((request) => callsOf(request, account));
    const own = observed.flatMap((request) => callsOfSdk(request, account));
    const lines = [...ofTerraform, ...own].map((call: Call) => call.join(" "));
    recorded.set(list, new Set([...(recorded.get(list) ?? []), ...lines]));
  }

  return {
    root,
    loopback,
    lists: () => new Map([...recorded].map(([list, lines]) => [list, `${[...lines].sort().join("\n")}\n`])),
    record: (list, ...args) => record(list, [...args, "--loopback"], {}),
    recordOnAws: (list, ...args) => record(list, args, loopback.environment(account)),
    async close() {
      await loopback.close();
      rmSync(root, { recursive: true });
      rmSync(logs, { recursive: true });
    },
  };
}
