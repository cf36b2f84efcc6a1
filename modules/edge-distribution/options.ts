import { distributionComment, type PlanFeature, planFeatures, pricingPlans } from "@featheredge/aws-rules";
import { z } from "zod";
import { certificateOptions } from "../certificate/options.ts";
import { continuousDeployment } from "../continuous-deployment/options.ts";
import { fieldLevelEncryption } from "../field-level-encryption/options.ts";
import { arnInUsEast1, hostName, name } from "../forms.ts";
import { trustedKeyGroups } from "../key-group/options.ts";
import { originGroupOptions } from "../origins/groups/options.ts";
import { headerName } from "../policies/forwarded-names.ts";
import { cachePolicy, originRequestPolicy, responseHeadersPolicy } from "../policies/options.ts";
import { orReference } from "../references.ts";
import { webAcl } from "../web-acl/options.ts";
import { errorPageOptions } from "./error-pages/options.ts";
import { geoRestriction } from "./geo-restriction.ts";
import { allowedMethods, cachedMethods } from "./methods.ts";
import { viewerConnectionOptions } from "./viewer-connection/options.ts";

/**
 * How a distribution answers requests, and which origin it gets content from.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 */
export const behaviorOptions = z.strictObject({
  /** A key of the distribution's `origins` or `originGroups`. */
  origin: name,
  /** @default ["GET", "HEAD"] */
  allowedMethods,
  /** The methods whose responses are cached. @default OPTIONS where it is the only other allowed one, GET and HEAD */
  cachedMethods,
  /** @default redirect-to-https */
  viewerProtocolPolicy: z.enum(["redirect-to-https", "https-only", "allow-all"]).default("redirect-to-https"),
  /** AWS's name of a managed policy, the id of one that exists, or your own settings. @default CachingOptimized */
  cachePolicy: cachePolicy.default("CachingOptimized"),
  /**
   * AWS's name of a managed policy, the id of one that exists, or your own settings, to which the `CloudFront-*` headers
   * that the functions read are added.
   * @default none, or one with the headers that the functions read
   */
  originRequestPolicy: originRequestPolicy.optional(),
  /** AWS's name of a managed policy, the id of one that exists, or your own settings. @default none */
  responseHeadersPolicy: responseHeadersPolicy.optional(),
  /** A real-time log configuration that exists: its name in the account, or its ARN. @default none */
  realtimeLogConfig: orReference(
    z
      .string()
      .regex(
        /^(arn:aws:cloudfront::\d{12}:realtime-log-config\/.+|[\w.-]+)$/,
        "the name or the ARN of a real-time log configuration",
      ),
  ).optional(),
  /** Compress responses for viewers that accept it. @default true */
  compress: z.boolean().default(true),
  /** Serve media files in Microsoft's Smooth Streaming format from an origin that isn't a Smooth Streaming server. @default false */
  smoothStreaming: z.boolean().default(false),
  /**
   * Key groups whose keys must have signed the URL or the cookies of a request: ids, or your own keys.
   * @default requests need no signature
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PrivateContent.html
   */
  trustedKeyGroups: trustedKeyGroups.optional(),
  /** Encrypt fields of forms: the id of a configuration that exists, or your own. @default none */
  fieldLevelEncryption: fieldLevelEncryption.optional(),
  /**
   * Send gRPC requests on to the origin, which must have HTTPS; all methods must be allowed.
   * @default { enabled: false }
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-using-grpc.html
   */
  grpcConfig: z.strictObject({ enabled: z.boolean() }).optional(),
});

/** A behavior for the requests that match a path pattern. */
export const orderedBehaviorOptions = behaviorOptions.extend({
  /**
   * Matched with the request's path; `*` is any characters, `?` is one.
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
   */
  pathPattern: z.string(),
});

/**
 * A distribution's settings, without its origins and behaviors.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-values-specify.html
 */
export const distributionOptions = z.strictObject({
  /** Shown in AWS's console. */
  comment: z.string().max(distributionComment.characters),
  /** The host names that viewers use besides the distribution's own. @default [] */
  aliases: z.array(hostName).default([]),
  /** Pairs of origins of which CloudFront asks the second if the first fails, by a key that behaviors name. @default {} */
  originGroups: z.record(name, originGroupOptions).default({}),
  /**
   * A certificate of ACM that covers the aliases: the ARN of one that exists, or the options of one that is requested for
   * the aliases and validated by DNS (`{}` for the defaults).
   * @default CloudFront's, for the distribution's own host name
   */
  certificate: z.union([arnInUsEast1("acm", "the ARN of an ACM certificate"), certificateOptions]).optional(),
  /** @default PriceClass_All */
  priceClass: z.enum(["PriceClass_100", "PriceClass_200", "PriceClass_All"]).default("PriceClass_All"),
  /**
   * The header in which origins list an object's cache tags, such as `x-amz-meta-cache-tag` for objects in S3:
   * invalidations can then name `#<tag>`. It needs AWS provider 6.46.
   * @default none
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-by-tags.html
   */
  cacheTagConfig: z.strictObject({ headerName }).optional(),
  /**
   * How the distribution is paid for. Its settings are checked against the plan, functions are placed in runtimes that the
   * plan has, and costs are compared with it. Terraform's AWS provider can't subscribe to a plan: docs/pricing-plans.md
   * says how.
   * @default pay-as-you-go
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/flat-rate-pricing-plan.html
   */
  pricingPlan: z.enum(pricingPlans).default("pay-as-you-go"),
  /** Features that AWS's page lists for the plan by now, though the check does not know it. @default [] */
  pricingPlanAllows: z.array(z.enum(Object.keys(planFeatures) as PlanFeature[])).default([]),
  /** False answers every request with an error, without deleting the distribution. @default true */
  enabled: z.boolean().default(true),
  /** Destroying the distribution only disables it, so that its domain name can be used again by an import. @default false */
  retainOnDelete: z.boolean().default(false),
  /**
   * The id of an Anycast list that exists, whose static addresses serve the distribution. It needs AWS provider 6.3 and the
   * price class `PriceClass_All`.
   * @default none
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/request-static-ips.html
   */
  anycastIpListId: orReference(z.string().regex(/^[\w-]+$/, "the id of an Anycast list")).optional(),
  /**
   * Sends a part of the requests to a staging distribution with the next version, until `featheredge promote`: see
   * docs/promote.md. @default none: an apply changes the distribution itself
   */
  continuousDeployment: continuousDeployment.optional(),
  /** True if an apply ends when every edge location has the change, false if as soon as CloudFront accepts it. @default true */
  waitForDeployment: z.boolean().default(true),
  /** An AWS WAF web ACL: options of one that is created, or the ARN of an existing one. @default none */
  webAcl: webAcl.optional(),
  /**
   * The countries whose viewers may get content, or may not. Costs nothing, unlike a rule of a web ACL.
   * @default none
   */
  geoRestriction: geoRestriction.optional(),
  /** The object that answers a request for `/`, without a leading slash. @default none */
  defaultRootObject: z
    .string()
    .regex(/^[A-Za-z0-9._-][A-Za-z0-9._/-]*$/, "an object's name without a leading slash, such as 'index.html'")
    .optional(),
  ...errorPageOptions,
  ...viewerConnectionOptions,
});

export type BehaviorOptions = z.input<typeof behaviorOptions>;
export type DistributionOptions = z.input<typeof distributionOptions>;
