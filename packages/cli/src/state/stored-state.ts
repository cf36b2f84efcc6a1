import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Backend } from "./backend.ts";

/** A state in a bucket. */
export interface StoredState {
  readonly bucket: string;
  /** `site-prod/terraform.tfstate` */
  readonly key: string;
  readonly text: string;
}

/** What the keys of all stacks' states end in. */
export const stateFile = "/terraform.tfstate";

/** The part of a state that is read here. */
interface State {
  readonly resources: readonly {
    readonly mode: string;
    readonly instances: readonly { readonly attributes: { readonly tags_all?: Record<string, string> | null } }[];
  }[];
}

/** The instances of resources in a state; undefined where the text is not a state. */
function managedInstances(text: string) {
  try {
    const { resources }: State = JSON.parse(text);
    return resources.filter(({ mode }) => mode === "managed").flatMap(({ instances }) => instances);
  } catch {
    return undefined;
  }
}

/** Whether a state names a resource. A text that can't be read may, so it is not taken for empty. */
export function hasResources(text: string): boolean {
  // Terraform leaves an empty file where it moved a local state away.
  return text.trim() !== "" && managedInstances(text)?.length !== 0;
}

/** The environment whose tag a state's resources carry. */
export function taggedEnvironment(text: string): string | undefined {
  const tags = (managedInstances(text) ?? []).map(({ attributes }) => attributes.tags_all?.["featheredge-environment"]);
  return tags.find((tag) => tag !== undefined);
}

/** Whether there is a state with resources at a backend. @param states - Those of all buckets that can be read. */
export function isInUse(backend: Backend, directory: string, states: readonly StoredState[]): boolean {
  if (backend.type === "local") {
    const file = join(directory, "terraform.tfstate");
    return existsSync(file) && hasResources(readFileSync(file, "utf8"));
  }
  return states.some(({ bucket, key, text }) => bucket === backend.bucket && key === backend.key && hasResources(text));
}
