import {
  CloudfrontCachePolicy,
  type CloudfrontCachePolicyConfig,
} from "@cdktf/provider-aws/lib/cloudfront-cache-policy/index.js";
import { Construct } from "constructs";
import type { z } from "zod";
import { cookiesBlock, queryStringsBlock } from "../forwarded-names.ts";
import { type CachePolicyOptions, cachePolicyOptions } from "./options.ts";

export type { CachePolicyOptions } from "./options.ts";

export interface CachePolicyProps extends Omit<CachePolicyOptions, "name"> {
  /** At most 128 letters, digits, '-' and '_', unique in the account. */
  readonly name: string;
}

const day = 86_400;
const year = 31_536_000;

/** Terraform's arguments of a cache policy, without its name. */
export function cachePolicyArguments(
  options: z.output<typeof cachePolicyOptions>,
): Omit<CloudfrontCachePolicyConfig, "name"> {
  const { minTtl } = options;
  const defaultTtl = options.defaultTtl ?? Math.min(Math.max(day, minTtl), options.maxTtl ?? Number.POSITIVE_INFINITY);
  const maxTtl = options.maxTtl ?? Math.max(year, defaultTtl);
  const { headersConfig } = options;
  return {
    ...(options.comment === undefined ? {} : { comment: options.comment }),
    minTtl,
    defaultTtl,
    maxTtl,
    parametersInCacheKeyAndForwardedToOrigin: {
      // CloudFront rejects compression in a policy that caches nothing.
      enableAcceptEncodingGzip: options.enableAcceptEncodingGzip ?? maxTtl > 0,
      enableAcceptEncodingBrotli: options.enableAcceptEncodingBrotli ?? maxTtl > 0,
      headersConfig:
        headersConfig.headerBehavior === "none"
          ? headersConfig
          : { headerBehavior: "whitelist", headers: { items: headersConfig.headers.toSorted() } },
      cookiesConfig: cookiesBlock(options.cookiesConfig),
      queryStringsConfig: queryStringsBlock(options.queryStringsConfig),
    },
  };
}

/** A cache policy, which Terraform replaces before it deletes the old one: CloudFront rejects deleting one in use. */
export class CachePolicy extends Construct {
  readonly policy: CloudfrontCachePolicy;

  constructor(scope: Construct, id: string, { name, ...options }: CachePolicyProps) {
    super(scope, id);
    this.policy = new CloudfrontCachePolicy(this, "Default", {
      name,
      ...cachePolicyArguments(cachePolicyOptions.parse(options)),
      lifecycle: { createBeforeDestroy: true },
    });
  }
}
