import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { descendantsOf } from "../processes.ts";
import { otherProgram } from "./other-program.ts";
import { siteProject } from "./site-project.ts";
import { serve, startUp } from "./up.ts";

/** Repeats a failed run: FEATHEREDGE_KILLS_SEED=… npx vitest run --project loopback tests/loopback/kills */
const seed = Number(process.env.FEATHEREDGE_KILLS_SEED ?? Math.floor(Math.random() * 2 ** 32));

/** Texts that `up` prints at the beginning of its stages. */
const served = "Each request's way";
const stages = ["Starting AWS", "Building", "Planning", "Applying", "Applying", "Applying", served];

function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended meanwhile.
    }
  }
}

/** Starts `up` and kills it at a random moment. @returns a description of the moment */
async function killUp(root: string, random: () => number): Promise<string> {
  const up = startUp(root);
  const stage = stages[Math.floor(random() * stages.length)] ?? "";
  const milliseconds = Math.floor(random() * 2500);
  const everything = random() < 0.5;
  // If nothing is left to apply, `up` serves at once.
  await Promise.race([up.prints(stage), up.prints(served)]);
  await delay(milliseconds);
  const pid = up.process.pid ?? 0;
  const children = everything ? await descendantsOf(pid) : [];
  expect(up.process.exitCode, up.printed()).toBeNull();
  killAll([pid, ...children]);
  await up.finished;
  return `${milliseconds} ms after '${stage}'${everything ? ", with all its processes" : ""}`;
}

describe(`'up' that is killed at random moments, by the seed ${seed}`, () => {
  it.concurrent.each(["local", "s3"] as const)(
    "serves again by itself, and no acknowledged write is lost: state in %s",
    async (state) => {
      const random = randomNumbers(seed + (state === "s3" ? 1 : 0));
      const root = siteProject(state);
      const ended = new AbortController();
      const other = otherProgram(join(root, ".featheredge", "loopback"));
      const writing = other.writeUntil(ended.signal);
      const moments: string[] = [];
      const kill = async (times: number) => {
        for (let n = 0; n < times; n += 1) moments.push(await killUp(root, random));
      };
      try {
        await kill(8);
        await serve(root, "first");
        writeFileSync(join(root, "page.txt"), "second");
        const main = join(root, "main.tf");
        writeFileSync(main, readFileSync(main, "utf8").replaceAll("kills-function", "kills-function-2"));
        await kill(7);
        await serve(root, "second", async () => {
          ended.abort();
          await writing;
          expect(other.acknowledged()).toBeGreaterThan(14);
          expect(await other.lost()).toEqual([]);
        });
      } catch (error) {
        throw new Error(`Seed ${seed}. Killed:\n${moments.join("\n")}`, { cause: error });
      } finally {
        ended.abort();
        await writing;
        rmSync(root, { recursive: true });
      }
    },
    1_200_000,
  );
});

/** Random numbers below 1 that a seed repeats: Mulberry32, by Tommy Ettinger, in the public domain. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
