/**
 * Permissions that Terraform's AWS provider needs for the resources of a type.
 *
 * An ARN form has names in braces. `{account}` and `{environment}` are the environment's, `{region}` is that of the
 * resource's provider, `{bucket}` and the like are arguments of the resource; `{zone_id|*}` has a pattern for a value that
 * is not known before the apply, in place of `<environment>-*`. A form without names is for actions that AWS
 * can't limit to a resource (`*`), or for resources whose ids AWS chooses.
 */
export interface Grant {
  /** Actions of a refresh, for the roles that plan and apply. */
  readonly read?: readonly string[];
  /** Actions that create, change and destroy, for the role that applies. */
  readonly write?: readonly string[];
  /** ARN forms. */
  readonly on: readonly string[];
  /** Values that condition keys must equal; `{environment}` and `{boundary}` (an ARN) are replaced. */
  readonly when?: Readonly<Record<string, string | readonly string[]>>;
}

/** The permissions of a type of Terraform resource, and AWS's list of its service's actions, resources and condition keys. */
export interface TypePermissions {
  readonly grants: readonly Grant[];
  readonly page: string;
}

/** AWS's service authorization reference of a service. */
export function reference(list: string): string {
  return `https://docs.aws.amazon.com/service-authorization/latest/reference/list_${list}.html`;
}

/** A table of one service's types, whose page is the same. */
export function onPage(
  page: string,
  types: Readonly<Record<string, readonly Grant[]>>,
): Readonly<Record<string, TypePermissions>> {
  return Object.fromEntries(Object.entries(types).map(([type, grants]) => [type, { grants, page }]));
}
