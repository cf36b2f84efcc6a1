import { z } from "zod";
import { name } from "../forms.ts";
import { orReference } from "../references.ts";

/**
 * The action for requests that a rule matches.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-action.html
 */
const action = z.enum(["allow", "block", "count", "captcha", "challenge"]);

/** Two letters, as ISO 3166-1 has them. */
const countryCode = z.string().regex(/^[A-Z]{2}$/, "a country is two capital letters, such as 'DE'");

const cidr = z
  .union([z.cidrv4(), z.cidrv6()])
  .meta({ description: "an address range such as '192.0.2.0/24' or '2001:db8::/32'" });

/** The start of a path, such as `/uploads/`. */
const pathPrefix = z.string().regex(/^\/\S*$/, "the start of a path, such as '/uploads/'");

/**
 * A group of rules that AWS or a seller maintains.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
const managedRuleGroup = z.strictObject({
  /** AWS's name: `AWSManagedRulesCommonRuleSet`. */
  name: z.string().min(1).max(128),
  /** @default AWS */
  vendorName: z.string().min(1).max(128).default("AWS"),
  /** A fixed version. @default AWS's default version, which AWS updates */
  version: z.string().min(1).max(64).optional(),
  /** `count` counts requests that the group's rules match instead of what the rules do. @default none */
  overrideAction: z.enum(["none", "count"]).default("none"),
  /** Actions of single rules of the group, by the rule's name, in place of the rule's own. @default {} */
  ruleActionOverrides: z.record(z.string().min(1).max(128), action).default({}),
});

/**
 * Requests from one address are limited.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html
 */
const rateRule = z.strictObject({
  name,
  /** Requests from one address in the evaluation window. */
  limit: z.number().int().min(10).max(2_000_000_000),
  /** Seconds. @default 300 */
  evaluationWindowSec: z.literal([60, 120, 300, 600]).default(300),
  /** Counts only requests whose path starts with this. @default all requests */
  pathPrefix: pathPrefix.optional(),
  /** @default block */
  action: action.exclude(["allow"]).default("block"),
});

/**
 * Requests from listed addresses.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-ipset-match.html
 */
const ipRule = z.strictObject({
  name,
  /** Ranges of IPv4 and IPv6. */
  addresses: z.array(cidr).min(1).max(10_000),
  action,
});

/**
 * Requests from listed countries. CloudFront's own `geoRestriction` costs nothing; this one can also count or challenge.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-geo-match.html
 */
const geoRule = z.strictObject({ name, countryCodes: z.array(countryCode).min(1), action });

/** @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html */
const logging = z.strictObject({
  /** Days that CloudWatch Logs keeps the log. @default the environment's */
  retentionInDays: z.number().int().positive().optional(),
  /** Headers whose values are not logged. @default ["authorization", "cookie"] */
  redactedHeaders: z.array(z.string()).default(["authorization", "cookie"]),
  /** `blocked` keeps only requests that were blocked or counted. @default all */
  keep: z.enum(["all", "blocked"]).default("all"),
});

/**
 * An AWS WAF web ACL for distributions. Its rules are evaluated in this order: addresses, countries, rates, managed
 * groups, the size of bodies.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html
 */
export const webAclOptions = z.strictObject({
  /** The action for requests that no rule matches. @default allow */
  defaultAction: z.enum(["allow", "block"]).default("allow"),
  /** `count` counts what each rule matches and lets it pass: for a trial before `block`. @default block */
  mode: z.enum(["block", "count"]).default("block"),
  /** @default [] */
  ipRules: z.array(ipRule).default([]),
  /** @default [] */
  geoRules: z.array(geoRule).default([]),
  /** @default [] */
  rateRules: z.array(rateRule).default([]),
  /**
   * @default AWSManagedRulesAmazonIpReputationList, AWSManagedRulesAnonymousIpList, AWSManagedRulesCommonRuleSet and
   * AWSManagedRulesKnownBadInputsRuleSet (which has the rules against Log4Shell)
   */
  managedRuleGroups: z
    .array(managedRuleGroup)
    .default(() =>
      ["AmazonIpReputationList", "AnonymousIpList", "CommonRuleSet", "KnownBadInputsRuleSet"].map((group) =>
        managedRuleGroup.parse({ name: `AWSManagedRules${group}` }),
      ),
    ),
  /**
   * Paths to which viewers send bodies over 8 KB. AWSManagedRulesCommonRuleSet blocks such bodies everywhere; with this
   * list it only labels them, and a rule of the web ACL blocks those with another path.
   * @default []
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-setting-body-inspection-limit.html
   */
  uploadPaths: z.array(pathPrefix).default([]),
  /** KB of a body that rules see. Over 16 AWS charges more. @default 16 */
  bodyInspectionLimit: z.literal([16, 32, 48, 64]).default(16),
  /** @default CloudWatch Logs, without credentials */
  logging: z.union([z.literal(false), logging]).default(() => logging.parse({})),
});

/** The ARN of an existing web ACL of scope CLOUDFRONT, or one's own. */
export const webAcl = z.union([
  orReference(
    z
      .string()
      .regex(
        /^arn:aws:wafv2:us-east-1:\d{12}:global\/webacl\/.+$/,
        "the ARN of a WAFv2 web ACL of scope CLOUDFRONT, in us-east-1",
      ),
  ),
  webAclOptions,
]);

export type WebAclOptions = z.input<typeof webAclOptions>;
