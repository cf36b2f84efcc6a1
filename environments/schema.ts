import {
  type AccountCounted,
  accountCounted,
  distributionComment,
  distributionQuotas,
  lambdaAtEdgeRunQuotas,
  logRetention,
  objectTags,
} from "@featheredge/aws-rules";
import { z } from "zod";
import { entries } from "./entries/index.ts";
import { name, pathInside } from "./names.ts";

const { originResponseTimeoutSeconds } = distributionQuotas;
const { timeoutSeconds: longestRunSeconds } = lambdaAtEdgeRunQuotas["origin-request"];
/** S3 allows fewer tags on an object than AWS allows on other resources, and the stacks add two to each. */
const mostTags = objectTags.most - 2;

const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "an AWS region looks like 'eu-west-1'");

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucketName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    "an S3 bucket's name is 3 to 63 lower-case letters, digits, '.' and '-', and begins and ends with a letter or digit",
  );

const arn = (service: string, what: string) =>
  z.string().regex(new RegExp(`^arn:aws:${service}:us-east-1:\\d{12}:.+$`), `${what}, in us-east-1`);

const hostName = z
  .string()
  .regex(
    /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/,
    "a host name in lower case, such as 'www.example.com'",
  );

/** The location of a stack's Terraform state. The S3 backend locks it with a lock file in the bucket. */
const state = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("local") }),
  z.strictObject({ type: z.literal("s3"), bucket: bucketName, region }),
]);

/** Seconds that CloudFront waits for a response. */
const responseTimeoutSeconds = z.number().int().min(1).max(originResponseTimeoutSeconds.value).default(30);

/**
 * A private S3 bucket that the stack creates, an API of this environment, or any HTTP server.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistS3AndCustomOrigins.html
 */
const origin = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("static"),
    /** A folder of files that Terraform uploads, relative to the repository. Without it another pipeline fills the bucket. */
    content: pathInside("a folder inside the repository, such as 'stacks/content/site'").optional(),
  }),
  z.strictObject({
    type: z.literal("api"),
    /** A key of the environment's `apis`. */
    api: name,
    responseTimeoutSeconds,
  }),
  z.strictObject({
    type: z.literal("custom"),
    domain: hostName,
    responseTimeoutSeconds,
  }),
]);

const handlerList = z
  .union([name, z.array(name).min(1)])
  .transform((value) => (typeof value === "string" ? [value] : value));

const behavior = z.strictObject({
  origin: name,
  methods: z.enum(["GET, HEAD", "GET, HEAD, OPTIONS", "all"]).default("GET, HEAD"),
  protocol: z.enum(["redirect-to-https", "https-only", "allow-all"]).default("redirect-to-https"),
  /** AWS's name of a managed policy, such as 'CachingOptimized', or the id of your own policy. */
  cachePolicy: z.string().default("CachingOptimized"),
  originRequestPolicy: z.string().optional(),
  responseHeadersPolicy: z.string().optional(),
  compress: z.boolean().default(true),
  /** Keys of `handlers`, in the order in which they run; the first response ends the chain. */
  viewerRequest: handlerList.optional(),
  originRequest: handlerList.optional(),
  originResponse: handlerList.optional(),
  viewerResponse: handlerList.optional(),
  /**
   * The part of the distribution's viewer requests that this behavior serves, 0 to 1; behaviors without one share the
   * rest evenly. This and the two settings below are used only to estimate cost.
   */
  trafficShare: z.number().min(0).max(1).optional(),
  /** The part of the requests that the cache answers, by default nine in ten: origin events run for the rest. */
  cacheHitRatio: z.number().min(0).max(1).default(0.9),
  /** Mean time of a Lambda@Edge run in milliseconds, as CloudWatch shows it; by default the 10 of AWS's pricing example. */
  lambdaDurationMs: z
    .number()
    .positive()
    .max(longestRunSeconds.value * 1000)
    .default(10),
});

