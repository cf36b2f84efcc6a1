import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What the commands need to know of an environment. */
export interface Environment {
  readonly account: string;
  readonly state:
    | { readonly type: "local" }
    | { readonly type: "s3"; readonly bucket: string; readonly region: string };
  readonly protections: { readonly preventDestroy: boolean };
  readonly traffic: { readonly viewerRequestsPerMonth: number };
  readonly handlers: Readonly<Record<string, { readonly handler?: string | undefined; readonly config?: unknown }>>;
  readonly distributions: Readonly<
    Record<
      string,
      {
        readonly trafficShare?: number | undefined;
        readonly defaultBehavior: EnvironmentBehavior;
        readonly behaviors: readonly EnvironmentBehavior[];
      }
    >
  >;
}

/** What cost is estimated from. */
interface EnvironmentBehavior {
  readonly trafficShare?: number | undefined;
  readonly cacheHitRatio: number;
  readonly lambdaDurationMs: number;
}

/** The public door of `environments/`. */
interface Registry {
  readonly environmentNames: readonly string[];
  loadEnvironment(name: string): Promise<Environment>;
}

/**
 * Loads and checks an environment of the project. The project is found at run time, hence no import by name.
 * @throws the registry's own error for the user when there is no such environment, or when it breaks the schema.
 */
export async function loadEnvironment(root: string, name: string): Promise<Environment> {
  const registry: Registry = await import(pathToFileURL(join(root, "environments", "index.ts")).href);
  return registry.loadEnvironment(name);
}

/** The names of the project's environments, in the registry's order. */
export async function environmentNames(root: string): Promise<readonly string[]> {
  const registry: Registry = await import(pathToFileURL(join(root, "environments", "index.ts")).href);
  return registry.environmentNames;
}
