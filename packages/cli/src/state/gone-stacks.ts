import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readGoneStacks, readStacks, type Stack, stackDirectory } from "../project/stacks.ts";
import { configuredBackend } from "./backend.ts";
import { hasResources, isInUse, type StoredState, stateFile, taggedStack } from "./stored-state.ts";

/** The environment whose gone stacks are searched for. */
export interface GoneStackQuery {
  readonly environment: string;
  /** The bucket of its states; undefined if they are in the stacks' folders. */
  readonly bucket: string | undefined;
  /** All states that the loopback keeps. */
  readonly states: readonly StoredState[];
}

/**
 * Finds the stacks of an environment whose configuration is gone while their state still has resources. If a stack's
 * folder is gone, too, it is written again with what Terraform needs to destroy the stack.
 */
export function findGoneStacks(root: string, { environment, bucket, states }: GoneStackQuery): Stack[] {
  const current = readStacks(root, environment);
  const kept = readGoneStacks(root, environment).filter(({ directory }) =>
    isInUse(configuredBackend(directory), directory, states),
  );
  const known = new Set([...current, ...kept].flatMap(({ name, renamedFrom = [] }) => [name, ...renamedFrom]));
  const [template] = [...current, ...kept];
  if (template === undefined) return kept;
  const forgotten = states.flatMap(({ bucket: stored, key, text }) => {
    const stack = stored === bucket && hasResources(text) ? taggedStack(text) : undefined;
    const isForgotten =
      stack?.environment === environment && key === `${stack.name}${stateFile}` && !known.has(stack.name);
    return isForgotten ? [restoreFolder(root, stack.name, template)] : [];
  });
  return [...kept, ...forgotten];
}

/** Writes the backend and providers of another stack of the environment, which Terraform needs to destroy a stack. */
function restoreFolder(root: string, name: string, template: Stack): Stack {
  const directory = stackDirectory(root, name);
  const text = readFileSync(join(template.directory, "cdk.tf"), "utf8");
  const settings = text.match(/^(?:terraform|provider "\w+") \{$.*?^\}$/gms) ?? [];
  const configuration = settings.join("\n\n").replace(`"${template.name}${stateFile}"`, `"${name}${stateFile}"`);
  const { environment } = template;
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "cdk.tf"), `${configuration}\n`);
  const metadata = { "//": { metadata: { backend: "s3" }, featheredge: { environment } } };
  writeFileSync(join(directory, "metadata.json"), JSON.stringify(metadata));
  copyFileSync(join(template.directory, ".terraform.lock.hcl"), join(directory, ".terraform.lock.hcl"));
  return { name, directory, environment, dependencies: [] };
}
