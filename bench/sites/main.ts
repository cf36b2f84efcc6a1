/**
 * `npm run bench -- sites`: measures a build and a synth as sites are added, and compares synth with aws-cdk-lib. With
 * `--apply`, plans and applies them on the loopback instead. Each size runs in a separate process.
 */
import { growth, table } from "../table.ts";
import type { AppliedSites } from "./apply.ts";
import type { Measurement } from "./measure.ts";
import { compareWithCdk } from "./peer-ratio.ts";
import { run } from "./run.ts";

const sizes = [25, 50, 100, 200];
const perStack = 50;

/** The cost of one more site from the smallest size to the largest: 1.00 is linear. */
function linear<Row extends { readonly sites: number }>(rows: readonly Row[], cost: (row: Row) => number): string {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return "";
  return growth({ size: first.sites, cost: cost(first) }, { size: last.sites, cost: cost(last) }).toFixed(2);
}

const milliseconds = (seconds: number, sites: number) => ((seconds / sites) * 1000).toFixed(0);
const megabytesOfOne = (megabytes: number, { sites }: { readonly sites: number }) => (megabytes / sites).toFixed(1);

async function printSynth(): Promise<void> {
  for (const inStack of [1, perStack]) {
    const rows: Measurement[] = [];
    for (const sites of sizes) rows.push(await run<Measurement>("measure.ts", sites, inStack));
    console.log(
      `Build and synth of N sites, ${inStack === 1 ? "one" : `up to ${inStack}`} in a stack, each with different redirects (s; ms and MB of peak memory for each site)\n`,
    );
    console.log(
      table(
        ["sites", "stacks", "resources", "cold build", "warm build", "synth", "synth/site", "memory", "memory/site"],
        rows.map((row) => [
          String(row.sites),
          String(row.stacks),
          String(row.resources),
          row.coldBuildSeconds.toFixed(2),
          row.warmBuildSeconds.toFixed(2),
          row.synthSeconds.toFixed(2),
          milliseconds(row.synthSeconds, row.sites),
          row.peakMegabytes.toFixed(0),
          megabytesOfOne(row.peakMegabytes, row),
        ]),
      ),
    );
    console.log(
      `\nFrom ${sizes[0]} to ${sizes.at(-1)} sites, a site's synth costs ${linear(rows, (row) => row.synthSeconds)} times what it did (1.00 is linear).\n`,
    );
  }
  console.log(await compareWithCdk());
}

/** A step of a deployment, by the figures that it has in AppliedSites. */
const steps = { synth: "synth", plan: "plan", apply: "apply", noChangePlan: "plan again" } as const;
type Step = keyof typeof steps;

async function printApply(): Promise<void> {
  const rows: AppliedSites[] = [];
  for (const sites of sizes) rows.push(await run<AppliedSites>("apply.ts", sites, perStack));
  const stepNames = Object.keys(steps) as Step[];
  console.log(
    `Synth, plan and apply of N distributions on the loopback, up to ${perStack} in a stack: seconds, and processor seconds of all processes for each distribution\n`,
  );
  console.log(
    table(
      ["distributions", "stacks", "resources", ...stepNames.flatMap((step) => [steps[step], "/distr."])],
      rows.map((row) => [
        ...[row.sites, row.stacks, row.resources].map(String),
        ...stepNames.flatMap((step) => [row[step].passed.toFixed(1), perDistribution(row, step).toFixed(3)]),
      ]),
    ),
  );
  console.log("\nThe most memory during the apply, in MB and in MB for each distribution\n");
  console.log(
    table(
      ["distributions", "featheredge, terraform and provider", "/distr.", "loopback and moto", "/distr."],
      rows.map((row) => [
        String(row.sites),
        row.terraformMegabytes.toFixed(0),
        megabytesOfOne(row.terraformMegabytes, row),
        row.loopbackMegabytes.toFixed(0),
        megabytesOfOne(row.loopbackMegabytes, row),
      ]),
    ),
  );
  console.log(`\n${describeGrowth(rows, stepNames)}`);
}

const perDistribution = (row: AppliedSites, step: Step) => row[step].processor / row.sites;

/** Compares the largest size with the size that fills one stack: smaller ones pay more for what a run costs anyway. */
function describeGrowth(rows: readonly AppliedSites[], stepNames: readonly Step[]): string {
  const [full, largest] = [rows.find(({ sites }) => sites === perStack), rows.at(-1)];
  if (full === undefined || largest === undefined) return "";
  const ratios = stepNames.map((step) => {
    const ratio = growth(
      { size: full.sites, cost: full[step].processor },
      { size: largest.sites, cost: largest[step].processor },
    );
    return `${ratio.toFixed(2)} (${steps[step]})`;
  });
  return `At ${largest.sites} distributions, one takes ${ratios.join(", ")} times the processor time that it takes at ${full.sites}. Growth is linear if no number is above 1, and worse than linear if one is.`;
}

export default ({ apply = false }: { readonly apply?: boolean }): Promise<void> =>
  apply ? printApply() : printSynth();
