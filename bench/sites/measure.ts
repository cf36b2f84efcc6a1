/**
 * Builds and synthesizes N sites in a temporary folder and prints a Measurement as JSON.
 * Usage: measure.ts <N> [sites in a stack, by default 1]
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildEnvironment } from "@featheredge/compiler";
import type { Environment } from "#environments";
import { makeReferenceProject, referenceEnvironment } from "#fixtures/reference-site.ts";
import { buildInput, stackKinds, synthesize } from "#stacks/index.ts";

export interface Measurement {
  readonly sites: number;
  readonly stacks: number;
  readonly resources: number;
  readonly coldBuildSeconds: number;
  readonly warmBuildSeconds: number;
  /** Of processor time, which depends little on what else the machine does. */
  readonly synthSeconds: number;
  /** The most memory that the process held, in MB of 2^20 bytes. */
  readonly peakMegabytes: number;
}

/** Returns the reference environment with N copies of its site, each with different redirects and so another function. */
function withSites(environment: Environment, count: number, perStack: number): Environment {
  const { site } = environment.distributions;
  const { redirects } = environment.handlers;
  if (site === undefined || redirects === undefined)
    throw new Error("The reference environment has no site with redirects.");
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const own = (handlers: string[] | undefined, number: number) =>
    handlers?.map((name) => (name === "redirects" ? `redirects-${number}` : name));
  return {
    ...environment,
    // More than an account has by default.
    grantedQuotas: {
      distributions: count,
      "CloudFront Functions": 10 * count,
      "origin access controls": 10 * count,
      "origin request policies": 10 * count,
    },
    handlers: {
      ...environment.handlers,
      ...Object.fromEntries(
        numbers.map((number) => [
          `redirects-${number}`,
          { handler: "redirects", config: { rules: [{ exact: "/old", to: `/new-${number}` }] } },
        ]),
      ),
    },
    distributions: Object.fromEntries(
      numbers.map((number) => [
        `site-${number}`,
        {
          ...site,
          ...(perStack === 1 ? {} : { stack: `sites-${Math.ceil(number / perStack)}` }),
          aliases: [`site-${number}.example.com`],
          defaultBehavior: { ...site.defaultBehavior, viewerRequest: own(site.defaultBehavior.viewerRequest, number) },
        },
      ]),
    ),
  };
}

async function measure(sites: number, perStack: number): Promise<Measurement> {
  const scratch = mkdtempSync(join(tmpdir(), "featheredge-bench-"));
  const root = makeReferenceProject(join(scratch, "project"));
  try {
    const environment = withSites(await referenceEnvironment("prod"), sites, perStack);
    const input = {
      ...buildInput("prod", environment, root),
      outputDirectory: join(scratch, "build"),
      cacheDirectory: join(scratch, "cache"),
    };
    const start = performance.now();
    await buildEnvironment(input);
    const built = performance.now();
    const build = await buildEnvironment(input);
    const rebuilt = performance.now();
    const before = process.cpuUsage();
    const stacks = synthesize([{ name: "prod", environment, build }], {
      kinds: stackKinds,
      root,
      outputDirectory: join(scratch, "cdktf.out"),
      environmentNames: ["prod"],
    });
    const { user, system } = process.cpuUsage(before);
    const hcl = stacks.map(({ directory }) => readFileSync(join(directory, "cdk.tf"), "utf8"));
    return {
      sites,
      stacks: stacks.length,
      resources: hcl.reduce((sum, text) => sum + (text.match(/^resource "/gm)?.length ?? 0), 0),
      coldBuildSeconds: (built - start) / 1000,
      warmBuildSeconds: (rebuilt - built) / 1000,
      synthSeconds: (user + system) / 1e6,
      peakMegabytes: process.resourceUsage().maxRSS / 1024,
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const [, , sites, perStack = "1"] = process.argv;
console.log(JSON.stringify(await measure(Number(sites), Number(perStack))));
