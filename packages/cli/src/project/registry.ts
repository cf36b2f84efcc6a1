import type { PlanFeature, PricingPlan } from "@featheredge/aws-rules";
import { type Diagnostic, DiagnosticError, isDiagnosticError } from "@featheredge/diagnostics";
import type { GithubRepository } from "../bootstrap/github-commands.ts";
import { importProjectFile } from "./import-file.ts";

/** The parts of an environment that commands read. */
export interface Environment {
  readonly account: string;
  /** The home region, where the buckets are. */
  readonly region: string;
  readonly state:
    | { readonly type: "local" }
    | { readonly type: "s3"; readonly bucket: string; readonly region: string };
  readonly foundation?: { readonly github?: GithubRepository | undefined } | undefined;
  readonly protections: { readonly preventDestroy: boolean };
  readonly thresholds?:
    | { readonly costPerMonth?: number | undefined; readonly computeUtilization?: number | undefined }
    | undefined;
  readonly handlers: Readonly<Record<string, { readonly handler?: string | undefined; readonly config?: unknown }>>;
  readonly distributions: Readonly<Record<string, DistributionEntry>>;
}

/** The parts of a distribution that commands read. */
export interface DistributionEntry {
  readonly comment?: string | undefined;
  /** The stack that holds it. @default its own name */
  readonly stack?: string | undefined;
  /** A part of the requests goes to the next version, until it is promoted. */
  readonly continuousDeployment?: object | undefined;
  /** Previews of pull requests on a distribution that they share. */
  readonly preview?: { readonly domainName?: string | undefined } | undefined;
  readonly traffic: DistributionTraffic;
  readonly pricingPlan: PricingPlan;
  readonly pricingPlanAllows: readonly PlanFeature[];
  readonly origins: Readonly<Record<string, OriginEntry>>;
  readonly defaultRootObject?: string | undefined;
  readonly cacheTagConfig?: { readonly headerName: string } | undefined;
  readonly webAcl?: string | WebAcl | undefined;
  readonly logging?: { readonly cloudwatchLogs?: unknown } | undefined;
  readonly realtimeLogs?: { readonly samplingRate: number } | undefined;
  readonly defaultBehavior: EnvironmentBehavior;
  readonly behaviors: readonly EnvironmentBehavior[];
}

/** An origin of a distribution. */
interface OriginEntry {
  /** A bucket's files: a folder that Terraform uploads, or the settings of `content sync`. */
  readonly content?: string | SyncedContent | undefined;
  readonly originPath?: string | undefined;
}

/** Settings of `content sync`, with their defaults: see `modules/origins/static/options.ts`. */
export interface SyncedContent {
  /** A folder, relative to the repository. */
  readonly from: string;
  /** Seconds. */
  readonly grace: number;
  readonly immutable: readonly string[];
  readonly cacheControl: Readonly<Record<"immutable" | "pages" | "assets", string>>;
  readonly contentTypes: Readonly<Record<string, string>>;
  readonly indexDocument: string;
  readonly maxInvalidationPaths: number;
}

/** A web ACL that an environment creates. */
interface WebAcl {
  readonly ipRules: readonly unknown[];
  readonly geoRules: readonly unknown[];
  readonly rateRules: readonly unknown[];
  readonly managedRuleGroups: readonly unknown[];
  readonly uploadPaths: readonly unknown[];
  readonly logging: false | { readonly keep: "all" | "blocked" };
}

/** The traffic of a distribution that costs are estimated for. */
export interface DistributionTraffic {
  readonly viewerRequestsPerMonth: number;
  /** Of a mean response; KB of 1,000 bytes. */
  readonly responseKilobytes: number;
  readonly cacheHitRatio: number;
  readonly invalidationPathsPerMonth: number;
}

/** The numbers that the cost of a behavior's functions is estimated from. */
interface EnvironmentBehavior {
  /** Undefined for the default behavior. */
  readonly pathPattern?: string | undefined;
  readonly cachePolicy: unknown;
  readonly trafficShare?: number | undefined;
  readonly cacheHitRatio?: number | undefined;
  readonly lambdaDurationMs: number;
}

const registryFile = "environments/index.ts";

/** The exports of `environments/index.ts`. */
interface Registry {
  readonly environmentNames: readonly string[];
  /** @default each environment is a stage */
  readonly stages?: readonly (readonly string[])[];
  loadEnvironment(name: string): Promise<Environment>;
}

/**
 * Loads and checks an environment of the project. The project is found at run time, hence no import by name.
 * @throws the registry's own error for the user when there is no such environment, or when it breaks the schema.
 */
export async function loadEnvironment(root: string, name: string): Promise<Environment> {
  return (await readRegistry(root)).loadEnvironment(name);
}

/**
 * Loads and checks several environments.
 * @throws {DiagnosticError} with the diagnostics of all of them.
 */
export async function loadEnvironments(root: string, names: readonly string[]): Promise<Map<string, Environment>> {
  const environments = new Map<string, Environment>();
  const diagnostics: Diagnostic[] = [];
  for (const name of names) {
    try {
      environments.set(name, await loadEnvironment(root, name));
    } catch (error) {
      if (!isDiagnosticError(error)) throw error;
      diagnostics.push(...error.diagnostics);
    }
  }
  if (diagnostics.length > 0) throw new DiagnosticError(diagnostics);
  return environments;
}

/** The names of the project's environments, in the registry's order. */
export async function environmentNames(root: string): Promise<readonly string[]> {
  return (await readRegistry(root)).environmentNames;
}

/**
 * The environments that are deployed to AWS, in stages: each waits for the one before. Without `stages` in the registry,
 * each environment is a stage, in the registry's order. Those whose states are on one machine are not deployed.
 * @throws {DiagnosticError} when the registry's stages name an unknown environment, or one twice
 */
export async function deployStages(root: string): Promise<string[][]> {
  const { environmentNames: names, stages = names.map((name) => [name]) } = await readRegistry(root);
  const listed = stages.flat();
  const wrong = listed.find((name, index) => !names.includes(name) || listed.indexOf(name) !== index);
  if (wrong !== undefined) {
    throw DiagnosticError.of("FE-CLI-003", {
      at: { file: registryFile },
      message: `'stages' must name environments, each once, but not '${wrong}'.`,
      fix: `Known: ${names.join(", ")}.`,
    });
  }
  const loaded = await loadEnvironments(root, listed);
  return stages
    .map((stage) => stage.filter((name) => loaded.get(name)?.state.type === "s3"))
    .filter((stage) => stage.length > 0);
}

async function readRegistry(root: string): Promise<Registry> {
  const { environmentNames, stages, loadEnvironment } = await importProjectFile(root, registryFile);
  if (!Array.isArray(environmentNames) || typeof loadEnvironment !== "function") {
    throw DiagnosticError.of("FE-CLI-003", {
      at: { file: registryFile },
      message: "It must export 'environmentNames', a list, and 'loadEnvironment', a function.",
      fix: "See this project's README.",
    });
  }
  return {
    environmentNames,
    ...(Array.isArray(stages) ? { stages } : {}),
    loadEnvironment: loadEnvironment as Registry["loadEnvironment"],
  };
}
