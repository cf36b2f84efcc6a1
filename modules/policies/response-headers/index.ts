import {
  CloudfrontResponseHeadersPolicy,
  type CloudfrontResponseHeadersPolicyConfig,
} from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy/index.js";
import { Construct } from "constructs";
import type { z } from "zod";
import { type ResponseHeadersPolicyOptions, responseHeadersPolicyOptions } from "./options.ts";

export type { ResponseHeadersPolicyOptions } from "./options.ts";

export interface ResponseHeadersPolicyProps extends Omit<ResponseHeadersPolicyOptions, "name"> {
  /** At most 128 letters, digits, '-' and '_', unique in the account. */
  readonly name: string;
}

type Options = z.output<typeof responseHeadersPolicyOptions>;

/** Terraform's arguments of a response headers policy, without its name. */
export function responseHeadersPolicyArguments(options: Options): Omit<CloudfrontResponseHeadersPolicyConfig, "name"> {
  const { comment, corsConfig, customHeadersConfig, removeHeadersConfig, securityHeadersConfig } = options;
  const { serverTimingHeadersConfig } = options;
  return {
    ...(comment === undefined ? {} : { comment }),
    ...(corsConfig === undefined ? {} : { corsConfig: corsBlock(corsConfig) }),
    ...(customHeadersConfig === undefined
      ? {}
      : { customHeadersConfig: { items: customHeadersConfig.toSorted((a, b) => (a.header < b.header ? -1 : 1)) } }),
    ...(removeHeadersConfig === undefined
      ? {}
      : { removeHeadersConfig: { items: removeHeadersConfig.toSorted().map((header) => ({ header })) } }),
    ...(securityHeadersConfig === undefined ? {} : { securityHeadersConfig: securityBlock(securityHeadersConfig) }),
    ...(serverTimingHeadersConfig === undefined ? {} : { serverTimingHeadersConfig }),
  };
}

function corsBlock(cors: NonNullable<Options["corsConfig"]>) {
  const list = (items: readonly string[]) => ({ items: items.toSorted() });
  return {
    accessControlAllowCredentials: cors.accessControlAllowCredentials,
    accessControlMaxAgeSec: cors.accessControlMaxAgeSec,
    originOverride: cors.originOverride,
    accessControlAllowHeaders: list(cors.accessControlAllowHeaders),
    accessControlAllowMethods: list(cors.accessControlAllowMethods),
    accessControlAllowOrigins: list(cors.accessControlAllowOrigins),
    ...(cors.accessControlExposeHeaders === undefined
      ? {}
      : { accessControlExposeHeaders: list(cors.accessControlExposeHeaders) }),
  };
}

function securityBlock({ xssProtection: xss, ...headers }: NonNullable<Options["securityHeadersConfig"]>) {
  const set = Object.entries(headers).filter(([, header]) => header !== undefined);
  if (xss === undefined) return Object.fromEntries(set);
  const { reportUri, ...rest } = xss;
  return { ...Object.fromEntries(set), xssProtection: { ...rest, ...(reportUri === undefined ? {} : { reportUri }) } };
}

/** A response headers policy, which Terraform replaces before it deletes the old one: CloudFront rejects deleting one in use. */
export class ResponseHeadersPolicy extends Construct {
  readonly policy: CloudfrontResponseHeadersPolicy;

  constructor(scope: Construct, id: string, { name, ...options }: ResponseHeadersPolicyProps) {
    super(scope, id);
    this.policy = new CloudfrontResponseHeadersPolicy(this, "Default", {
      name,
      ...responseHeadersPolicyArguments(responseHeadersPolicyOptions.parse(options)),
      lifecycle: { createBeforeDestroy: true },
    });
  }
}
