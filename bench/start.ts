/**
 * `npm run bench -- start`: the processor time of commands with nothing changed, those that they start included, next to
 * aws-cdk-lib's synthesis of an app with as many resources as `prod`.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { judge } from "./goals.ts";
import { median, table } from "./table.ts";

const rounds = 5;
const root = join(import.meta.dirname, "..");
const featheredge = join(root, "packages", "cli", "bin", "featheredge.js");
const commands = [["--help"], ["synth", "prod"], ["explain", "prod"], ["explain", "local"], ["table", "prod"]];
/** The synthesis that is compared with aws-cdk-lib's. */
const compared = "featheredge synth prod";
const peer = join(import.meta.dirname, "sites", "cdk.js");
/** Two sites of the peer's app have about as many resources as `prod`. */
const peerSites = "2";
const peerName = `aws-cdk-lib, synth of ${peerSites} sites in a stack`;

const run = promisify(execFile);

/** The processor seconds of user and system that a program and those that it starts take. */
async function secondsOf(args: readonly string[]): Promise<number> {
  const script = '"$@" >/dev/null || exit 1; times';
  const { stdout } = await run("sh", ["-c", script, "sh", process.execPath, ...args], { cwd: root });
  // Its second line is about children: `0m1.230s 0m0.120s`.
  const [, children = ""] = stdout.trim().split("\n");
  const times = Array.from(children.matchAll(/(\d+)m([\d.]+)s/g), ([, minutes, seconds]) =>
    [minutes, seconds].map(Number),
  );
  return times.reduce((sum, [minutes = 0, seconds = 0]) => sum + minutes * 60 + seconds, 0);
}

const programs = new Map(commands.map((command) => [`featheredge ${command.join(" ")}`, [featheredge, ...command]]));
const hasPeer = existsSync(join(root, "bench", "peers", "node_modules", "aws-cdk-lib"));
if (hasPeer) programs.set(peerName, [peer, peerSites, peerSites]);

const measured = new Map([...programs.keys()].map((name) => [name, [] as number[]]));
for (let round = 0; round <= rounds; round += 1) {
  for (const [name, args] of programs) {
    const seconds = await secondsOf(args);
    // The first round fills caches.
    if (round > 0) measured.get(name)?.push(seconds);
  }
}
const rows = Array.from(measured, ([name, seconds]) => [name, median(seconds).toFixed(2)]);
console.log(
  `Processor seconds of commands with nothing changed, the median of ${rounds} rounds in which they took turns\n`,
);
console.log(table(["command", "CPU s"], rows));
const [ours, theirs] = [compared, peerName].map((name) => median(measured.get(name) ?? []));
console.log(
  hasPeer && ours !== undefined && theirs !== undefined
    ? `\n${judge([{ name: `${compared}, of aws-cdk-lib`, unit: "x", atLeast: false, goal: 0.45, measured: ours / theirs }])}`
    : "\naws-cdk-lib is omitted: `npm ci --prefix bench/peers` installs it.",
);
