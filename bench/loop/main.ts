import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { hasMiniflare, startProgram } from "../edge-load/start.ts";
import { type Goal, judge } from "../goals.ts";
import { median, table } from "../table.ts";
import { type EditKind, makeLoopProject } from "./project.ts";
import { ask, type MeasuredUp, startUp } from "./up.ts";

const DEADLINE_MS = 120_000;

/**
 * Milliseconds from a save until the first answer that has it.
 *
 * @throws Error if no answer has it after two minutes
 */
async function untilServed(value: string, save: () => void, isServed: () => Promise<boolean>): Promise<number> {
  const begin = performance.now();
  save();
  while (!(await isServed())) {
    if (performance.now() - begin > DEADLINE_MS) throw new Error(`'${value}' was saved, and no answer has it.`);
    await wait(2);
  }
  return performance.now() - begin;
}

const names: Readonly<Record<EditKind, string>> = {
  function: "edit: CloudFront Function",
  lambda: "edit: Lambda@Edge function",
  store: "edit: KeyValueStore value",
  behavior: "edit: behavior, by Terraform",
};

/** The goals on two processors, in seconds. */
const goals: Readonly<Record<EditKind, number>> = { function: 0.5, lambda: 1, store: 0.3, behavior: 6 };

/** Measures miniflare's reload of a Worker that answers as the CloudFront Function does. */
async function measureMiniflare(rounds: number): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), "featheredge-loop-"));
  const file = join(folder, "worker.js");
  // By a rename, so that the file is never seen half written.
  const save = (value: string) => {
    const text = `export default { fetch: () => new Response("", { headers: { "x-code": "${value}" } }) };`;
    writeFileSync(join(folder, "next.js"), text);
    renameSync(join(folder, "next.js"), file);
  };
  save("value-0");
  const server = await startProgram("miniflare-reload", file);
  try {
    const times: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const value = `value-${round}`;
      times.push(
        await untilServed(
          value,
          () => save(value),
          async () => (await ask(server.port, "/"))?.code === value,
        ),
      );
      await wait(500);
    }
    return times;
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
}

async function measureEdits(up: MeasuredUp, edit: (kind: EditKind, value: string) => void, rounds: number) {
  const isServed: Readonly<Record<EditKind, (value: string) => Promise<boolean>>> = {
    function: async (value) => (await ask(up.port, "/"))?.code === value,
    lambda: async (value) => (await ask(up.port, "/lambda/"))?.code === value,
    store: async (value) => (await ask(up.port, "/"))?.store === value,
    behavior: async (value) =>
      (await ask(up.port, `/${value}/`))?.store === undefined && (await ask(up.port, `/${value}/`)) !== undefined,
  };
  const times = new Map<EditKind, number[]>();
  for (const kind of ["function", "lambda", "store", "behavior"] as const) {
    const own: number[] = [];
    up.forget();
    for (let round = 1; round <= rounds; round += 1) {
      const value = `${kind}-${round}`;
      own.push(
        await untilServed(
          value,
          () => edit(kind, value),
          () => isServed[kind](value),
        ),
      );
      if (kind === "behavior") await up.hears(/Applied; serving/);
      up.forget();
      await wait(500);
    }
    times.set(kind, own);
    // Terraform follows before the next kind is edited.
    if (kind !== "behavior") await up.hears(/Applied; serving/);
  }
  return times;
}

/** @param options - `rounds` measures each that often. @default 5 */
async function main(options: { readonly rounds?: string | undefined }): Promise<void> {
  const rounds = Number(options.rounds ?? 5);
  const project = makeLoopProject();
  try {
    const first: MeasuredUp[] = [];
    const kept: MeasuredUp[] = [];
    for (let round = 0; round < rounds; round += 1) {
      project.forget();
      const up = await startUp(project.root);
      first.push(up);
      await up.hears(/Serving bench/);
      await up.close();
    }
    for (let round = 0; round < rounds - 1; round += 1) {
      const up = await startUp(project.root);
      kept.push(up);
      await up.close();
    }
    const up = await startUp(project.root);
    kept.push(up);
    // Until the loopback and Terraform are at rest.
    await wait(20_000);
    const edits = await measureEdits(up, project.edit, rounds);
    await up.close();
    const miniflare = hasMiniflare() ? await measureMiniflare(rounds) : undefined;
    const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
    const ratio = (milliseconds: number) =>
      miniflare === undefined ? "-" : `${(milliseconds / median(miniflare)).toFixed(1)}x`;
    const starts = [
      ["first start, after npm ci", first],
      ["start with kept state", kept],
    ] as const;
    const measured: Goal[] = [
      { name: "start with kept state", goal: 2, milliseconds: median(kept.map(({ milliseconds }) => milliseconds)) },
      ...[...edits].map(([kind, times]) => ({ name: names[kind], goal: goals[kind], milliseconds: median(times) })),
    ].map(({ milliseconds, ...goal }) => ({ ...goal, unit: " s", atLeast: false, measured: milliseconds / 1000 }));
    const rows = [
      ...starts.map(([name, ups]) => [
        name,
        seconds(median(ups.map(({ milliseconds }) => milliseconds))),
        `${median(ups.map(({ processor }) => processor)).toFixed(1)} s`,
        "-",
      ]),
      ...[...edits].map(([kind, times]) => [
        names[kind],
        seconds(median(times)),
        "-",
        kind === "function" ? ratio(median(times)) : "-",
      ]),
      ...(miniflare === undefined ? [] : [["miniflare: reload of a Worker", seconds(median(miniflare)), "-", "1.0x"]]),
    ];
    console.log(`From a start or a save to the first answer that has it, medians of ${rounds}:`);
    console.log(table(["", "median", "processor", "of miniflare"], rows));
    console.log(
      "Before its first start, 'featheredge setup' has installed the tools, and the system has read the packages' files.",
    );
    console.log(`\n${judge(measured)}`);
    if (miniflare === undefined) console.log("miniflare is not installed: npm ci --prefix bench/peers");
  } finally {
    project.remove();
  }
}

export default main;
