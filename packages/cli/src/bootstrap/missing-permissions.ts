import { join } from "node:path";
import { z } from "zod";
import { stackDirectory } from "../project/stacks.ts";

/** The actions that a role of a foundation lacks, on some or all of the resources that it needs them for. */
export interface MissingPermissions {
  /** `featheredge-prod-apply` */
  readonly role: string;
  readonly actions: readonly string[];
}

/** The name of an environment's foundation stack. */
export function foundationName(environment: string): string {
  return `foundation-${environment}`;
}

/** The file in a foundation's folder with what the policies of its roles allow. */
export function permissionsFile(root: string, environment: string): string {
  return join(stackDirectory(root, foundationName(environment)), "permissions.json");
}

const allowed = z.object({ actions: z.array(z.string().regex(/^[\w-]+:[\w*]+$/)), resources: z.array(z.string()) });
const permissions = z.record(z.string().regex(/^[\w-]+$/), z.array(allowed));

/** The part of a foundation's state that is read here. */
const state = z.object({
  resources: z.array(
    z.object({ type: z.string(), instances: z.array(z.object({ attributes: z.record(z.string(), z.unknown()) })) }),
  ),
});
const managedPolicy = z.object({ name: z.string(), policy: z.string() });

const oneOrMore = z.union([z.string().transform((text) => [text]), z.array(z.string())]);
const document = z.object({
  Statement: z.array(z.object({ Effect: z.string(), Action: oneOrMore, Resource: oneOrMore })),
});

/** True if a text has the form of a foundation's permissions.json, which an unreviewed change may have written. */
export function isPermissionsFile(text: string): boolean {
  try {
    return permissions.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

/**
 * Compares what the stacks need with what the last bootstrap has allowed.
 *
 * @param synthesized - The text of the foundation's permissions.json.
 * @param stored - The foundation's state.
 * @returns the roles that lack something; a deploy also works with more than the stacks need
 */
export function missingPermissions(synthesized: string, stored: string): MissingPermissions[] {
  const policies = state
    .parse(JSON.parse(stored))
    .resources.filter(({ type }) => type === "aws_iam_policy")
    .flatMap(({ instances }) => instances.map(({ attributes }) => managedPolicy.parse(attributes)));
  return Object.entries(permissions.parse(JSON.parse(synthesized))).flatMap(([role, statements]) => {
    // A long policy is divided: featheredge-prod-apply-2.
    const own = policies.filter(({ name }) => name === role || /^-\d+$/.test(name.replace(role, "")));
    const present = new Set(own.flatMap(({ policy }) => pairsOf(policy)));
    const missing = statements.flatMap(({ actions, resources }) =>
      actions.filter((action) => resources.some((resource) => !present.has(`${action} ${resource}`))),
    );
    return missing.length === 0 ? [] : [{ role, actions: [...new Set(missing)].sort() }];
  });
}

function pairsOf(policy: string): string[] {
  return document
    .parse(JSON.parse(policy))
    .Statement.filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action, Resource }) => Action.flatMap((action) => Resource.map((resource) => `${action} ${resource}`)));
}
