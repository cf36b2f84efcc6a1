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

/** The key of a stack's state is the stack's name, followed by this. */
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

/** True if a state names a resource. A text that can't be read may, so it is not taken for empty. */
export function hasResources(text: string): boolean {
  // Terraform leaves an empty file where it moved a local state away.
  return text.trim() !== "" && managedInstances(text)?.length !== 0;
}

/** The stack and the environment that the tags of a state's resources name; undefined without such a resource, and for a foundation. */
export function taggedStack(text: string): { readonly name: string; readonly environment: string } | undefined {
  for (const { attributes } of managedInstances(text) ?? []) {
    // A foundation stays whatever the environments say: only its owner destroys it.
    if (attributes.tags_all?.["featheredge-applied-by"] !== undefined) return undefined;
    const { "featheredge-stack": name, "featheredge-environment": environment } = attributes.tags_all ?? {};
    if (name !== undefined && environment !== undefined) return { name, environment };
  }
  return undefined;
}

/** True if there is a state with resources at a backend. @param states - Those of all buckets that can be read. */
export function isInUse(backend: Backend, directory: string, states: readonly StoredState[]): boolean {
  if (backend.type === "local") {
    const file = join(directory, "terraform.tfstate");
    return existsSync(file) && hasResources(readFileSync(file, "utf8"));
  }
  return states.some(({ bucket, key, text }) => bucket === backend.bucket && key === backend.key && hasResources(text));
}
