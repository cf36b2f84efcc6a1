import {
  CloudfrontOriginRequestPolicy,
  type CloudfrontOriginRequestPolicyConfig,
} from "@cdktf/provider-aws/lib/cloudfront-origin-request-policy/index.js";
import { Construct } from "constructs";
import type { z } from "zod";
import { cookiesBlock, queryStringsBlock } from "../forwarded-names.ts";
import { type OriginRequestPolicyOptions, originRequestPolicyOptions } from "./options.ts";

export type { OriginRequestPolicyOptions } from "./options.ts";

export interface OriginRequestPolicyProps extends Omit<OriginRequestPolicyOptions, "name"> {
  /** At most 128 letters, digits, '-' and '_', unique in the account. */
  readonly name: string;
}

/** Terraform's arguments of an origin request policy, without its name. */
export function originRequestPolicyArguments(
  options: z.output<typeof originRequestPolicyOptions>,
): Omit<CloudfrontOriginRequestPolicyConfig, "name"> {
  const { headersConfig: headers } = options;
  return {
    ...(options.comment === undefined ? {} : { comment: options.comment }),
    headersConfig:
      "headers" in headers
        ? { headerBehavior: headers.headerBehavior, headers: { items: headers.headers.toSorted() } }
        : headers,
    cookiesConfig: cookiesBlock(options.cookiesConfig),
    queryStringsConfig: queryStringsBlock(options.queryStringsConfig),
  };
}

/** An origin request policy, which Terraform replaces before it deletes the old one: CloudFront rejects deleting one in use. */
export class OriginRequestPolicy extends Construct {
  readonly policy: CloudfrontOriginRequestPolicy;

  constructor(scope: Construct, id: string, { name, ...options }: OriginRequestPolicyProps) {
    super(scope, id);
    this.policy = new CloudfrontOriginRequestPolicy(this, "Default", {
      name,
      ...originRequestPolicyArguments(originRequestPolicyOptions.parse(options)),
      lifecycle: { createBeforeDestroy: true },
    });
  }
}
