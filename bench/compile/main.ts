/**
 * The table of `npm run bench -- compile`: what compiling a function costs in a process that has compiled before.
 * `--before <checkout>` measures another checkout in turn with this one, and `--json` prints what was measured.
 */
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { median, table } from "../table.ts";
import type { Measurement, Round } from "./measure.ts";
import { passes } from "./passes.ts";

/** Processes for each checkout, in turn, so that other work on the machine affects both. */
const turns = 3;
/** Builds of a process: those that warm it up, and those that count. */
const [warmUps, rounds] = [2, 4];

const run = promisify(execFile);

/** @param options what to compare with, and how to print it */
export default async function main(options: { readonly before?: string; readonly json?: boolean }): Promise<void> {
  const here = path.join(import.meta.dirname, "..", "..");
  const checkouts = options.before === undefined ? { now: here } : { before: options.before, now: here };
  const measured: Record<string, Measurement> = {};
  for (let turn = 0; turn < turns; turn++) {
    for (const [name, checkout] of Object.entries(checkouts)) {
      if (process.stderr.isTTY) process.stderr.write(`compiling with '${checkout}', turn ${turn + 1} of ${turns}…\n`);
      const measurement = await measure(checkout);
      measured[name] = { ...measurement, rounds: [...(measured[name]?.rounds ?? []), ...measurement.rounds] };
    }
  }
  if (options.json) console.log(JSON.stringify(measured));
  else print(measured);
}

async function measure(checkout: string): Promise<Measurement> {
  const program = new URL("measure.ts", import.meta.url).pathname;
  const given = ["--import", "tsx", program, checkout, String(warmUps), String(rounds)];
  const { stdout } = await run(process.execPath, given, { maxBuffer: 1 << 24 });
  return JSON.parse(stdout) as Measurement;
}

const rows: readonly (readonly [name: string, of: (round: Round) => number])[] = [
  ...passes.map((pass) => [pass, (round: Round) => round.passes[pass] ?? 0] as const),
  ["all processor time", ({ cpu }) => cpu],
  ["elapsed", ({ elapsed }) => elapsed],
];

function print(measured: Readonly<Record<string, Measurement>>): void {
  const { before, now } = measured;
  if (now === undefined) return;
  console.log(
    `Compiling ${now.functions} functions in a warm process: milliseconds of this process's processor time for each function, least and median of ${now.rounds.length} builds\n`,
  );
  const cells = rows.map(([name, of]) => {
    const numbers = ({ functions, rounds }: Measurement) => rounds.map((round) => of(round) / functions);
    const shown = (measurement: Measurement) =>
      [Math.min(...numbers(measurement)), median(numbers(measurement))].map((number) => number.toFixed(1));
    if (before === undefined) return [name, ...shown(now)];
    const ratio = Math.min(...numbers(now)) / Math.min(...numbers(before));
    return [name, ...shown(before), ...shown(now), ratio.toFixed(2)];
  });
  const heading =
    before === undefined ? ["pass", "least", "median"] : ["pass", "before", "median", "now", "median", "now : before"];
  console.log(table(heading, cells));
}
