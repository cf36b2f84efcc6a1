import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type BuildInput,
  buildEnvironment,
  type EnvironmentBuild,
  type PreviewBuild,
  previewCode,
} from "@featheredge/compiler";
import { type Diagnostic, DiagnosticError, diagnose } from "@featheredge/diagnostics";
import { type Environment, environmentFile } from "#environments";
import { staticOriginOptions } from "#modules/origins/static/options.ts";
import { buildInput } from "../build-input.ts";
import { previewStoreParameter } from "./names.ts";
import { contentFolder } from "./origins.ts";

type Distribution = Environment["distributions"][string];

interface Previewed {
  /** The environment's name. */
  readonly name: string;
  readonly environment: Environment;
  /** The distribution's key in it. */
  readonly key: string;
  readonly distribution: Distribution;
}

/**
 * Builds a preview of each distribution that has previews, in `.featheredge/previews/<environment>/<distribution>.json`.
 * Its functions are compiled for Lambda@Edge, whatever their runtime in the environment is: the build of the environment
 * proves that.
 *
 * @param preview the preview's name: `pr-12`
 * @throws DiagnosticError with every mistake
 */
export async function buildPreviews(
  environments: readonly { readonly name: string; readonly environment: Environment }[],
  preview: string,
  root: string,
): Promise<void> {
  for (const { name, environment } of environments) {
    const directory = join(root, ".featheredge", "previews", name);
    rmSync(directory, { recursive: true, force: true });
    for (const [key, distribution] of Object.entries(environment.distributions)) {
      if (distribution.preview === undefined) continue;
      const previewed = { name, environment, key, distribution };
      const build = await buildEnvironment(previewInput(previewed, preview, join(directory, key), root));
      checkSecrets(previewed, build);
      const made: PreviewBuild = {
        code: previewCode(build, key, distribution.defaultRootObject),
        values: valuesOf(build, key),
        content: contentOf(distribution),
      };
      mkdirSync(directory, { recursive: true });
      writeFileSync(join(directory, `${key}.json`), JSON.stringify(made));
    }
  }
}

/** The input of the build: the distribution alone, with its handlers in Lambda@Edge. */
function previewInput(
  { name, environment, key, distribution }: Previewed,
  preview: string,
  outputDirectory: string,
  root: string,
): BuildInput {
  // The host name of a preview is never the canonical one, and previews have no flat-rate plan.
  const alone: Distribution = { ...distribution, canonicalHost: undefined, pricingPlan: "pay-as-you-go" };
  const input = buildInput(name, { ...environment, distributions: { [key]: alone } }, root);
  return {
    ...input,
    outputDirectory,
    preview: { storeParameter: previewStoreParameter(name, key, distribution), keyPrefix: `${preview}/` },
  };
}

/** Reports secrets that the function of the previews may not read. */
function checkSecrets(
  { name, key, distribution: { preview } }: Previewed,
  { functions, stores }: EnvironmentBuild,
): void {
  const allowed = new Set([...(preview?.secrets ?? []), ...stores.map(({ parameter }) => parameter)]);
  const diagnostics = functions.flatMap(({ handlers, secrets }): Diagnostic[] =>
    secrets
      .filter((secret) => !allowed.has(secret))
      .map((secret) =>
        diagnose("FE-CLI-151", {
          at: { file: environmentFile(name), key: `distributions.${key}.preview.secrets` },
          message: `does not list '${secret}', which ${handlers.join(" and ")} reads.`,
          fix: "Add it if everyone who may push a branch may know it, or give the handler another secret in this environment.",
        }),
      ),
  );
  if (diagnostics.length > 0) throw new DiagnosticError(diagnostics);
}

function valuesOf({ stores, directory }: EnvironmentBuild, key: string): Record<string, string> {
  const store = stores.find(({ distribution }) => distribution === key);
  if (store === undefined) return {};
  const pairs: { key: string; value: string }[] = JSON.parse(readFileSync(join(directory, store.file), "utf8"));
  return Object.fromEntries(pairs.map(({ key: of, value }) => [of, value]));
}

function contentOf({ origins }: Distribution): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(origins).flatMap(([origin, options]) => {
      if (options.type !== "static") return [];
      const from = contentFolder(options);
      if (from === undefined) return [];
      const settings = typeof options.content === "object" ? options.content : { from };
      return [[origin, staticOriginOptions.parse({ type: "static", content: settings }).content]];
    }),
  );
}
