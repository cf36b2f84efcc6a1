import { isWildcardOnlyAction, runSimulation } from "@cloud-copilot/iam-simulate";
import { account } from "./fixture-site.ts";

/** The policies of a role, as IAM has them. */
export interface Role {
  readonly name: string;
  readonly policies: readonly object[];
}

export type Verdict = "Allowed" | "ImplicitlyDenied" | "ExplicitlyDenied";

/**
 * Decides a request as IAM does: by policies, conditions and AWS's own list of actions, resource types and condition keys.
 *
 * @param context - The request's condition keys. A key that the action does not have is omitted.
 * @throws Error if the action or the resource is not valid
 */
export async function decide(
  role: Role,
  [action, resource]: readonly [action: string, resource: string],
  context: Readonly<Record<string, string | readonly string[]>> = {},
): Promise<Verdict> {
  const [service = "", name = ""] = action.split(":");
  // The recorder names the resource of each call, but IAM checks some actions on none.
  const target = (await isWildcardOnlyAction(service, name)) ? "*" : resource.replaceAll("*", "unknown");
  const result = await runSimulation(
    {
      request: {
        principal: `arn:aws:iam::${account}:role/featheredge/${role.name}`,
        action,
        resource: { resource: target, accountId: account },
        contextVariables: context,
      },
      identityPolicies: role.policies.map((policy, index) => ({ name: `${role.name}-${index}`, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (result.overallResult === undefined) {
    throw new Error(`${action} on ${target} can't be simulated: ${JSON.stringify(result.errors)}`);
  }
  return result.overallResult;
}
