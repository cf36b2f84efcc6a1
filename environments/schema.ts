import {
  type AccountCounted,
  accountCounted,
  isReservedTag,
  lambdaAtEdgeRunQuotas,
  logRetention,
  objectTags,
  regionForm,
  resourceTags,
} from "@featheredge/aws-rules";
import { z } from "zod";
import { dnsRecordsOptions } from "#modules/dns-records/options.ts";
import { behaviorOptions, distributionOptions, orderedBehaviorOptions } from "#modules/edge-distribution/options.ts";
import { name, pathInside, renamedFrom } from "#modules/forms.ts";
import { dnsOptions } from "#modules/hosted-zones/options.ts";
import { originOptions } from "#modules/origins/options.ts";
import { previewOptions } from "#modules/previews/options.ts";
import { entries } from "./entries/index.ts";
import { foundation } from "./foundation.ts";
import { checkObservability, observabilityOptions } from "./observability.ts";
import { canonicalHost, singlePageApplication } from "./presets.ts";

const { timeoutSeconds: longestRunSeconds } = lambdaAtEdgeRunQuotas["origin-request"];
/** S3 allows fewer tags on an object than AWS allows on other resources, and the stacks add two to each. */
const mostTags = objectTags.most - 2;

const region = z.string().regex(regionForm, "an AWS region looks like 'eu-west-1'");

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucketName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    "an S3 bucket's name is 3 to 63 lower-case letters, digits, '.' and '-', and begins and ends with a letter or digit",
  );

/** The location of a stack's Terraform state. The S3 backend locks it with a lock file in the bucket. */
const state = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("local") }),
  z.strictObject({ type: z.literal("s3"), bucket: bucketName, region }),
]);

const handlerList = z
  .union([name, z.array(name).min(1)])
  .transform((value) => (typeof value === "string" ? [value] : value));

/** A part of a whole. */
const share = z.number().min(0).max(1);

/** The traffic of a distribution in a month, from which `featheredge explain` and `featheredge cost` estimate costs. */
const traffic = z.strictObject({
  /** @default 1000000, so that costs are those of a million requests */
  viewerRequestsPerMonth: z.number().int().nonnegative().default(1_000_000),
  /**
   * The mean size of a response as viewers get it, compressed and with its headers, in KB of 1,000 bytes.
   * @default 40, about the mean of the files of the median page: 2.6 MB in 70 requests
   * @see https://almanac.httparchive.org/en/2024/page-weight
   */
  responseKilobytes: z.number().nonnegative().default(40),
  /** The part of the requests that the cache answers, 0 to 1. Behaviors may have their own. @default 0.9 */
  cacheHitRatio: share.default(0.9),
  /** Paths that you invalidate. @default 0 */
  invalidationPathsPerMonth: z.number().int().nonnegative().default(0),
});

/** Options that an environment adds to those of a behavior: handlers, and numbers for the estimate of cost. */
const handling = {
  /**
   * The behavior serves a single-page app: a request for a route, which is a path without a file's extension, gets the
   * app's page. Runs after the behavior's own handlers. Unlike an error response it leaves the 404s of missing files and
   * of other behaviors, such as an API's, as they are.
   * @default none
   */
  singlePageApplication: singlePageApplication.optional(),
  /** Keys of `handlers`, in the order in which they run; the first response ends the chain. */
  viewerRequest: handlerList.optional(),
  originRequest: handlerList.optional(),
  originResponse: handlerList.optional(),
  viewerResponse: handlerList.optional(),
  /** False excludes the behavior from the distribution's `realtimeLogs`. @default true */
  realtimeLogs: z.boolean().default(true),
  /**
   * The part of the distribution's viewer requests that this behavior serves, 0 to 1; behaviors without one share the
   * rest evenly. This and the two settings below are used only to estimate cost.
   */
  trafficShare: share.optional(),
  /**
   * The part of the behavior's requests that the cache answers, 0 to 1: origin events run for the rest.
   * @default the `cacheHitRatio` of the distribution's traffic
   */
  cacheHitRatio: share.optional(),
  /** Mean time of a Lambda@Edge run in milliseconds, as CloudWatch shows it; by default the 10 of AWS's pricing example. */
  lambdaDurationMs: z
    .number()
    .positive()
    .max(longestRunSeconds.value * 1000)
    .default(10),
};

/** Keys and values of a KeyValueStore, as a function gets them. Secrets don't belong here: put them with `featheredge kvs put`. */
const storeEntries = z.record(z.string().min(1), z.string());

