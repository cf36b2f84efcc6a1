import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { FunctionDetail, FunctionSummary } from "@featheredge/inspector/api";
import { compileDistribution } from "../../2-routing/compile-distribution.ts";
import type { StageTrace } from "../../base/trace.ts";
import { type InspectorContext, InspectorFault } from "../context.ts";
import { distributionName, functionName } from "../names.ts";
import { rounded } from "../summary.ts";

type Association = FunctionSummary["associations"][number];

/** A function that at least one behavior runs. */
interface AssociatedFunction {
  readonly arn: string;
  readonly runtime: FunctionSummary["runtime"];
  readonly associations: Association[];
}

/** The deployed code of a function. */
interface DeployedCode {
  readonly language: string;
  readonly bytes: number;
  readonly code: string | undefined;
}

export async function listFunctions(context: InspectorContext): Promise<FunctionSummary[]> {
  const runs = runsByArn(context);
  return Promise.all(
    associatedFunctions(context).map(async (one) => summaryOf(one, await codeOf(one, context), runs, context)),
  );
}

/** @param name a function's deployed name */
export async function readFunction(context: InspectorContext, name: string): Promise<FunctionDetail> {
  const all = associatedFunctions(context);
  const one = all.find(({ arn }) => functionName(arn) === name);
  if (one === undefined) {
    const names = all.map(({ arn }) => functionName(arn)).join(", ");
    throw new InspectorFault(404, `No distribution runs a function '${name}'. They run ${names || "no functions"}.`);
  }
  const code = await codeOf(one, context);
  const source = await context.project?.functionSource(name);
  return {
    ...summaryOf(one, code, runsByArn(context), context),
    versions: versionsOf(one, context),
    ...(code.code === undefined ? {} : { code: code.code }),
    sources: (source?.sources ?? []).map(({ file, text }) => ({ file, text })),
    placement: [...(source?.placement ?? [])],
  };
}

function associatedFunctions({ deployment }: Pick<InspectorContext, "deployment">): AssociatedFunction[] {
  const byArn = new Map<string, AssociatedFunction>();
  for (const distribution of deployment.distributions) {
    const served = compileDistribution(distribution);
    const indexes = [...(distribution.config.CacheBehaviors?.Items ?? []).keys(), "default" as const];
    for (const behavior of indexes.map((index) => served.behaviorAt(index, deployment))) {
      for (const [event, { arn, runtime }] of Object.entries(behavior.functions)) {
        const known = byArn.get(arn) ?? { arn, runtime, associations: [] };
        byArn.set(arn, known);
        known.associations.push({
          distribution: distributionName(distribution),
          pathPattern: behavior.pathPattern,
          event: event as Association["event"],
        });
      }
    }
  }
  return [...byArn.values()];
}

function summaryOf(
  { arn, runtime, associations }: AssociatedFunction,
  { language, bytes }: DeployedCode,
  runs: ReadonlyMap<string, readonly StageTrace[]>,
  { namesAhead }: InspectorContext,
): FunctionSummary {
  const own = runs.get(arn) ?? [];
  const used = own.flatMap(({ computeUtilization }) => computeUtilization ?? []);
  const name = functionName(arn);
  return {
    name,
    arn,
    runtime,
    language,
    bytes,
    ...(used.length === 0 ? {} : { computeUtilization: Math.round(Math.max(...used)) }),
    ...(own.length === 0 ? {} : { meanMs: rounded(own.reduce((sum, one) => sum + one.durationMs, 0) / own.length) }),
    runs: own.length,
    associations,
    ahead: namesAhead().has(name),
  };
}

function runsByArn({ traces }: Pick<InspectorContext, "traces">): ReadonlyMap<string, readonly StageTrace[]> {
  const runs = new Map<string, StageTrace[]>();
  for (const { stages } of traces.list()) {
    for (const stage of stages) {
      const known = runs.get(stage.arn);
      if (known === undefined) runs.set(stage.arn, [stage]);
      else known.push(stage);
    }
  }
  return runs;
}

async function codeOf({ arn, runtime }: AssociatedFunction, context: InspectorContext): Promise<DeployedCode> {
  if (runtime === "cloudfront-function") {
    const published = context.deployment.cloudFrontFunction(arn);
    if (published === undefined) return { language: "not published", bytes: 0, code: undefined };
    return { language: published.runtime, bytes: Buffer.byteLength(published.code), code: published.code };
  }
  const version = await context.lambda?.version(arn);
  if (version === undefined) return { language: "not published", bytes: 0, code: undefined };
  // `index.handler` is the function `handler` of index.js, index.mjs or index.cjs.
  const module = join(version.directory, version.handler.slice(0, version.handler.lastIndexOf(".")));
  for (const extension of [".mjs", ".js", ".cjs"]) {
    const code = await readFile(module + extension, "utf8").catch(() => undefined);
    if (code !== undefined) {
      return { language: version.runtime, bytes: (await stat(module + extension)).size, code };
    }
  }
  return { language: version.runtime, bytes: 0, code: undefined };
}

function versionsOf({ arn, runtime }: AssociatedFunction, context: InspectorContext): FunctionDetail["versions"] {
  if (runtime === "lambda-at-edge") return [{ name: arn.slice(arn.lastIndexOf(":") + 1) }];
  const stages = context.administration?.stagesOf(arn) ?? [];
  return stages.map(({ name, bytes, modified }) => ({ name, bytes, modified: modified.toISOString() }));
}
