import type { EdgeEvent, EdgeRuntime } from "@featheredge/aws-rules";
import { type BehaviorTraffic, functionCost } from "@featheredge/compiler";
import type { BuildManifest } from "../project/build-manifest.ts";
import type { BeforeAfter, FunctionChange, SourceDifference } from "./model.ts";
import { functionTypes, type Names, runtimeOf } from "./names.ts";
import { isObject, type PlanJson, type Values } from "./plan-json.ts";

/** A function as the state or the plan has it. */
interface FunctionVersion {
  readonly runtime: EdgeRuntime;
  /** The code of a CloudFront Function; a zip is not in a plan. */
  readonly code: string | undefined;
  /** Identifies the code. */
  readonly digest: string;
  readonly bytes: number | undefined;
  readonly readsStore: boolean;
}

/** The versions of each function by its name. A function that moves has both in one entry. */
export type FunctionVersions = ReadonlyMap<string, BeforeAfter<FunctionVersion>>;

/** Reads the functions of a stack from its plan. */
export function functionVersions(plan: PlanJson, names: Names): FunctionVersions {
  const versions = new Map<string, BeforeAfter<FunctionVersion>>();
  for (const { address, type, change } of plan.resource_changes) {
    const runtime = runtimeOf(type);
    if (runtime === undefined) continue;
    const name = names.ofAddress(address);
    const { before = versionOf(change.before, runtime), after = versionOf(change.after, runtime) } =
      versions.get(name) ?? {};
    versions.set(name, { before, after });
  }
  return versions;
}

function versionOf(values: Values | null | undefined, runtime: EdgeRuntime): FunctionVersion | undefined {
  if (!values) return undefined;
  const { code, source_code_hash: hash, source_code_size: size, key_value_store_associations: stores } = values;
  const text = typeof code === "string" ? code : undefined;
  return {
    runtime,
    code: text,
    digest: text ?? String(hash ?? ""),
    bytes: text === undefined ? numberOf(size) : Buffer.byteLength(text),
    readsStore: Array.isArray(stores) && stores.length > 0,
  };
}

function numberOf(value: unknown): number | undefined {
  return value === undefined || value === null || Number.isNaN(Number(value)) ? undefined : Number(value);
}

/** A function at an event of a behavior, as a distribution of the state or of the plan attaches it. */
export interface Attachment {
  readonly path: string;
  readonly event: EdgeEvent;
  readonly name: string;
  readonly runtime: EdgeRuntime;
}

/** The functions that a distribution attaches. */
export function attachmentsOf(distribution: Values | null | undefined, names: Names): Attachment[] {
  const { default_cache_behavior: byDefault, ordered_cache_behavior: ordered } = distribution ?? {};
  return [byDefault, ordered].flatMap(listOf).flatMap((behavior) =>
    [...listOf(behavior.function_association), ...listOf(behavior.lambda_function_association)].map(
      ({ event_type, function_arn, lambda_arn }): Attachment => ({
        path: String(behavior.path_pattern ?? "*"),
        event: event_type as EdgeEvent,
        name: names.ofId(String(function_arn ?? lambda_arn)),
        runtime: function_arn === undefined ? "lambda-at-edge" : "cloudfront-function",
      }),
    ),
  );
}

