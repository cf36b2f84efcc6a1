import type { PlanFeature, PricingPlan, RequestRead } from "@featheredge/aws-rules";
import type { IConstruct } from "constructs";

/** The keys and names that an environment has for a resource, for messages about the resource and its attributes. */
export interface EnvironmentKeys {
  /** The key that describes the whole resource: `distributions.site`. */
  readonly resource: string;
  /** Keys by attribute: `distributions.site.behaviors[2].pathPattern` for `ordered_cache_behavior[2].path_pattern`. */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  /** Source files by attribute, if a file and not the environment is to be corrected: a handler's for a function's `code`. */
  readonly files?: Readonly<Record<string, string>> | undefined;
  /**
   * The environment's names for values, by attribute: `CachingOptimized` for `default_cache_behavior.cache_policy_id`.
   * A setting without a name is not the environment's.
   */
  readonly names?: Readonly<Record<string, string>> | undefined;
  /** The names of the handlers that a function is composed of. */
  readonly parts?: readonly string[] | undefined;
  /** The parts of the request that a function reads by constant names. */
  readonly reads?: readonly RequestRead[] | undefined;
  /** How a distribution is paid for, which Terraform does not know, and the features that AWS grants beyond the plan. */
  readonly pricing?: { readonly plan: PricingPlan; readonly allowed: readonly PlanFeature[] } | undefined;
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
export function keyOfAttribute({ resource, attributes = {} }: EnvironmentKeys, attribute: string): string {
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
