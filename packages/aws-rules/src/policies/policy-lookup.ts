import { type Diagnostic, diagnose, nearest } from "@featheredge/diagnostics";
import { managedPolicies, type PolicyKind, policyKinds } from "./managed-policies.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The id of a policy that is written as AWS's name of a managed one (`CachingOptimized`, or `Managed-CachingOptimized`
 * as the API spells it) or as the id of one's own, which comes back as it is. Undefined when it is neither: see
 * {@link checkPolicy} for the reason.
 */
export function policyId(kind: PolicyKind, nameOrId: string): string | undefined {
  if (uuid.test(nameOrId)) return nameOrId;
  const known: Readonly<Record<string, string>> = managedPolicies[kind];
  const name = nameOrId.replace(/^Managed-/, "");
  return Object.hasOwn(known, name) ? known[name] : undefined;
}

/** Returns the reason why a policy's name or id can't be used; undefined when it can. */
export function checkPolicy(kind: PolicyKind, nameOrId: string): Diagnostic | undefined {
  if (policyId(kind, nameOrId) !== undefined) return undefined;
  const { label, page } = policyKinds[kind];
  const names = Object.keys(managedPolicies[kind]);
  const near = nearest(nameOrId.replace(/^Managed-/i, ""), names);
  const elsewhere = otherKindOf(kind, nameOrId);
  const hint =
    elsewhere !== undefined ? `It is a managed ${elsewhere}. ` : near !== undefined ? `Did you mean '${near}'? ` : "";
  return diagnose("FE-DST-025", {
    message: `'${nameOrId}' is neither the id of a ${label} nor the name of a managed one.`,
    fix: `${hint}Managed: ${names.join(", ")}.`,
    page,
  });
}

function otherKindOf(kind: PolicyKind, nameOrId: string): string | undefined {
  const others = (Object.keys(managedPolicies) as PolicyKind[]).filter((other) => other !== kind);
  const actual = others.find((other) => policyId(other, nameOrId) !== undefined);
  return actual === undefined ? undefined : policyKinds[actual].label;
}