const distribution = z.strictObject({
  /**
   * The part of the environment's viewer requests that this distribution serves, 0 to 1; distributions without one
   * share the rest evenly. Used only to estimate cost.
   */
  trafficShare: z.number().min(0).max(1).optional(),
  /** Shown in AWS's console. */
  comment: z.string().max(distributionComment.characters),
  aliases: z.array(hostName).default([]),
  /** An ACM certificate that covers the aliases. */
  certificate: arn("acm", "the ARN of an ACM certificate").optional(),
  priceClass: z.enum(["PriceClass_100", "PriceClass_200", "PriceClass_All"]).default("PriceClass_All"),
  /** True if an apply waits until every edge location has the change, false if it ends once CloudFront accepts it. */
  waitForDeployment: z.boolean().default(true),
  /** An existing AWS WAF web ACL of scope CLOUDFRONT. */
  webAcl: arn("wafv2", "the ARN of a WAFv2 web ACL of scope CLOUDFRONT").optional(),
  /** The object that answers a request for `/`, without a leading slash. */
  defaultRootObject: z
    .string()
    .regex(/^[A-Za-z0-9._-][A-Za-z0-9._/-]*$/, "an object's name without a leading slash, such as 'index.html'")
    .optional(),
  /** The page that answers, with status 404, a request for an object that does not exist. */
  notFoundPage: z
    .string()
    .regex(/^\/[A-Za-z0-9._/-]+$/, "a path such as '/404.html'")
    .optional(),
  origins: z.record(name, origin),
  defaultBehavior: behavior,
  /** Compared in this order; the first whose path pattern matches a request serves it. */
  behaviors: z.array(behavior.extend({ path: z.string() })).default([]),
});

const handler = z.strictObject({
  /** The folder below `edge-handlers/`. By default it has the key's name. */
  handler: name.optional(),
  /** Checked against the handler's own schema when it is built. */
  config: z.unknown().optional(),
  /** Pins the runtime. By default it is the lightest that can run the handler. */
  runtime: z.enum(["cloudfront-function", "lambda-at-edge"]).optional(),
});

const granted = z.number().int().positive().optional();

/** Quotas by the kind of resource that AWS counts in an account: see `packages/aws-rules/src/accounts/counts.ts`. */
const grantedQuotas = z.strictObject(
  Object.fromEntries(accountCounted.map((kind) => [kind, granted])) as Record<AccountCounted, typeof granted>,
);

/** The settings in which environments differ. Strict: an unknown key is an error. */
export const environmentShape = z.strictObject({
  /** Twelve digits. The provider rejects credentials of any other account. */
  account: z.string().regex(/^\d{12}$/, { error: "an AWS account id is a string of 12 digits", abort: true }),
  /** The home region, where the buckets are. Lambda@Edge and CloudFront are always in us-east-1. */
  region,
  state,
  /** Put on every resource, uploaded objects included. */
  tags: z
    .record(z.string().max(objectTags.keyCharacters), z.string().max(objectTags.valueCharacters))
    .refine(
      (tags) => Object.keys(tags).length <= mostTags,
      `at most ${mostTags} tags: S3 allows an uploaded object ${objectTags.most}, and the stacks add 'featheredge-environment' and 'featheredge-stack'`,
    )
    .default({}),
  /** Viewer requests to all distributions together, from which cost is estimated. */
  traffic: z.strictObject({ viewerRequestsPerMonth: z.number().int().nonnegative() }),
  protections: z.strictObject({
    /** Terraform refuses a plan that would destroy the buckets and distributions. */
    preventDestroy: z.boolean(),
  }),
  /** Days that CloudWatch keeps the functions' logs. */
  logRetentionDays: z.literal(logRetention.days).default(30),
  /** Quotas that AWS has raised for the account. */
  grantedQuotas: grantedQuotas.default({}),
  handlers: z.record(name, handler).default({}),
  /** One Terraform stack each. */
  distributions: z.record(name, distribution),
  ...entries,
});

/** An environment as its file writes it. */
export type EnvironmentInput = z.input<typeof environmentShape>;

/** An environment with its defaults filled in. */
export type Environment = z.output<typeof environmentShape>;
