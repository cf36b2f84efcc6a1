import type { EdgeEvent, EdgeRuntime } from "@featheredge/aws-rules";
import type { MissingPermissions } from "../bootstrap/missing-permissions.ts";

/**
 * The changes that an environment's plan makes, in the environment's terms. `plan --json` prints it as `summary`, and a
 * saved plan contains it. Values that are secret are replaced by {@link masked}. A field is removed or changes its meaning
 * only with a new `version`.
 */
export interface PlanSummary {
  readonly version: 1;
  readonly environment: string;
  readonly account: string;
  readonly target: "aws" | "loopback";
  /** The commit that sources are compared with; undefined where there is none, such as outside of a git repository. */
  readonly base?: SourceBase | undefined;
  /** Destroys and replacements of all stacks, which reviewers read first. */
  readonly removals: readonly Removal[];
  /** Those of them that are not allowed: the environment is protected, and neither the command nor the pull request names them. */
  readonly unnamed: readonly Removal[];
  /** Distributions with any change, in the order of the stacks. */
  readonly distributions: readonly DistributionChange[];
  /** Changes that belong to no distribution, or to several. Removals are repeated here. */
  readonly resources: readonly ResourceChange[];
  /** Every planned stack, also those without changes. */
  readonly stacks: readonly StackPlan[];
  readonly totals: Totals;
  /** Results of the environment's thresholds; empty where it has none. */
  readonly checks: readonly Check[];
  /** The roles of the environment's foundation that lack permissions which its stacks need; empty if none does. */
  readonly missingPermissions: readonly MissingPermissions[];
}

/** Appears in the position of a secret value. */
export const masked = "(secret)";

/** Appears in the position of a value that AWS decides during the apply. */
export const unknownValue = "(known after apply)";

/** The commit that sources are compared with. */
export interface SourceBase {
  /** The full hash. */
  readonly commit: string;
  /** `option`: `--base`; `deployment`: the last deployed commit; `merge-base`: where this branch left the remote's main. */
  readonly from: "option" | "deployment" | "merge-base";
}

/** How many resources of a plan are changed. A replacement counts in `replace` only. */
export interface Totals {
  readonly import: number;
  readonly add: number;
  readonly change: number;
  readonly replace: number;
  readonly destroy: number;
}

export interface StackPlan {
  /** `site-prod` */
  readonly name: string;
  readonly totals: Totals;
  /** The outputs that change. */
  readonly outputs: readonly string[];
  /** The stacks that must be applied before this one can be planned; empty if it was planned. */
  readonly waitsFor: readonly string[];
}

/** A resource that is destroyed or replaced. */
export interface Removal {
  readonly stack: string;
  /** Terraform's: `aws_cloudfront_function.members_auth`. */
  readonly address: string;
  /** Ours, which `--allow-destroy` takes, too: a function's name, an environment's key, or else the address. */
  readonly name: string;
  readonly action: "destroy" | "replace" | "forget";
  /** Sentences; for a replacement, one for each attribute that forces it. */
  readonly reasons: readonly string[];
}

export type ResourceAction = "create" | "update" | "replace" | "destroy" | "forget" | "import";

/** A changed key: `cachePolicy` of a behavior, or an attribute of a resource in camelCase. */
export interface ValueChange {
  readonly key: string;
  /** Undefined where it was not set. */
  readonly before?: string | undefined;
  /** Undefined if it is not set any more. */
  readonly after?: string | undefined;
}

export interface ResourceChange {
  readonly stack: string;
  readonly address: string;
  readonly name: string;
  readonly action: ResourceAction;
  /** Empty for resources that are created or destroyed. */
  readonly changes: readonly ValueChange[];
}

export interface DistributionChange {
  /** Its key in the environment's `distributions`. */
  readonly key: string;
  readonly stack: string;
  /** Undefined where only functions or other parts of it change. */
  readonly action?: ResourceAction | undefined;
  /** Settings other than behaviors: `comment`, `origins.app.domainName`. */
  readonly settings: readonly ValueChange[];
  readonly behaviors: readonly BehaviorChange[];
  readonly functions: readonly FunctionChange[];
  readonly keyValueStore?: KeyValueStoreChange | undefined;
  /** Policies, certificates, records, web ACL, alarms and other resources that belong to it. */
  readonly resources: readonly ResourceChange[];
  /** The functions' costs in USD; `before` is undefined where Terraform's state does not show all of them. */
  readonly functionsPerMonth: BeforeAfter<number>;
}

export interface BeforeAfter<T> {
  readonly before?: T | undefined;
  readonly after?: T | undefined;
}

export interface BehaviorChange {
  /** `*` for the default behavior. */
  readonly path: string;
  /** `distributions.site.behaviors[2]`: its key after the change; before it, for one that is removed. */
  readonly key: string;
  /** `moved`: its order among the others changes, so that requests may match another behavior first. */
  readonly change: "added" | "removed" | "moved" | "changed";
  /** Positions from 0, where it moves. */
  readonly position?: BeforeAfter<number> | undefined;
  readonly changes: readonly ValueChange[];
}

export interface FunctionChange {
  readonly name: string;
  /** `moved`: to the other runtime. */
  readonly change: "added" | "removed" | "changed" | "moved";
  readonly runtime: BeforeAfter<EdgeRuntime>;
  /** Where it runs after the change; before it, if it is removed. */
  readonly runsAt: readonly { readonly path: string; readonly event: EdgeEvent }[];
  /** The reasons for its runtime, where it moves. */
  readonly reasons: readonly string[];
  /** Bytes that AWS counts. A zip's size before is the one in Terraform's state. */
  readonly bytes: BeforeAfter<number>;
  readonly budgetBytes?: number | undefined;
  /** Percent of the compute that AWS allows a CloudFront Function, for the costliest of its handlers' events. */
  readonly computePercent: BeforeAfter<number>;
  /** USD. */
  readonly perMillion: BeforeAfter<number>;
  /** USD. Before: for the behaviors that there still are. */
  readonly perMonth: BeforeAfter<number>;
  readonly source: SourceDifference;
}

/**
 * The difference of a function's code: of its TypeScript since the base; else, where that is unknown or unchanged, of the
 * compiled code, formatted; else nothing is known but that the artifact differs.
 */
export interface SourceDifference {
  readonly kind: "source" | "compiled" | "unknown" | "none";
  readonly files: readonly FileDifference[];
}

export interface FileDifference {
  /** Relative to the project. */
  readonly path: string;
  readonly added: number;
  readonly removed: number;
  readonly hunks: readonly Hunk[];
}

export interface Hunk {
  /** Lines from 1. */
  readonly before: number;
  readonly after: number;
  /** Each begins with ` `, `+` or `-`. */
  readonly lines: readonly string[];
}

/**
 * Keys in which the environment differs from the store. Terraform fills a store when it creates it; from then on
 * `featheredge kvs sync` writes changes.
 */
export interface KeyValueStoreChange {
  /** True if Terraform writes the keys, as it creates the store; else the apply of a saved plan does, or `kvs sync`. */
  readonly byApply: boolean;
  readonly added: readonly KeyValue[];
  readonly changed: readonly KeyValue[];
  /** Keys of the store that the environment does not list: `kvs sync --delete` removes them. */
  readonly extra: readonly string[];
}

/** An entry as the environment has it; values that only the store has are never read. */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

/** A threshold of the environment, compared with the estimate. */
export interface Check {
  readonly threshold: "costPerMonth" | "computeUtilization";
  /** The environment, or a function. */
  readonly subject: string;
  /** USD, or percent. */
  readonly value: number;
  readonly most: number;
  readonly passed: boolean;
}
