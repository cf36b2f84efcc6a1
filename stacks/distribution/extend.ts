import type { Construct } from "constructs";
import type { Environment } from "#environments";
import type { EdgeDistribution } from "#modules/edge-distribution/index.ts";
import type { KeyValueStore } from "#modules/key-value-store/index.ts";
import type { Origin } from "#modules/origins/origin.ts";
import type { EnvironmentStack } from "../environment-stack.ts";

/** A distribution's constructs, for a function that extends it. */
export interface ExtensibleDistribution {
  readonly stack: EnvironmentStack;
  /** The scope for resources of one's own. Their names start with the distribution's where the stack holds several. */
  readonly scope: Construct;
  /** Its `distribution` is the Terraform resource: `distribution.distribution.addOverride("staging", true)`. */
  readonly distribution: EdgeDistribution;
  readonly origins: Readonly<Record<string, Origin>>;
  readonly keyValueStore: KeyValueStore | undefined;
  readonly environment: Environment;
}

/**
 * The default export of the file that a distribution names with `extend`: adds resources, or overrides any attribute.
 * Everything that it adds goes through the same checks as the rest of the stack.
 *
 * @example
 * export default (({ scope, distribution }) => {
 *   new SsmParameter(scope, "domain", { name: "/site/domain", type: "String", value: distribution.distribution.domainName });
 * }) satisfies Extend;
 */
export type Extend = (distribution: ExtensibleDistribution) => void;
