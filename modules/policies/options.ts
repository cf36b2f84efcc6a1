import { z } from "zod";
import { cachePolicyOptions } from "./cache/options.ts";
import { originRequestPolicyOptions } from "./origin-request/options.ts";
import { responseHeadersPolicyOptions } from "./response-headers/options.ts";

export type { CachePolicyOptions } from "./cache/options.ts";
export type { OriginRequestPolicyOptions } from "./origin-request/options.ts";
export type { ResponseHeadersPolicyOptions } from "./response-headers/options.ts";

/**
 * A policy of one kind: AWS's name of a managed one such as `CachingOptimized`, the id of one that exists, or the settings
 * of your own, which the distributions of a stack share where they are equal.
 */
const policyOf = <Own extends z.ZodType>(own: Own) => z.union([z.string(), own]);

export const cachePolicy = policyOf(cachePolicyOptions);
export const originRequestPolicy = policyOf(originRequestPolicyOptions);
export const responseHeadersPolicy = policyOf(responseHeadersPolicyOptions);

export type CachePolicyOption = z.output<typeof cachePolicy>;
export type OriginRequestPolicyOption = z.output<typeof originRequestPolicy>;
export type ResponseHeadersPolicyOption = z.output<typeof responseHeadersPolicy>;
