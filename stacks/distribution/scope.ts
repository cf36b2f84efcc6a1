import { Construct } from "constructs";
import type { EnvironmentStack } from "../environment-stack.ts";
import { oldestName } from "./renames.ts";

/** The scope of a distribution's constructs, and the names in it. */
export interface DistributionScope {
  readonly scope: Construct;
  /** A name for a resource, unique in the account: `prod-site-pages`. @param most characters */
  readonly resourceName: (part: string, most: number) => string;
  /** The name of an output: `buckets`, or `shop_buckets`. */
  readonly outputName: (name: string) => string;
}

/**
 * The scope of one of a stack's distributions. Resources of the distribution that the stack is named after have no
 * prefix: `site-prod` has the bucket `aws_s3_bucket.pages`, and `sites-prod` has `aws_s3_bucket.shop_pages`. The names in
 * AWS are those that it got under its oldest name.
 *
 * @param key of the distribution in the environment
 * @param renamedFrom its earlier keys, the oldest first
 */
export function distributionScope(
  stack: EnvironmentStack,
  key: string,
  renamedFrom: readonly string[] = [],
): DistributionScope {
  const isOwn = stack.identity.name === key;
  for (const kind of ["distribution", "key-value-store", "certificate"]) {
    stack.renamePart(
      `${kind}:${key}`,
      renamedFrom.map((earlier) => `${kind}:${earlier}`),
    );
  }
  // A distribution that the stack was named after had no prefix.
  const prefix = (name: string) => (name === oldestName(stack.identity.name, stack.renamedFrom) ? "" : name);
  if (!isOwn) stack.renamePart(key, renamedFrom.map(prefix));
  const oldest = prefix(oldestName(key, renamedFrom));
  return {
    scope: isOwn ? stack : new Construct(stack, key),
    resourceName: (part, most) => stack.resourceName(oldest === "" ? part : `${oldest}-${part}`, most),
    outputName: (name) => (isOwn ? name : `${key.replaceAll("-", "_")}_${name}`),
  };
}

/** The path of a distribution's file below its stack's folder: `content/pages`, or `shop/content/pages`. */
export function distributionFile(stackName: string, key: string, path: string): string {
  return stackName === key ? path : `${key}/${path}`;
}
