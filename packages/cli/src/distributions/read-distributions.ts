import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { replaceFile } from "@featheredge/loopback/files";
import type { Configuration } from "../bundles/check-terraform.ts";
import { parseHcl } from "../bundles/parse-hcl.ts";
import { cacheDirectory, readBuildManifest } from "../project/build-manifest.ts";
import type { Environment, SyncedContent } from "../project/registry.ts";
import { readStacks } from "../project/stacks.ts";
import { readConfiguration } from "./configuration.ts";
import { distributionsIn } from "./distributions-in.ts";
import type { FileLifetime, SynthesizedDistribution } from "./model.ts";

/**
 * Reads the distributions of an environment from what the last synthesis wrote: the stacks' HCL, and the build.
 * @param directory - Where the synthesis wrote to. @default `cdktf.out`
 */
export async function readDistributions(
  root: string,
  name: string,
  environment: Pick<Environment, "distributions">,
  directory?: string,
): Promise<SynthesizedDistribution[]> {
  const { functions } = readBuildManifest(root, name);
  const synced = Object.fromEntries(
    Object.entries(environment.distributions).map(([key, { origins }]) => [key, syncedLifetimes(origins)]),
  );
  const read = readStacks(root, name, directory).map(async (stack) => {
    const text = readFileSync(join(stack.directory, "cdk.tf"), "utf8");
    // Stacks of other kinds have nothing to parse.
    if (!text.includes('resource "aws_cloudfront_distribution"')) return [];
    const metadata = JSON.parse(readFileSync(join(stack.directory, "metadata.json"), "utf8"));
    const configuration = readConfiguration(await parseKept(root, stack.name, text));
    const keys = metadata["//"].featheredge.keys ?? {};
    return distributionsIn({ stack: stack.name, configuration, keys, functions, synced });
  });
  return (await Promise.all(read)).flat();
}

/** Parses a stack's HCL, unless it was parsed before: the parser takes a second. One result is kept for each stack. */
async function parseKept(root: string, stack: string, text: string): Promise<Configuration> {
  const file = join(cacheDirectory(root), "hcl", `${stack}.json`);
  const hash = createHash("sha256").update(text).digest("hex");
  const kept: KeptConfiguration | undefined = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
  if (kept?.hash === hash) return kept.configuration;
  const made: KeptConfiguration = { hash, configuration: await parseHcl(text) };
  mkdirSync(dirname(file), { recursive: true });
  replaceFile(file, JSON.stringify(made));
  return made.configuration;
}

interface KeptConfiguration {
  /** SHA-256 of the HCL, in hex. */
  readonly hash: string;
  readonly configuration: Configuration;
}

function syncedLifetimes(origins: Environment["distributions"][string]["origins"]): Record<string, FileLifetime[]> {
  return Object.fromEntries(
    Object.entries(origins).flatMap(([id, { content }]) =>
      typeof content === "object" ? [[id, lifetimesOf(content)]] : [],
    ),
  );
}

/** `content sync` distinguishes files by patterns and kinds, not by paths. */
function lifetimesOf({ cacheControl, immutable }: SyncedContent): FileLifetime[] {
  const { immutable: forever, pages, assets } = cacheControl;
  return [
    ...(immutable.length === 0
      ? []
      : [{ label: `files like ${immutable.map((one) => `\`${one}\``).join(", ")}`, cacheControl: forever }]),
    { label: "pages", cacheControl: pages },
    { label: "other files", cacheControl: assets },
  ];
}
