import { UserError } from "../user-error.ts";
import { importProjectFile } from "./import-file.ts";

/** The parts of an environment that commands read. */
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

/** The numbers that a cost is estimated from. */
interface EnvironmentBehavior {
  readonly trafficShare?: number | undefined;
  readonly cacheHitRatio: number;
  readonly lambdaDurationMs: number;
}

const registryFile = "environments/index.ts";

/** The exports of `environments/index.ts`. */
interface Registry {
  readonly environmentNames: readonly string[];
  loadEnvironment(name: string): Promise<Environment>;
}

/**
 * Loads and checks an environment of the project. The project is found at run time, hence no import by name.
 * @throws the registry's own error for the user when there is no such environment, or when it breaks the schema.
 */
export async function loadEnvironment(root: string, name: string): Promise<Environment> {
  return (await readRegistry(root)).loadEnvironment(name);
}

/** The names of the project's environments, in the registry's order. */
export async function environmentNames(root: string): Promise<readonly string[]> {
  return (await readRegistry(root)).environmentNames;
}

async function readRegistry(root: string): Promise<Registry> {
  const { environmentNames, loadEnvironment } = await importProjectFile(root, registryFile);
  if (!Array.isArray(environmentNames) || typeof loadEnvironment !== "function") {
    throw new UserError(
      `${registryFile} must export 'environmentNames', a list, and 'loadEnvironment', a function. See this project's README.`,
    );
  }
  return { environmentNames, loadEnvironment: loadEnvironment as Registry["loadEnvironment"] };
}