const distribution = distributionOptions.extend({
  /** The traffic that costs are estimated for; no resource depends on it. @default a million requests a month */
  traffic: traffic.prefault({}),
  /**
   * The stack that holds the distribution. Distributions of one stack share functions, policies and access controls of
   * equal content, and are planned and applied together.
   * @default the distribution's own name
   */
  stack: name.optional(),
  /**
   * Earlier keys of the distribution, the oldest first: a rename then keeps it, with its bucket, its functions and its id.
   * Keep the line: without it, resources would be made under new names.
   * @default not renamed
   */
  renamedFrom: renamedFrom.optional(),
  /**
   * A TypeScript file whose default export, a function of the distribution's constructs, adds resources or overrides any
   * attribute, relative to the repository: see `Extend` in `stacks/distribution/extend.ts`.
   * @default none
   */
  extend: pathInside("a file inside the repository, such as 'stacks/distribution/extensions/site.ts'").optional(),
  /**
   * Redirects requests for all other host names of the distribution to this one, with path and query: `www.example.com`
   * for `example.com` and `d111111abcdef8.cloudfront.net`. Runs before the behaviors' own handlers.
   * @default none
   */
  canonicalHost: canonicalHost.optional(),
  /** Previews of pull requests on a shared distribution, by `featheredge preview`: see docs/preview.md. @default none */
  preview: previewOptions.optional(),
  /** Route 53 records for the aliases, in the environment's `dns.hostedZones`; `{}` for the defaults. @default none */
  dnsRecords: dnsRecordsOptions.optional(),
  /**
   * Entries of the distribution's KeyValueStore, for handlers in AWS's own form, too. They fill it when it is created;
   * `featheredge kvs sync` writes changes. An entry here replaces one of a handler with the same key.
   * @default {}
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/kvs-with-functions.html
   */
  keyValueStore: storeEntries.default({}),
  ...observabilityOptions,
  origins: z.record(name, originOptions),
  defaultBehavior: behaviorOptions.extend(handling),
  /** Compared in this order; the first whose path pattern matches a request serves it. @default [] */
  behaviors: z.array(orderedBehaviorOptions.extend(handling)).default([]),
});

const handler = z.strictObject({
  /** The folder below `edge-handlers/`. By default it has the key's name. */
  handler: name.optional(),
  /** Checked against the handler's own schema when it is built. */
  config: z.unknown().optional(),
  /** Pins the runtime. By default it is the lightest that can run the handler. */
  runtime: z.enum(["cloudfront-function", "lambda-at-edge"]).optional(),
  /** Earlier keys of the handler, the oldest first: its functions keep their names in AWS. @default not renamed */
  renamedFrom: renamedFrom.optional(),
  /** Entries that the handler reads from its distribution's KeyValueStore, besides those of its dynamic config. @default {} */
  keyValueStore: storeEntries.optional(),
});

const thresholds = z.strictObject({
  /** USD, as `featheredge cost` estimates the environment's costs from its `traffic`. @default none */
  costPerMonth: z.number().nonnegative().optional(),
  /**
   * Percent of the compute that AWS allows a CloudFront Function, as `featheredge explain` estimates it for the costliest
   * event of its handlers.
   * @default none
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/test-function.html#compute-utilization
   */
  computeUtilization: z.number().positive().optional(),
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
  /**
   * More regions in which replicas of Lambda@Edge functions run for your viewers: their log groups get a retention there,
   * and alarms watch them. Replicas in us-east-1 and in the home region are watched anyway.
   * @default []
   */
  replicaRegions: z.array(region).default([]),
  state,
  /** Put on every resource, uploaded objects included. */
  tags: z
    .record(z.string().max(objectTags.keyCharacters), z.string().max(objectTags.valueCharacters))
    .superRefine((tags, context) => {
      for (const key of Object.keys(tags).filter(isReservedTag)) {
        const message = `'${key}': AWS keeps tags that begin with '${resourceTags.reservedPrefix}' for itself.`;
        const params = { rule: "FE-STK-020", fix: "Choose another key." };
        context.addIssue({ code: "custom", path: [key], message, params });
      }
    })
    .refine(
      (tags) => Object.keys(tags).length <= mostTags,
      `at most ${mostTags} tags: S3 allows an uploaded object ${objectTags.most}, and the stacks add 'featheredge-environment' and 'featheredge-stack'`,
    )
    .default({}),
  protections: z.strictObject({
    /** Terraform refuses a plan that would destroy the buckets and distributions. */
    preventDestroy: z.boolean(),
    /**
     * Checks the stacks against Security Hub's CloudFront controls and Checkov's checks: see docs/security-checks.md.
     * @default not checked
     */
    securityChecks: z
      .strictObject({
        /** An `error` stops a synthesis. */
        severity: z.enum(["warning", "error"]),
        /** Reasons by the ids of checks that the environment does not meet on purpose. @default {} */
        exceptions: z.record(z.string(), z.string().min(10, "a reason is a sentence")).default({}),
      })
      .optional(),
  }),
  /**
   * The most that estimates may amount to. `featheredge check` and `featheredge plan` fail above them, so that a pull
   * request can't raise them unnoticed.
   * @default none
   */
  thresholds: thresholds.optional(),
  /** Days that CloudWatch keeps the functions' logs. */
  logRetentionDays: z.literal(logRetention.days).default(30),
  /** The hosted zones of aliases and certificates. @default none: names are managed elsewhere */
  dns: dnsOptions.optional(),
  /** The foundation that `featheredge bootstrap` makes in the account. @default none: the state's bucket and the roles are made elsewhere */
  foundation: foundation.optional(),
  /** Quotas that AWS has raised for the account. */
  grantedQuotas: grantedQuotas.default({}),
  handlers: z.record(name, handler).default({}),
  /**
   * Earlier names of stacks that distributions share by `stack`, the oldest first. A stack that is named after its
   * distribution is renamed by the distribution's `renamedFrom`.
   * @default {}
   */
  stacks: z.record(name, z.strictObject({ renamedFrom })).default({}),
  /** One Terraform stack each, except where `stack` names one. */
  distributions: z.record(name, distribution.superRefine(checkObservability)),
  ...entries,
});

/** An environment as its file writes it. */
export type EnvironmentInput = z.input<typeof environmentShape>;

/** An environment with its defaults filled in. */
export type Environment = z.output<typeof environmentShape>;
