import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A folder in which Terraform works. */
export interface StackFolder {
  /** The stack's name: `site-prod`. */
  readonly name: string;
  readonly directory: string;
  /** The names that it had before it was renamed, the oldest first: its state may still be there. @default [] */
  readonly renamedFrom?: readonly string[];
  /** The name of its environment, if it is known. */
  readonly environment?: string;
}

/** A stack as it was synthesized. */
export interface Stack extends StackFolder {
  readonly environment: string;
  /** The names of the stacks whose outputs it uses. */
  readonly dependencies: readonly string[];
  /** Only `bootstrap` plans and applies it. @default false */
  readonly isFoundation?: boolean;
}

/** The part of cdktf's `manifest.json` that is read here. */
interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly dependencies: readonly string[] }>>;
}

/** The output folder of cdktf's synthesis. */
export function synthesisDirectory(root: string): string {
  return join(root, "cdktf.out");
}

/** The folder of a stack by its name. */
export function stackDirectory(root: string, name: string): string {
  return join(synthesisDirectory(root), "stacks", name);
}

/**
 * The foundation of an environment, which only `bootstrap` plans and applies: see {@link readStacks} for all others.
 * @throws Error when the last synthesis wrote none
 */
export function readFoundation(root: string, environment: string): Stack {
  const directory = synthesisDirectory(root);
  const stack = Object.keys(readManifest(directory).stacks)
    .flatMap((name) => readStack(directory, name))
    .find((one) => one.isFoundation && isOf(one, environment));
  if (stack === undefined) throw new Error(`The synthesis of '${environment}' wrote no foundation.`);
  return stack;
}

/**
 * The stacks of the last synthesis, each after those it depends on, otherwise in the app's order.
 * @param environment - Omits the stacks of other environments.
 * @param directory - Where the synthesis wrote to.
 */
export function readStacks(root: string, environment?: string, directory = synthesisDirectory(root)): Stack[] {
  const { stacks } = readManifest(directory);
  const ordered = new Set<string>();
  const addAfterDependencies = (name: string) => {
    stacks[name]?.dependencies.forEach(addAfterDependencies);
    ordered.add(name);
  };
  Object.keys(stacks).forEach(addAfterDependencies);
  return [...ordered]
    .flatMap((name) => readStack(directory, name, stacks[name]?.dependencies))
    .filter((stack) => !stack.isFoundation && isOf(stack, environment));
}

/** The stacks of an environment that an earlier synthesis wrote and the last one did not. */
export function readGoneStacks(root: string, environment: string): Stack[] {
  const directory = synthesisDirectory(root);
  const { stacks } = readManifest(directory);
  const folder = join(directory, "stacks");
  const renamed = readStacks(root, environment).flatMap(({ renamedFrom = [] }) => renamedFrom);
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  return entries
    .filter((entry) => entry.isDirectory() && !Object.hasOwn(stacks, entry.name) && !renamed.includes(entry.name))
    .flatMap(({ name }) => readStack(directory, name))
    .filter((stack) => !stack.isFoundation && isOf(stack, environment));
}

/** A stack's folder by its name, with the earlier names that synthesis wrote to it. */
export function stackFolder(root: string, name: string): StackFolder {
  return readStack(synthesisDirectory(root), name)[0] ?? { name, directory: stackDirectory(root, name) };
}

function isOf(stack: Stack, environment: string | undefined): boolean {
  return environment === undefined || stack.environment === environment;
}

function readManifest(directory: string): Manifest {
  return JSON.parse(readFileSync(join(directory, "manifest.json"), "utf8"));
}

/** Reads the stack's identity from its folder's metadata.json. @returns nothing for a folder without an identity */
function readStack(synthesis: string, name: string, dependencies: readonly string[] = []): Stack[] {
  const directory = join(synthesis, "stacks", name);
  const file = join(directory, "metadata.json");
  const identity = existsSync(file) ? JSON.parse(readFileSync(file, "utf8"))["//"]?.featheredge : undefined;
  if (identity === undefined) return [];
  const { environment, renamedFrom, appliedBy } = identity;
  return [
    {
      name,
      directory,
      environment,
      dependencies,
      ...(appliedBy === "bootstrap" ? { isFoundation: true } : {}),
      ...(renamedFrom === undefined ? {} : { renamedFrom }),
    },
  ];
}
