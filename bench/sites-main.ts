/** Measures a build and a synth as sites are added. Each size runs in a separate process. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Measurement } from "./sites.ts";
import { growth, table } from "./table.ts";

const run = promisify(execFile);
const sizes = [1, 10, 100, 500];

const measure = async (sites: number): Promise<Measurement> => {
  const program = new URL("sites.ts", import.meta.url).pathname;
  const { stdout } = await run(process.execPath, ["--import", "tsx", program, String(sites)], { maxBuffer: 1 << 24 });
  return JSON.parse(stdout) as Measurement;
};

const measurements: Measurement[] = [];
for (const sites of sizes) {
  if (process.stderr.isTTY) process.stderr.write(`measuring ${sites} sites…\n`);
  measurements.push(await measure(sites));
}

console.log("Build and synth of N sites, each with different redirects (seconds; peak memory of the process in MB)\n");
console.log(
  table(
    ["sites", "cold build", "warm build", "cold : warm", "synth", "synth per site (ms)", "memory"],
    measurements.map((found) => [
      String(found.sites),
      found.coldBuildSeconds.toFixed(2),
      found.warmBuildSeconds.toFixed(2),
      `${(found.coldBuildSeconds / found.warmBuildSeconds).toFixed(1)}x`,
      found.synthSeconds.toFixed(2),
      ((found.synthSeconds / found.sites) * 1000).toFixed(1),
      found.peakMegabytes.toFixed(0),
    ]),
  ),
);
const [, ten, , most] = measurements;
if (ten && most) {
  const ratio = growth(
    { size: ten.sites, cost: ten.synthSeconds },
    { size: most.sites, cost: most.synthSeconds },
  ).toFixed(2);
  console.log(
    `\nFrom ${ten.sites} to ${most.sites} sites a site's synth costs ${ratio} times what it did (1.00 is linear).`,
  );
}
