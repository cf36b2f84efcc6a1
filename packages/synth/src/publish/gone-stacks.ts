import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Diagnostic, diagnose } from "@featheredge/diagnostics";
import { readStackMetadata } from "../stack-identity.ts";

export interface Published {
  /** The stacks that were synthesized. */
  readonly stacks: readonly string[];
  /** The names that stacks had before they were renamed: their states may still be there. */
  readonly renamed: readonly string[];
  /** The environments that were synthesized, and all that exist. */
  readonly synthesized: readonly string[];
  readonly known: readonly string[];
}

/** A stack whose configuration is gone, while its state may still name resources. */
export interface GoneStack {
  readonly name: string;
  /** Undefined if an earlier version wrote the folder, which then has no identity. */
  readonly environment: string | undefined;
}

/**
 * Finds the stacks whose configuration is gone, except those that were renamed. A folder whose stack has no state is deleted. All others are kept as
 * they are, since Terraform needs them to destroy the stack.
 * @param directory - The folder of all stacks.
 */
export function keepGoneStacks(directory: string, published: Published): GoneStack[] {
  const gone: GoneStack[] = [];
  for (const name of folders(directory)) {
    const folder = join(directory, name);
    const environment = readStackMetadata(folder).identity?.environment;
    if (published.stacks.includes(name) || !isGone(environment, published)) continue;
    if (!mayHaveState(folder)) rmSync(folder, { recursive: true });
    else if (!published.renamed.includes(name)) gone.push({ name, environment });
  }
  return gone;
}

/**
 * True if the stack's environment was synthesized without the stack or, for a stack whose environment no longer exists
 * or is unknown, if all environments were synthesized.
 */
function isGone(environment: string | undefined, { synthesized, known }: Published): boolean {
  if (environment === undefined || !known.includes(environment)) return known.every((one) => synthesized.includes(one));
  return synthesized.includes(environment);
}

/** False only if the stack certainly has no state: one in S3 may have been written by another machine. */
function mayHaveState(folder: string): boolean {
  if (readStackMetadata(folder).backend === "s3") return true;
  const states = readdirSync(folder).filter((name) => name.startsWith("terraform.tfstate"));
  const state = join(folder, "terraform.tfstate");
  return existsSync(state) ? !isEmptyState(readFileSync(state, "utf8")) : states.length > 0;
}

function isEmptyState(text: string): boolean {
  try {
    return JSON.parse(text).resources.length === 0;
  } catch {
    return false;
  }
}

function folders(directory: string): string[] {
  const entries = readdirSync(directory, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/**
 * A warning about a gone stack: its remains, and the commands that remove them.
 * @param directory - Its folder, as the user would write it.
 * @param known - All environments that exist.
 */
export function describeGoneStack(
  { name, environment }: GoneStack,
  directory: string,
  known: readonly string[],
): Diagnostic {
  const isKnown = environment !== undefined && known.includes(environment);
  const reason = isKnown ? `environments/${environment}.ts no longer has it` : "no environment has it";
  const loopback = isKnown
    ? ` On the loopback, 'featheredge apply ${environment} --loopback' and 'featheredge up ${environment}' destroy it.`
    : "";
  return diagnose("FE-STK-006", {
    severity: "warning",
    subject: name,
    message: `${name}: ${reason}, but its resources may still exist, since it was not destroyed.`,
    fix: isKnown
      ? `If the entry has a new name, write 'renamedFrom: "${name.slice(0, -environment.length - 1)}"' there, and its resources are kept. Otherwise run 'featheredge destroy ${environment} ${name}', then delete ${directory}.${loopback}`
      : `Run 'terraform -chdir=${directory} init' and 'terraform -chdir=${directory} destroy', then delete the folder.`,
  });
}
