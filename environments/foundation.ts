import { z } from "zod";
import { budgetOptions } from "#modules/budget/options.ts";
import { dnsRoles, githubOptions, typePermissionsOptions } from "#modules/deploy-roles/options.ts";
import { stateBucketOptions } from "#modules/state-bucket/options.ts";

/**
 * The things that the account needs before the first deploy, made by `featheredge bootstrap`: the bucket of `state`, the roles that
 * GitHub's workflows assume, and a budget. Teams that have these name their bucket in `state`, and omit this.
 */
export const foundation = z.strictObject({
  /** Options of the bucket that `state` names. @default {} */
  stateBucket: stateBucketOptions.prefault({}),
  /** The repository whose workflows plan, apply and prune the environment. @default none: no roles are made */
  github: githubOptions.optional(),
  /** A budget of the whole account. @default none */
  budget: budgetOptions.optional(),
  /** In the account of the hosted zones: a role for each environment that has names there. @default {} */
  dnsRoles: dnsRoles.default({}),
  /**
   * Permissions of Terraform types that `extend` adds to stacks and that Featheredge's table does not have, by type:
   * `aws_dynamodb_table`, or `data.aws_vpc`.
   * @default {}
   */
  permissions: z
    .record(z.string().regex(/^(data\.)?[a-z0-9_]+$/, "a Terraform type"), typePermissionsOptions)
    .default({}),
});
