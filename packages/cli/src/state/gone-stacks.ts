import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readGoneStacks, readStacks, type Stack, stackDirectory } from "../project/stacks.ts";
import { configuredBackend } from "./backend.ts";
import { hasResources, isInUse, type StoredState, stateFile, taggedEnvironment } from "./stored-state.ts";

/** The environment whose gone stacks are looked for. */
export interface GoneStackQuery {
  readonly environment: string;
  /** The bucket of its states; undefined where they are in the stacks' folders. */
  readonly bucket: string | undefined;
  /** All states that the loopback keeps. */
  readonly states: readonly StoredState[];
}

/**
 * Finds the stacks of an environment whose configuration is gone, and whose state still names resources. Where the
 * folder is gone, too, it is written again with what Terraform needs to destroy the stack.
 */
export function findGoneStacks(root: string, { environment, bucket, states }: GoneStackQuery): Stack[] {
  const current = readStacks(root, environment);
  const kept = readGoneStacks(root, environment).filter(({ directory }) =>
    isInUse(configuredBackend(directory), directory, states),
  );
  const known = new Set([...current, ...kept].map(({ name }) => name));
  const [template] = [...current, ...kept];
  const forgotten = states.filter(
    (state) =>
      state.bucket === bucket &&
      state.key.endsWith(stateFile) &&
      !known.has(stackOf(state)) &&
      hasResources(state.text) &&
      taggedEnvironment(state.text) === environment,
  );
  if (template === undefined) return kept;
  return [...kept, ...forgotten.map((state) => restoreFolder(root, stackOf(state), template))];
}

function stackOf({ key }: StoredState): string {
  return key.slice(0, -stateFile.length);
}

/** To destroy a stack, Terraform needs its backend and its providers: those of another stack of the environment. */
function restoreFolder(root: string, name: string, template: Stack): Stack {
  const directory = stackDirectory(root, name);
  const text = readFileSync(join(template.directory, "cdk.tf"), "utf8");
  const settings = text.match(/^(?:terraform|provider "\w+") \{$.*?^\}$/gms) ?? [];
  const configuration = settings.join("\n\n").replace(`"${template.name}${stateFile}"`, `"${name}${stateFile}"`);
  const { environment } = template;
  const distribution = name.slice(0, -environment.length - 1);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "cdk.tf"), `${configuration}\n`);
  const metadata = { "//": { metadata: { backend: "s3" }, featheredge: { environment, distribution } } };
  writeFileSync(join(directory, "metadata.json"), JSON.stringify(metadata));
  copyFileSync(join(template.directory, ".terraform.lock.hcl"), join(directory, ".terraform.lock.hcl"));
  return { name, directory, environment, distribution };
}
