import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A folder that Terraform works in. */
export interface StackFolder {
  /** `<distribution>-<environment>`. */
  readonly name: string;
  readonly directory: string;
}

/** A stack as it was synthesised. */
export interface Stack extends StackFolder {
  readonly environment: string;
  readonly distribution: string;
}

/** The part of cdktf's `manifest.json` that is read here. */
interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly dependencies: readonly string[] }>>;
}

/** Where cdktf's synthesis goes. */
export function synthesisDirectory(root: string): string {
  return join(root, "cdktf.out");
}

/** The folder of a stack by its name. */
export function stackDirectory(root: string, name: string): string {
  return join(synthesisDirectory(root), "stacks", name);
}

/**
 * The stacks of the last synthesis, each after those it depends on, else in the app's order.
 * @param environment - Leaves out other environments' stacks.
 */
export function readStacks(root: string, environment?: string): Stack[] {
  const { stacks } = readManifest(root);
  const ordered = new Set<string>();
  const visit = (name: string) => {
    for (const dependency of stacks[name]?.dependencies ?? []) {
      visit(dependency);
    }
    ordered.add(name);
  };
  Object.keys(stacks).forEach(visit);
  return [...ordered].flatMap((name) => readStack(root, name)).filter((stack) => isOf(stack, environment));
}

/** The stacks of an environment that an earlier synthesis wrote, and whose configuration is gone since. */
export function readGoneStacks(root: string, environment: string): Stack[] {
  const { stacks } = readManifest(root);
  const folder = join(synthesisDirectory(root), "stacks");
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  return entries
    .filter((entry) => entry.isDirectory() && !Object.hasOwn(stacks, entry.name))
    .flatMap(({ name }) => readStack(root, name))
    .filter((stack) => isOf(stack, environment));
}

function isOf(stack: Stack, environment: string | undefined): boolean {
  return environment === undefined || stack.environment === environment;
}

function readManifest(root: string): Manifest {
  return JSON.parse(readFileSync(join(synthesisDirectory(root), "manifest.json"), "utf8"));
}

/** Synthesis writes whose stack it is to the folder's metadata.json. @returns none for a folder that does not say it */
function readStack(root: string, name: string): Stack[] {
  const directory = stackDirectory(root, name);
  const file = join(directory, "metadata.json");
  const source = existsSync(file) ? JSON.parse(readFileSync(file, "utf8"))["//"]?.featheredge : undefined;
  return source === undefined ? [] : [{ name, directory, ...source }];
}