function listOf(value: unknown): Values[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export interface FunctionsInput {
  /** The distribution's key. */
  readonly key: string;
  readonly versions: FunctionVersions;
  /** The functions that the distribution attached until now. */
  readonly attached: readonly Attachment[];
  readonly build: Pick<BuildManifest, "functions" | "placements" | "behaviors">;
  /** By the behavior's key. */
  readonly traffic: ReadonlyMap<string, BehaviorTraffic>;
  /** Percent of the compute that AWS allows, by the function's name. */
  readonly compute: ReadonlyMap<string, BeforeAfter<number>>;
  readonly sources: ReadonlyMap<string, SourceDifference>;
}

/** The changes of a distribution's functions, and the costs of all of its functions before and after. */
export function compareFunctions(input: FunctionsInput): {
  readonly changes: FunctionChange[];
  readonly perMonth: BeforeAfter<number>;
} {
  const { key, versions, attached, build, traffic } = input;
  const placements = build.placements.filter(({ distribution }) => distribution === key);
  const own = build.behaviors.filter(({ distribution }) => distribution === key);
  const keyOf = new Map(own.map((behavior) => [behavior.path, behavior.key]));
  const trafficAt = (path: string) => traffic.get(keyOf.get(path) ?? "");
  const old = attached.flatMap((one) => {
    const [behaviorTraffic, version] = [trafficAt(one.path), versions.get(one.name)?.before];
    return behaviorTraffic === undefined
      ? []
      : [{ name: one.name, ...costOf(one.runtime, one.event, behaviorTraffic, version?.readsStore) }];
  });
  const now = placements.flatMap((one) => {
    const [artifact, behaviorTraffic] = [
      build.functions.find(({ name }) => name === one.function),
      trafficAt(one.path),
    ];
    return artifact === undefined || behaviorTraffic === undefined
      ? []
      : [
          {
            name: one.function,
            ...costOf(artifact.runtime, one.event, behaviorTraffic, artifact.keyValueStore !== undefined),
          },
        ];
  });
  const owned = new Set([...attached.map(({ name }) => name), ...placements.map((one) => one.function)]);
  const changes = [...owned].flatMap((name): FunctionChange[] => {
    const { before, after } = versionsOfName(name, input);
    const change = kindOf(before, after);
    if (change === undefined) return [];
    const artifact = build.functions.find((one) => one.name === name);
    const runsNow = placements.filter((one) => one.function === name);
    const costs = (list: typeof old) => list.filter((one) => one.name === name || nameBefore(one.name, name));
    return [
      {
        name,
        change,
        runtime: { before: before?.runtime, after: after?.runtime },
        runsAt: (after === undefined ? attached.filter((one) => one.name === name) : runsNow).map(
          ({ path, event }) => ({
            path,
            event,
          }),
        ),
        reasons: change === "moved" ? [...new Set(runsNow.flatMap(({ reasons }) => reasons))] : [],
        bytes: { before: before?.bytes, after: artifact?.bytes },
        budgetBytes: artifact?.budgetBytes,
        computePercent: input.compute.get(name) ?? {},
        perMillion: { before: costs(old)[0]?.perMillion, after: costs(now)[0]?.perMillion },
        perMonth: {
          before: costs(old).length === 0 ? undefined : sum(costs(old)),
          after: costs(now).length === 0 ? undefined : sum(costs(now)),
        },
        source: input.sources.get(name) ?? { kind: "none", files: [] },
      },
    ];
  });
  return { changes, perMonth: { before: sum(old), after: sum(now) } };
}

/** A handler whose runtimes differ among behaviors is two functions: `headers` and `headers-lambda`. */
function nameBefore(before: string, after: string): boolean {
  return after === `${before}-lambda` || before === `${after}-lambda`;
}

/** The versions of a function. One that moves to the other runtime at the same event may get another name. */
function versionsOfName(
  name: string,
  { versions, attached, build, key }: FunctionsInput,
): BeforeAfter<FunctionVersion> {
  const { before, after } = versions.get(name) ?? {};
  const attachedNow = build.placements.filter((one) => one.distribution === key);
  const sameEvents = (earlier: string, later: string) =>
    nameBefore(earlier, later) &&
    attachedNow.some(
      (one) =>
        one.function === later &&
        attached.some((was) => was.name === earlier && was.path === one.path && was.event === one.event),
    );
  if (before === undefined) {
    const earlier = [...versions.keys()].find((other) => sameEvents(other, name));
    return { before: earlier === undefined ? undefined : versions.get(earlier)?.before, after };
  }
  if (after === undefined && [...versions.keys()].some((other) => sameEvents(name, other))) return {};
  return { before, after };
}

function kindOf(
  before: FunctionVersion | undefined,
  after: FunctionVersion | undefined,
): FunctionChange["change"] | undefined {
  if (before === undefined) return after === undefined ? undefined : "added";
  if (after === undefined) return "removed";
  if (before.runtime !== after.runtime) return "moved";
  return before.digest === after.digest ? undefined : "changed";
}

function costOf(runtime: EdgeRuntime, event: EdgeEvent, traffic: BehaviorTraffic, readsStore: boolean | undefined) {
  return functionCost(runtime, event, traffic, { keyValueStoreReads: readsStore ? 1 : 0 });
}

function sum(costs: readonly { readonly perMonth: number }[]): number {
  return costs.reduce((total, { perMonth }) => total + perMonth, 0);
}

/** True for a resource whose code is compared by {@link compareFunctions}. */
export function isFunction(type: string): boolean {
  return functionTypes.includes(type);
}
