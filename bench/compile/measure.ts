/** Compiles a checkout's handlers again and again in this process and prints a Measurement as JSON. Usage: measure.ts <checkout> <warm-ups> <rounds> */
import { mkdtempSync, rmSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chainsOf } from "./chains.ts";
import { timesByPass } from "./passes.ts";

export interface Round {
  /** Milliseconds from the first handler to the last function. */
  readonly elapsed: number;
  /** Milliseconds of processor time that this process used; esbuild and njs are not in it. */
  readonly cpu: number;
  /** Milliseconds in each pass. */
  readonly passes: Readonly<Record<string, number>>;
}

export interface Measurement {
  readonly functions: number;
  readonly rounds: readonly Round[];
}

/** @param warmUps builds before the first that counts: V8 has then compiled what runs often */
async function measure(checkout: string, warmUps: number, rounds: number): Promise<Measurement> {
  const door = pathToFileURL(path.join(checkout, "packages", "compiler", "src", "index.ts"));
  const { buildEnvironment } = (await import(door.href)) as typeof import("@featheredge/compiler");
  const chains = chainsOf(checkout);
  const scratch = mkdtempSync(path.join(tmpdir(), "featheredge-bench-"));
  const build = (name: string) =>
    buildEnvironment({
      ...chains,
      environment: "bench",
      environmentFile: "bench/compile/chains.ts",
      outputDirectory: path.join(scratch, "build"),
      cacheDirectory: path.join(scratch, name),
    });
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: 500 });
  try {
    for (let round = 0; round < warmUps; round++) await build(`warm-up-${round}`);
    const measured: Round[] = [];
    let functions = 0;
    for (let round = 0; round < rounds; round++) {
      await session.post("Profiler.start");
      const [start, used] = [performance.now(), process.cpuUsage()];
      functions = (await build(`round-${round}`)).functions.length;
      const { user, system } = process.cpuUsage(used);
      const elapsed = performance.now() - start;
      const { profile } = await session.post("Profiler.stop");
      const cpu = (user + system) / 1000;
      measured.push({ elapsed, cpu, passes: timesByPass(profile, cpu) });
    }
    return { functions, rounds: measured };
  } finally {
    session.disconnect();
    rmSync(scratch, { recursive: true, force: true });
  }
}

const [, , checkout = ".", warmUps, rounds] = process.argv;
console.log(JSON.stringify(await measure(path.resolve(checkout), Number(warmUps), Number(rounds))));
