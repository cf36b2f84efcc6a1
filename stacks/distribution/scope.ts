import { Construct } from "constructs";
import type { EnvironmentStack } from "../environment-stack.ts";

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
 * prefix: `site-prod` has the bucket `aws_s3_bucket.pages`, and `sites-prod` has `aws_s3_bucket.shop_pages`.
 *
 * @param key of the distribution in the environment
 */
export function distributionScope(stack: EnvironmentStack, key: string): DistributionScope {
  if (stack.identity.name === key) {
    return {
      scope: stack,
      resourceName: (part, most) => stack.resourceName(part, most),
      outputName: (name) => name,
    };
  }
  return {
    scope: new Construct(stack, key),
    resourceName: (part, most) => stack.resourceName(`${key}-${part}`, most),
    outputName: (name) => `${key.replaceAll("-", "_")}_${name}`,
  };
}

/** The path of a distribution's file below its stack's folder: `content/pages`, or `shop/content/pages`. */
export function distributionFile(stackName: string, key: string, path: string): string {
  return stackName === key ? path : `${key}/${path}`;
}
