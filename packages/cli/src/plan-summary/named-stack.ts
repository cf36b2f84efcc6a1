import type { BuildManifest } from "../project/build-manifest.ts";
import { type Names, namesOf } from "./names.ts";
import type { PlanJson } from "./plan-json.ts";

export interface StackToName {
  /** The entry in the environment: `site`. */
  readonly id: string;
  readonly plan: PlanJson;
  /** The environment's keys of resources, by address. */
  readonly keys: Readonly<Record<string, string>>;
}

/** A stack's distributions and the names of its resources. */
export interface NamedStack {
  readonly names: Names;
  /** The addresses of the distributions. */
  readonly distributions: readonly string[];
  /** The key of a distribution in the environment, by its address. */
  readonly keyOf: (address: string) => string;
}

/** Names a stack's resources. @param environment the environment's name */
export function nameStack(
  { id, plan, keys }: StackToName,
  environment: string,
  { functions }: Pick<BuildManifest, "functions">,
): NamedStack {
  const distributions = plan.resource_changes.flatMap(({ type, address, mode }) =>
    type === "aws_cloudfront_distribution" && mode === "managed" ? [address] : [],
  );
  // A distribution that is gone has no key any more; its address ends in its name.
  const keyOf = (address: string) =>
    keys[address]?.replace(/^distributions\./, "") ?? address.replace(/^[^.]+\./, "").replaceAll("_", "-");
  const names = namesOf({
    plan,
    keys,
    prefix: `${environment}-${id}-`,
    functions: functions.map(({ name }) => name),
    distributions: distributions.map(keyOf),
  });
  return { names, distributions, keyOf };
}
