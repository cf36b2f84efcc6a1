/** The instructions that njs executes for an event: work done, the same on any machine with the same njs. */
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** True if njs and valgrind, which counts the instructions, can be started. */
export async function canCountInstructions(): Promise<boolean> {
  try {
    await Promise.all([run("njs", ["-v"]), run("valgrind", ["--version"])]);
    return true;
  } catch {
    return false;
  }
}

/**
 * Counts the instructions of a function's handler in njs for each event, after it ran on all of them once, less those of
 * an empty handler. Valgrind counts from one call of `access`, which the driver makes, to the next.
 */
export async function countInstructions(code: string, events: readonly unknown[]): Promise<number[]> {
  const directory = mkdtempSync(join(tmpdir(), "featheredge-instructions-"));
  try {
    writeFileSync(join(directory, "function.js"), `${code}\n;${driver}`);
    writeFileSync(join(directory, "events.json"), JSON.stringify(events.map((event) => JSON.stringify(event))));
    const counting = ["--tool=callgrind", "--dump-before=access", "--callgrind-out-file=counted"];
    await run("valgrind", [...counting, "njs", "function.js"], { cwd: directory, env: { PATH: process.env.PATH } });
    const parts = readdirSync(directory).filter((file) => /^counted\.\d+$/.test(file)).length;
    // From the end, since the start of a process may call `access` as well.
    const counted = (fromEnd: number) => {
      const text = readFileSync(join(directory, `counted.${parts - fromEnd}`), "utf8");
      return Number(/^totals: (\d+)$/m.exec(text)?.[1]);
    };
    return events.map((_, index) => {
      const fromEnd = 3 * (events.length - 1 - index);
      return counted(fromEnd) - counted(fromEnd + 1);
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Runs all events twice, and has the second time counted. In the language of njs 0.7.9. */
const driver = `
const fs = require("fs");
const events = JSON.parse(fs.readFileSync("events.json", "utf8"));
function idle() {}
async function run() {
  for (let i = 0; i < events.length; i++) await handler(JSON.parse(events[i]));
  for (let i = 0; i < events.length; i++) {
    const event = JSON.parse(events[i]);
    fs.accessSync("events.json");
    idle(event);
    fs.accessSync("events.json");
    const result = handler(event);
    if (result && typeof result.then === "function") await result;
    fs.accessSync("events.json");
  }
}
run();
`;
