import type { Deployment } from "../../deployment.ts";

/**
 * The functions and KeyValueStores whose content a client has changed ahead of another record of the deployment, such
 * as Terraform's state: their names by their ARNs.
 */
export type AheadParts = ReadonlyMap<string, string>;

/** The names of a function and of its KeyValueStore, as far as they are ahead; undefined if neither is. */
export function namesAhead(
  parts: AheadParts,
  deployment: Pick<Deployment, "cloudFrontFunction">,
  functionArn: string,
): readonly string[] | undefined {
  if (parts.size === 0) return undefined;
  const store = deployment.cloudFrontFunction(functionArn)?.keyValueStore;
  const names = [parts.get(functionArn), parts.get(store ?? "")].filter((name) => name !== undefined);
  return names.length === 0 ? undefined : names;
}
