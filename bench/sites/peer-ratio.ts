import { existsSync } from "node:fs";
import { join } from "node:path";
import { median, table } from "../table.ts";
import type { Measurement } from "./measure.ts";
import { run } from "./run.ts";

type Synth = Pick<Measurement, "sites" | "stacks" | "resources" | "synthSeconds">;

const sites = 50;
const rounds = 3;
const peer = join(import.meta.dirname, "..", "peers", "node_modules", "aws-cdk-lib");

/**
 * Processor time of synth for each resource, ours and aws-cdk-lib's, for sites with the same kinds of resources: the
 * median of rounds in which both are measured one after the other.
 *
 * @returns a table, or a note that aws-cdk-lib is not installed
 */
export async function compareWithCdk(): Promise<string> {
  if (!existsSync(peer)) return "aws-cdk-lib is omitted: `npm ci --prefix bench/peers` installs it.";
  const rows: string[][] = [];
  for (const inStack of [1, 10]) {
    const ours: Synth[] = [];
    const theirs: Synth[] = [];
    for (let round = 0; round < rounds; round++) {
      ours.push(await run<Synth>("measure.ts", sites, inStack));
      theirs.push(await run<Synth>("cdk.js", sites, inStack));
    }
    const [our, their] = [perResource(ours), perResource(theirs)];
    rows.push(row("featheredge", ours, our, our / their), row("aws-cdk-lib", theirs, their, 1));
  }
  const heading = ["synth", "sites", "stacks", "resources", "CPU s", "CPU ms/resource", "ratio"];
  return `Synth of sites with the same kinds of resources, the median of ${rounds} rounds\n\n${table(heading, rows)}`;
}

function row(name: string, synths: readonly Synth[], milliseconds: number, ratio: number): string[] {
  const [{ stacks, resources } = { stacks: 0, resources: 0 }] = synths;
  const seconds = median(synths.map(({ synthSeconds }) => synthSeconds));
  return [
    name,
    String(sites),
    String(stacks),
    String(resources),
    seconds.toFixed(2),
    milliseconds.toFixed(2),
    `${ratio.toFixed(2)}x`,
  ];
}

const perResource = (synths: readonly Synth[]) =>
  median(synths.map(({ resources, synthSeconds }) => (synthSeconds / resources) * 1000));
