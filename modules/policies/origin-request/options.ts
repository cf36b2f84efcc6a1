import { z } from "zod";
import { cookiesConfig, headers, policyComment, policyName, queryStringsConfig } from "../forwarded-names.ts";

/**
 * An origin request policy: the parts of a request that the origin gets besides those in the cache key. Headers of
 * CloudFront's own, such as `CloudFront-Viewer-Country`, exist only where a policy lists them.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-request-understand-origin-request-policy.html
 */
export const originRequestPolicyOptions = z.strictObject({
  /** A part of the policy's name in AWS, between the stack's and a hash of the content. @default origin-request */
  name: policyName.default("origin-request"),
  /** Shown in AWS's console. @default none */
  comment: policyComment.optional(),
  /**
   * The viewer's headers: none, all, those listed, all with CloudFront's own that are listed, or all but those listed.
   * @default none
   */
  headersConfig: z
    .discriminatedUnion("headerBehavior", [
      z.strictObject({ headerBehavior: z.enum(["none", "allViewer"]) }),
      z.strictObject({
        headerBehavior: z.enum(["whitelist", "allViewerAndWhitelistCloudFront", "allExcept"]),
        headers,
      }),
    ])
    .default({ headerBehavior: "none" }),
  /** @default none */
  cookiesConfig: cookiesConfig.default({ cookieBehavior: "none" }),
  /** @default none */
  queryStringsConfig: queryStringsConfig.default({ queryStringBehavior: "none" }),
});

export type OriginRequestPolicyOptions = z.input<typeof originRequestPolicyOptions>;
