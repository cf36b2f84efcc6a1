import { z } from "zod";
import { name } from "../forms.ts";

/** The GitHub repository whose workflows deploy. */
export const githubOptions = z.strictObject({
  /** `owner/name`. */
  repository: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/, "a repository is written as 'owner/name'"),
  /** The branch from which workflows may deploy. @default "main" */
  branch: z.string().min(1).default("main"),
  /**
   * Those who approve applies, by their login; a team as `owner/team`. `featheredge bootstrap` prints the commands that set
   * them: at most 6, as GitHub has it.
   * @default []
   * @see https://docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments
   */
  reviewers: z
    .array(z.string().regex(/^[A-Za-z0-9-]+(\/[A-Za-z0-9._-]+)?$/))
    .max(6)
    .default([]),
  /**
   * `existing` if the account has GitHub's OIDC provider already, made by others: an account can have only one.
   * @default "create"
   * @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
   */
  oidcProvider: z.enum(["create", "existing"]).default("create"),
  /** Seconds that a session of the apply role lasts at most: 1 to 12 hours. @default 7200 */
  applySessionSeconds: z.number().int().min(3600).max(43_200).default(7200),
});

const action = z.string().regex(/^[a-z0-9-]+:[A-Za-z*]+$/, "an action is written as 'dynamodb:GetItem'");
const resource = z
  .string()
  .regex(/^(\*|arn:aws:.+)$/, "an ARN, or '*'; '{account}', '{environment}' and '{region}' are replaced in it");

/**
 * The permissions of a type of resource that the table of `packages/aws-rules/src/permissions` does not have, such as one that
 * `extend` adds to a stack.
 */
export const typePermissionsOptions = z.strictObject({
  /** Actions of a refresh, for the plan role and the apply role. @default [] */
  read: z.array(action).default([]),
  /** Actions that create, change and destroy, for the apply role. @default [] */
  write: z.array(action).default([]),
  /** The ARNs of the resources. */
  resources: z.array(resource).min(1),
});

/**
 * A role in the account of the hosted zones that can only change records of one environment's names.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html
 */
export const dnsRoleOptions = z.strictObject({
  /** The account of the environment, whose plan role and apply role may assume this role. */
  account: z.string().regex(/^\d{12}$/, "an AWS account id is a string of 12 digits"),
  /** The ids of the zones. */
  zoneIds: z.array(z.string().regex(/^Z[A-Z0-9]{1,31}$/, "a hosted zone's id, such as 'Z0123456789ABCDEFGHIJ'")).min(1),
  /** The names whose records it may change; `*` stands for any characters, such as in `_*.example.com`. */
  recordNames: z
    .array(z.string().regex(/^[a-z0-9_*][a-z0-9_*.-]*[a-z0-9]$/, "a name in lower case, without a dot at its end"))
    .min(1),
});

/** DNS roles by the name of the environment that assumes each. */
export const dnsRoles = z.record(name, dnsRoleOptions);

export type GithubOptions = z.input<typeof githubOptions>;
export type TypePermissionsOptions = z.output<typeof typePermissionsOptions>;
export type DnsRoleOptions = z.output<typeof dnsRoleOptions>;
