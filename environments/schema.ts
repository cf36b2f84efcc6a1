import { z } from "zod";

const name = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,30}$/,
    "a name is lower-case letters, digits and '-', begins with a letter, 31 characters at most",
  );

const arn = (service: string, what: string) =>
  z.string().regex(new RegExp(`^arn:aws:${service}:us-east-1:\\d{12}:.+$`), `${what}, in us-east-1`);

const hostName = z
  .string()
  .regex(
    /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/,
    "a host name in lower case, such as 'www.example.com'",
  );

/** Where Terraform keeps a stack's state; the S3 backend locks with a lock file in the bucket. */
const state = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("local") }),
  z.strictObject({ type: z.literal("s3"), bucket: z.string().min(3).max(63), region: z.string() }),
]);

/**
 * A private S3 bucket of the stack's own, or any HTTP server.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistS3AndCustomOrigins.html
 */
const origin = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("static"),
    /** Folder of files that Terraform uploads, relative to the repository; left out: another pipeline fills the bucket. */
    content: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal("custom"),
    domain: hostName,
    /** Seconds that CloudFront waits for an answer: 1 to 120. */
    responseTimeoutSeconds: z.number().int().min(1).max(120).default(30),
  }),
]);

const handlerList = z
  .union([name, z.array(name).min(1)])
  .transform((value) => (typeof value === "string" ? [value] : value));

const behavior = z.strictObject({
  origin: name,
  methods: z.enum(["GET, HEAD", "GET, HEAD, OPTIONS", "all"]).default("GET, HEAD"),
  protocol: z.enum(["redirect-to-https", "https-only", "allow-all"]).default("redirect-to-https"),
  /** AWS's name of a managed policy, such as 'CachingOptimized', or an id of one's own. */
  cachePolicy: z.string().default("CachingOptimized"),
  originRequestPolicy: z.string().optional(),
  responseHeadersPolicy: z.string().optional(),
  compress: z.boolean().default(true),
  /** Names below `handlers`, in the order in which they run; the first response ends the chain. */
  viewerRequest: handlerList.optional(),
  originRequest: handlerList.optional(),
  originResponse: handlerList.optional(),
  viewerResponse: handlerList.optional(),
});

const distribution = z
  .strictObject({
    comment: z.string().max(128),
    aliases: z.array(hostName).default([]),
    /** An ACM certificate that covers the aliases. */
    certificate: arn("acm", "the ARN of an ACM certificate").optional(),
    priceClass: z.enum(["PriceClass_100", "PriceClass_200", "PriceClass_All"]).default("PriceClass_All"),
    /** An existing AWS WAF web ACL of scope CLOUDFRONT. */
    webAcl: arn("wafv2", "the ARN of a WAFv2 web ACL of scope CLOUDFRONT").optional(),
    defaultRootObject: z.string().optional(),
    origins: z.record(name, origin),
    defaultBehavior: behavior,
    behaviors: z.array(behavior.extend({ path: z.string() })).default([]),
  })
  .superRefine((value, context) => {
    if (value.aliases.length > 0 && value.certificate === undefined) {
      context.addIssue({
        code: "custom",
        path: ["certificate"],
        message: `aliases (${value.aliases.join(", ")}) need an ACM certificate in us-east-1. Add its ARN or remove the aliases`,
      });
    }
    const check = (found: { origin: string }, path: (string | number)[]) => {
      if (!Object.hasOwn(value.origins, found.origin)) {
        const known = Object.keys(value.origins).join(", ");
        context.addIssue({
          code: "custom",
          path: [...path, "origin"],
          message: `'${found.origin}' is not an origin of this distribution. Known: ${known}`,
        });
      }
    };
    check(value.defaultBehavior, ["defaultBehavior"]);
    value.behaviors.forEach((found, index) => {
      check(found, ["behaviors", index]);
    });
  });

const handler = z.strictObject({
  /** The folder below `edge-handlers/`; left out: the key's own name. */
  handler: name.optional(),
  /** Checked against the handler's own schema when it is built. */
  config: z.unknown().optional(),
  /** Pins the runtime; left out: the lightest that can run it. */
  runtime: z.enum(["cloudfront-function", "lambda-at-edge"]).optional(),
});

/** What differs from one environment to the next. Strict: an unknown key is an error. */
export const environmentSchema = z.strictObject({
  /** Twelve digits. The provider refuses to touch any other account. */
  account: z.string().regex(/^\d{12}$/, "an AWS account id is 12 digits"),
  /** The home region: buckets live here. Lambda@Edge and CloudFront live in us-east-1 whatever it is. */
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "an AWS region looks like 'eu-west-1'"),
  state,
  tags: z.record(z.string().max(128), z.string().max(256)).default({}),
  /** What cost is reckoned from. */
  traffic: z.strictObject({ viewerRequestsPerMonth: z.number().int().nonnegative() }),
  protections: z.strictObject({
    /** Terraform refuses a plan that would destroy the buckets and distributions. */
    preventDestroy: z.boolean(),
  }),
  /** Days that CloudWatch keeps the functions' logs. */
  logRetentionDays: z.literal([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731]).default(30),
  handlers: z.record(name, handler).default({}),
  distributions: z.record(name, distribution),
});

/** An environment as its file writes it. */
export type EnvironmentInput = z.input<typeof environmentSchema>;

/** An environment with its defaults filled in. */
export type Environment = z.output<typeof environmentSchema>;
