/** The table of `npm run bench -- edge-load`. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type Goal, judge } from "../goals.ts";
import { processorSeconds } from "../processes.ts";
import { median, table } from "../table.ts";
import { type Case, type CaseName, cases, connections, page } from "./cases.ts";
import type { Load } from "./load.ts";
import { type MeasuredMemory, measureMemory } from "./memory.ts";
import { hasMiniflare, nginxProgram, type Server, startNginx, startProgram } from "./start.ts";

/** Of each server and case, one after the other, so that what else the machine does meets all of them. */
const rounds = 9;

interface Contender {
  readonly name: string;
  readonly server: Server;
  /** Where it serves a case otherwise than under the case's own path. */
  readonly paths?: Partial<Record<CaseName, string>>;
}

interface Measured extends Load {
  readonly cpuMicroseconds: number | undefined;
}

const run = promisify(execFile);

async function load({ server }: Contender, path: string, requests: number): Promise<Measured> {
  const program = new URL("load.ts", import.meta.url).pathname;
  const given = [String(server.port), path, String(requests), String(connections)];
  const before = processorSeconds(server.pid);
  const { stdout } = await run(process.execPath, ["--import", "tsx", program, ...given]);
  const after = processorSeconds(server.pid);
  // 0 on systems without /proc.
  const cpu = after === 0 ? undefined : ((after - before) / requests) * 1e6;
  return { ...(JSON.parse(stdout) as Load), cpuMicroseconds: cpu };
}

/** @throws Error where a server answers other than the case asks */
async function check({ name, server }: Contender, path: string, { xCache }: Case): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) {
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`);
    const sent = await response.text();
    if (response.status !== 200 || sent !== page) throw new Error(`${name} answers ${path} with ${response.status}.`);
    const said = response.headers.get("x-cache");
    if (turn > 0 && said !== null && said !== xCache) throw new Error(`${name} answers ${path} with '${said}'.`);
  }
}

async function measure(contenders: readonly Contender[], asked: Case): Promise<Map<string, readonly Measured[]>> {
  const pathOf = ({ paths }: Contender) => paths?.[asked.name] ?? asked.path;
  for (const contender of contenders) {
    await check(contender, pathOf(contender), asked);
    await load(contender, pathOf(contender), asked.requests);
  }
  const runs = new Map<string, Measured[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of contenders) {
      if (process.stderr.isTTY) process.stderr.write(`${asked.title}: ${contender.name}, round ${round + 1}…\n`);
      runs.get(contender.name)?.push(await load(contender, pathOf(contender), asked.requests));
    }
  }
  return runs;
}

/** The median of the rounds. */
function middle(all: readonly Measured[], value: (one: Measured) => number | undefined): number {
  return median(all.flatMap((one) => value(one) ?? []));
}

/** The median of the rounds' ratios: a machine that gets slower for a while meets both servers of a round. */
function ratio(ours: readonly Measured[], theirs: readonly Measured[], value: (one: Measured) => number): number {
  return median(ours.map((one, round) => value(one) / value(theirs[round] ?? one)));
}

const requestsPerSecond = (one: Measured) => one.requestsPerSecond;
const p99Milliseconds = (one: Measured) => one.p99Milliseconds;

const servers: Server[] = [];
const started = async (starting: Promise<Server>): Promise<Server> => {
  const server = await starting;
  servers.push(server);
  return server;
};
const notes: string[] = [];
const ours = "data plane";
const rows: string[][] = [];
const goals: Goal[] = [];
let memory: MeasuredMemory;
try {
  const origin = await started(startProgram("origin"));
  const contenders: Contender[] = [
    { name: ours, server: await started(startProgram("data-plane", String(origin.port))) },
  ];
  const nginx = nginxProgram(process.env);
  if (nginx === undefined) notes.push("nginx is omitted: it is not on the PATH.");
  else contenders.push({ name: "nginx", server: await started(startNginx(nginx, origin.port)) });
  if (hasMiniflare()) {
    const server = await started(startProgram("miniflare", `http://127.0.0.1:${origin.port}`));
    contenders.push({ name: "miniflare", server });
    contenders.push({
      name: "miniflare, no cache",
      server,
      paths: { hit: "/memory/index.html", rewrite: "/memory/" },
    });
  } else notes.push("miniflare is omitted: `npm ci --prefix bench/peers` installs it.");

  for (const asked of cases) {
    const measured = await measure(
      contenders.filter(({ paths }) => paths === undefined || paths[asked.name] !== undefined),
      asked,
    );
    const base = measured.get(ours);
    for (const [name, all] of measured) {
      const cpu = middle(all, (one) => one.cpuMicroseconds);
      const goal = asked.goals[name];
      if (base !== undefined && goal !== undefined) {
        const measured = ratio(base, all, requestsPerSecond);
        goals.push({ name: `${asked.title}, of ${name}`, unit: "x", atLeast: true, goal, measured });
      }
      rows.push([
        asked.title,
        name,
        middle(all, requestsPerSecond).toFixed(0),
        middle(all, p99Milliseconds).toFixed(1),
        Number.isNaN(cpu) ? "" : cpu.toFixed(0),
        ...(base === undefined || name === ours
          ? ["", ""]
          : [requestsPerSecond, p99Milliseconds].map((value) => `${ratio(base, all, value).toFixed(2)}x`)),
      ]);
    }
  }
  if (process.stderr.isTTY) process.stderr.write("memory under a mixed load: 60 s…\n");
  const fresh = await started(startProgram("data-plane", String(origin.port)));
  memory = await measureMemory(fresh);
  const { growth, failures } = memory;
  const memoryName = "memory after 60 s, of that after 20 s";
  if (growth !== undefined) {
    goals.push({ name: memoryName, unit: "x", atLeast: false, goal: 1.25, measured: growth });
  }
  goals.push({ name: "answers other than 200", unit: "", atLeast: false, goal: 0, measured: failures });
} finally {
  for (const server of servers.reverse()) await server.close();
}

console.log(
  `Requests of one ${page.length}-byte file over ${connections} kept connections of plain HTTP/1.1 on 127.0.0.1: the median of ${rounds} rounds,
in which the servers took turns, after one to warm up. Each server answers in one thread: the data plane in Node's,
nginx in one worker, miniflare in workerd's one. miniflare answers through its cache, and without: a string of the
Worker. Lambda@Edge functions run in other threads. CPU is that of the server's whole process tree. The origin and the load
run in separate processes. The last columns are the data plane's requests a second and
p99 over the others' in the same round.\n`,
);
console.log(table(["", "server", "requests/s", "p99 (ms)", "CPU (µs each)", "our requests/s", "our p99"], rows));
for (const note of notes) console.log(`\n${note}`);
console.log(
  `\nMemory (RSS) of a new data plane's process tree under a mixed load over 20 connections: the three kinds of
requests in turn, and each hundredth for a page that is not in the cache.\n`,
);
console.log(memory.text);
console.log(`\n${judge(goals)}`);
