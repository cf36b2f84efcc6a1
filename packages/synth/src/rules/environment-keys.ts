import type { IConstruct } from "constructs";

/** Where an environment's file describes a resource, for messages about the resource and its attributes. */
export interface EnvironmentKeys {
  /** The key that describes the whole resource: `distributions.site`. */
  readonly resource: string;
  /** Keys by attribute: `distributions.site.behaviors[2].path` for `ordered_cache_behavior[2].path_pattern`. */
  readonly attributes: Readonly<Record<string, string>>;
  /** True if the compiler has already checked the order of a distribution's behaviors, by the names of its handlers. */
  readonly isOrderChecked?: boolean | undefined;
}

const keysByResource = new WeakMap<IConstruct, EnvironmentKeys>();

/** Makes messages about a resource name the environment's keys instead of the resource's address. */
export function setEnvironmentKeys(resource: IConstruct, keys: EnvironmentKeys): void {
  keysByResource.set(resource, keys);
}

/** The keys that were set for a resource; undefined if an author made it without an environment. */
export function environmentKeysOf(resource: IConstruct): EnvironmentKeys | undefined {
  return keysByResource.get(resource);
}

/**
 * The key of an attribute such as `origin[0].custom_header`. If only a surrounding block has a key, the attribute
 * follows it in parentheses.
 */
export function keyOfAttribute({ resource, attributes }: EnvironmentKeys, attribute: string): string {
  const exact = attribute === "" ? resource : attributes[attribute];
  if (exact !== undefined) return exact;
  for (let block = parentOf(attribute); block !== ""; block = parentOf(block)) {
    const key = attributes[block];
    if (key !== undefined) return `${key} (${attribute})`;
  }
  return `${resource} (${attribute})`;
}

/** `origin[0]` for `origin[0].custom_header`, `origin` for `origin[0]`, and "" for `origin`. */
function parentOf(attribute: string): string {
  return attribute.replace(/(^|\.)[^.[\]]+$|\[\d+\]$/, "");
}
