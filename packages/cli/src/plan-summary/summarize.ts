import type { BehaviorTraffic } from "@featheredge/compiler";
import type { BuildManifest } from "../project/build-manifest.ts";
import { unnamedRemovals } from "./allow-destroy.ts";
import { compareBehaviors } from "./behaviors.ts";
import { differences, type Terms, versionsOf } from "./flatten.ts";
import { attachmentsOf, compareFunctions, functionVersions, isFunction } from "./functions.ts";
import type {
  BeforeAfter,
  Check,
  DistributionChange,
  PlanSummary,
  Removal,
  ResourceChange,
  SourceBase,
  SourceDifference,
} from "./model.ts";
import { nameStack } from "./named-stack.ts";
import { functionOwners } from "./names.ts";
import { findOwners, withoutIndex } from "./owners.ts";
import { changedResources, type PlanJson, type PlannedResource } from "./plan-json.ts";
import { actionOf, removalOf, withFunctionReason } from "./removals.ts";
import { withRenameHint } from "./rename-hints.ts";
import { createMask, type Mask, maskTexts, secretsOf } from "./secrets.ts";
import { compareStore, type Entries, storeKeysType, valuesByHand } from "./stores.ts";
import { addTotals, noTotals, totalsOf } from "./totals.ts";

/** A stack with its plan, and what synthesis wrote about it. */
export interface SummaryStack {
  /** `site-prod` */
  readonly name: string;
  /** The entry in the environment: `site`. */
  readonly id: string;
  /** Undefined for a stack that was not planned. */
  readonly plan: PlanJson | undefined;
  /** The stacks that must be applied before this one can be planned. */
  readonly waitsFor: readonly string[];
  /** The environment's keys of resources, by address. */
  readonly keys: Readonly<Record<string, string>>;
}

export interface SummaryInput {
  readonly environment: string;
  readonly account: string;
  readonly target: PlanSummary["target"];
  readonly base: SourceBase | undefined;
  readonly stacks: readonly SummaryStack[];
  readonly build: Pick<BuildManifest, "functions" | "placements" | "behaviors">;
  /** The entries of KeyValueStores, by distribution. */
  readonly entries: Readonly<Record<string, Entries>>;
  /** By the behavior's key. */
  readonly traffic: ReadonlyMap<string, BehaviorTraffic>;
  /** Percent of the compute that AWS allows, by function. */
  readonly compute: ReadonlyMap<string, BeforeAfter<number>>;
  /** By function. */
  readonly sources: ReadonlyMap<string, SourceDifference>;
  readonly checks: readonly Check[];
  readonly missingPermissions: PlanSummary["missingPermissions"];
  /** True if destroys and replacements must be named: the environment's `protections.preventDestroy`. */
  readonly isProtected: boolean;
  /** Names and addresses of resources that may be destroyed or replaced. */
  readonly allowed: readonly string[];
}

/** Arguments that {@link compareFunctions} compares, or that follow from them. */
const code = ["code", "filename", "source_code_hash", "source_code_size", "code_sha256", "version", "qualified_arn"];
const behaviorBlocks = ["default_cache_behavior", "ordered_cache_behavior"];

/** Summarizes the plans of an environment's stacks. Pure: what it returns follows from its input alone. */
export function summarizePlan(input: SummaryInput): PlanSummary {
  const mask = maskOf(input.stacks);
  const parts = input.stacks.map((stack) => summarizeStack(stack, input, mask));
  const { environment, account, target, base, checks, missingPermissions, isProtected, allowed } = input;
  const removals = parts.flatMap((part) => part.removals);
  return {
    version: 1,
    environment,
    account,
    target,
    base,
    // Values are masked one by one; names, paths and addresses may have secrets, too.
    ...maskTexts(
      {
        removals,
        unnamed: isProtected ? unnamedRemovals(removals, allowed) : [],
        distributions: parts.flatMap((part) => part.distributions),
        resources: parts.flatMap((part) => part.resources),
        stacks: parts.map((part) => part.stack),
        checks,
        missingPermissions,
      },
      mask,
    ),
    totals: parts.map((part) => part.stack.totals).reduce(addTotals, noTotals),
  };
}

/** Replaces every secret of an environment's plans. */
function maskOf(stacks: readonly Pick<SummaryStack, "plan">[]): Mask {
  return createMask(stacks.flatMap(({ plan }) => (plan === undefined ? [] : secretsOf(plan))));
}

