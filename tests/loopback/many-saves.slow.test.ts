import { execFileSync } from "node:child_process";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { projectWith } from "./own-project.ts";
import { descendantsOf } from "./processes.ts";
import { type RunningUp, startUp } from "./running-up.ts";

const handler = (text: string) => `import { onViewerResponse } from "@featheredge/edge-sdk";

export default onViewerResponse((response) => {
  response.headers.set("x-code", "${text}");
  return response;
});
`;

const file = "edge-handlers/stamp/handler.ts";
let root: string;
let up: RunningUp;
let origin: Server;

const git = (...args: string[]) => execFileSync("git", args, { cwd: root, stdio: "ignore" });

beforeAll(async () => {
  root = projectWith({ handlers: { stamp: handler("one") } });
  const environment = join(root, "environments/qa.ts");
  const behavior =
    '{ origin: "app", viewerProtocolPolicy: "allow-all", cachePolicy: "CachingDisabled", viewerResponse: "stamp" }';
  const text = readFileSync(environment, "utf8")
    .replace('comment: "Shop",', 'comment: "Shop", waitForDeployment: false,')
    .replace('{ origin: "app" }', behavior);
  writeFileSync(environment, text);
  writeFileSync(join(root, ".gitignore"), "node_modules\n.featheredge\ncdktf.out\n");
  git("init", "--initial-branch=main");
  git("config", "user.email", "test@example.com");
  git("config", "user.name", "Test");
  git("add", ".");
  git("commit", "-m", "main");
  origin = createServer((_, response) => response.end("origin"));
  await new Promise<void>((listening) => origin.listen(0, "127.0.0.1", listening));
  const address = `http://127.0.0.1:${(origin.address() as AddressInfo).port}`;
  up = await startUp(root, ["qa", "--origin", `app.example.com=${address}`]);
});

afterAll(async () => {
  up.process.kill("SIGINT");
  await up.finished;
  origin.close();
  rmSync(root, { recursive: true });
});

/** The ways in which editors and git write a file. */
const ways: readonly ((text: string) => Promise<void>)[] = [
  // Truncates the file, and writes it a moment later.
  async (text) => {
    writeFileSync(join(root, file), "");
    await wait(5);
    writeFileSync(join(root, file), text);
  },
  async (text) => {
    writeFileSync(join(root, `${file}.saved~`), text);
    renameSync(join(root, `${file}.saved~`), join(root, file));
  },
  async (text) => {
    git("checkout", "-q", "-f", "-B", "other", "main");
    writeFileSync(join(root, file), text);
    git("commit", "-qam", "other");
    git("switch", "-q", "main");
    git("switch", "-q", "other");
  },
];

/** The memory of `up` and of the process that builds for it, in MB. */
async function memory(): Promise<number> {
  const kilobytes = (pid: number) => {
    const command = readFileSync(`/proc/${pid}/cmdline`, "latin1");
    if (pid !== up.process.pid && !command.includes("stacks/worker/main.ts")) return 0;
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1] ?? 0);
  };
  const pids = [up.process.pid ?? 0, ...(await descendantsOf(up.process.pid ?? 0))];
  return pids.reduce((sum, pid) => sum + kilobytes(pid), 0) / 1024;
}

it("serves every request and misses no change while a handler is saved 200 times", { timeout: 1_800_000 }, async () => {
  const stop = new AbortController();
  const statuses = new Map<number, number>();
  const asking = (async () => {
    while (!stop.signal.aborted) {
      const { status } = await up.ask(`/${Math.random()}`);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      await wait(10);
    }
  })();
  const serves = (value: string) =>
    vi.waitFor(async () => expect((await up.ask(`/${Math.random()}`)).headers["x-code"]).toBe(value), {
      timeout: 300_000,
      interval: 20,
    });
  let warm = 0;
  let end = 0;
  const begin = performance.now();
  try {
    for (let save = 1; save <= 200; save += 1) {
      const value = `save-${save}`;
      await ways[save % ways.length]?.(handler(value));
      // 200 saves in 60 seconds, where the machine is fast enough.
      await wait(Math.max(0, begin + 300 * save - performance.now()));
      // Saves may be so close that only the last of some is served, which must not be missed.
      if (save % 10 === 0) await serves(value);
      if (save === 100) warm = await memory();
    }
    end = await memory();
  } finally {
    stop.abort();
    await asking;
  }
  expect([...statuses.keys()]).toEqual([200]);
  expect(end - warm, `${warm} MB after 100 saves, ${end} MB after 200`).toBeLessThan(150);
  // Terraform calls a plan an error that a newer save interrupts.
  expect(up.heard()).not.toContain("execution halted");
  await up.hears(/Applied; serving what was changed/);
  await serves("save-200");
});
