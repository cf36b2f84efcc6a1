import { cloudFrontPermissions } from "./cloudfront.ts";
import type { TypePermissions } from "./grant.ts";
import { lambdaPermissions } from "./lambda.ts";
import { observabilityPermissions } from "./logs.ts";
import { otherPermissions } from "./names-and-secrets.ts";
import { s3Permissions } from "./s3.ts";

/**
 * The permissions of Terraform resources and data sources, by type; types of data sources begin with `data.`. They are
 * those that provider 5.100 and 6.x were seen to use, or that AWS's reference names for the same calls.
 */
const terraformPermissions: Readonly<Record<string, TypePermissions>> = {
  ...cloudFrontPermissions,
  ...lambdaPermissions,
  ...observabilityPermissions,
  ...otherPermissions,
  ...s3Permissions,
  "data.aws_iam_policy_document": {
    grants: [],
    page: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document",
  },
  // The state of another stack of the environment, which every role of the environment may read.
  "data.terraform_remote_state": {
    grants: [],
    page: "https://developer.hashicorp.com/terraform/language/state/remote-state-data",
  },
};

/** The permissions of a type; undefined if the table does not have it. */
export function permissionsOfType(type: string): TypePermissions | undefined {
  return Object.hasOwn(terraformPermissions, type) ? terraformPermissions[type] : undefined;
}

/** The types that the table has, for tests that compare it with AWS's reference. */
export const typesWithPermissions: readonly string[] = Object.keys(terraformPermissions);

export type { Grant } from "./grant.ts";