/** As the summary's, for Terraform's own text, which also has the values that only the KeyValueStores have. */
export function textMask({ stacks, entries }: Pick<SummaryInput, "stacks" | "entries">): Mask {
  const listed: Entries = Object.assign({}, ...Object.values(entries));
  const plans = stacks.flatMap(({ plan }) => (plan === undefined ? [] : [plan]));
  const keys = plans.flatMap((plan) => plan.resource_changes.filter(({ type }) => type === storeKeysType));
  return createMask([...plans.flatMap(secretsOf), ...keys.flatMap((one) => valuesByHand(one, listed))]);
}

interface StackSummary extends Pick<PlanSummary, "removals" | "distributions" | "resources"> {
  readonly stack: PlanSummary["stacks"][number];
}

function summarizeStack(stack: SummaryStack, input: SummaryInput, mask: Mask): StackSummary {
  const { name, plan, waitsFor } = stack;
  if (plan === undefined) {
    return { removals: [], distributions: [], resources: [], stack: { name, totals: noTotals, outputs: [], waitsFor } };
  }
  const { names, distributions: addresses, keyOf } = nameStack({ ...stack, plan }, input.environment, input.build);
  const terms: Terms = { nameOf: names.ofId, nameOfReference: names.ofReferences, mask };
  const ownedBy = functionOwners(plan, names);
  const expressions = new Map(plan.configuration.root_module.resources.map((one) => [one.address, one.expressions]));
  const compare = (resource: PlannedResource): ResourceChange[] => {
    const action = actionOf(resource);
    if (action === undefined) return [];
    const { before, after } = versionsOf(resource, expressions.get(withoutIndex(resource.address)));
    const changes = action === "update" ? differences(before, after, terms, isFunction(resource.type) ? code : []) : [];
    // The difference of its code is shown among the functions.
    if (isFunction(resource.type) && action === "update" && changes.length === 0) return [];
    const { address } = resource;
    return [{ stack: name, address, name: ownedBy(resource) ?? names.ofAddress(address), action, changes }];
  };
  const changed = changedResources(plan);
  const owners = findOwners(plan);
  const versions = functionVersions(plan, names);
  const distributions = addresses.flatMap((address): DistributionChange[] => {
    const resource = plan.resource_changes.find((one) => one.address === address);
    if (resource === undefined) return [];
    const key = keyOf(address);
    const own = plan.resource_changes.filter((one) => owners.get(withoutIndex(one.address)) === address);
    const { before, after } = versionsOf(resource, expressions.get(address));
    const functions = compareFunctions({
      ...input,
      key,
      versions,
      attached: attachmentsOf(resource.change.before, names),
    });
    const entries = input.entries[key] ?? {};
    const keyValueStore = compareStore(
      own.find(({ type }) => type === storeKeysType),
      entries,
      mask,
    );
    const resources = changed.filter((one) => own.includes(one) && one !== resource).flatMap(compare);
    const action = actionOf(resource);
    const isChange = action !== undefined && action !== "create" && action !== "destroy";
    const change: DistributionChange = {
      key,
      stack: name,
      action,
      settings: isChange ? differences(before, after, terms, behaviorBlocks) : [],
      behaviors: action === "destroy" ? [] : compareBehaviors(`distributions.${key}`, { before, after }, terms),
      functions: functions.changes,
      keyValueStore,
      resources,
      functionsPerMonth: functions.perMonth,
    };
    return isEmpty(change) ? [] : [change];
  });
  const removals = changed.flatMap((resource): Removal[] => {
    const removal = removalOf(resource, { stack: name, names, terms, owned: ownedBy(resource) });
    if (removal === undefined) return [];
    return [withRenameHint(withFunctionReason(removal, distributions), { distributions, keyOf, build: input.build })];
  });
  const shared = changed.filter((one) => !owners.has(withoutIndex(one.address))).flatMap(compare);
  const outputs = Object.entries(plan.output_changes).flatMap(([output, { actions }]) =>
    actions.includes("no-op") ? [] : [output],
  );
  return {
    removals,
    distributions,
    resources: shared,
    stack: { name, totals: totalsOf(changed), outputs, waitsFor },
  };
}

/** Keys that only the store has are not a change: an engineer may have put them there on purpose. */
function isEmpty({ action, functions, keyValueStore, resources }: DistributionChange): boolean {
  const entries = [...(keyValueStore?.added ?? []), ...(keyValueStore?.changed ?? [])];
  return action === undefined && functions.length + resources.length + entries.length === 0;
}
