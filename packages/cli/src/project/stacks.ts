import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A stack as it was synthesised. */
export interface Stack {
  /** `<distribution>-<environment>`. */
  readonly name: string;
  /** Where terraform works on it. */
  readonly directory: string;
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
  const manifest: Manifest = JSON.parse(readFileSync(join(synthesisDirectory(root), "manifest.json"), "utf8"));
  const ordered = new Set<string>();
  const visit = (name: string) => {
    for (const dependency of manifest.stacks[name]?.dependencies ?? []) {
      visit(dependency);
    }
    ordered.add(name);
  };
  Object.keys(manifest.stacks).forEach(visit);
  return [...ordered]
    .filter((name) => environment === undefined || name.endsWith(`-${environment}`))
    .map((name) => ({ name, directory: stackDirectory(root, name) }));
}
