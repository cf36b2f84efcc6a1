import { existsSync, realpathSync } from "node:fs";
import path from "node:path";
import { BuildCache } from "./cache/cache.ts";
import { compilerFingerprint } from "./cache/fingerprint.ts";
import { ChainCompiler } from "./compile/chain-compiler.ts";
import { dumpPasses } from "./compile/dump-passes.ts";
import { makeFunctions } from "./compile/functions.ts";
import { makeInitialEntries } from "./initial-entries/initial-entries.ts";
import { type BehaviorChains, readChains } from "./load/chains.ts";
import type { HandlerDeclaration } from "./load/handler-file.ts";
import { loadHandlers } from "./load/load.ts";
import { replaceDirectory, writeManifest } from "./manifest/write.ts";
import type { NativeHandler } from "./native/native-handler.ts";
import { placeBehaviors } from "./placement/behaviors.ts";
import { recordPlacements } from "./placement/records.ts";
import { Problems } from "./problems.ts";
import { SourceFiles, sha256 } from "./source/source-files.ts";
import type { BehaviorBuild, BuildInput, EnvironmentBuild, FunctionArtifact } from "./types.ts";

/**
 * Builds every edge function of an environment: from handlers and their configs to verified artifacts in
 * `outputDirectory`, with a manifest. The directory is replaced as a whole, and only when there are no mistakes.
 *
 * @throws DiagnosticError with every mistake; nothing is written then
 */
export async function buildEnvironment(input: BuildInput): Promise<EnvironmentBuild> {
  const directory = realDirectory(input.handlersDirectory);
  const files = new SourceFiles(path.dirname(directory));
  const cache = new BuildCache(path.resolve(input.cacheDirectory), compilerFingerprint(), files);
  const problems = new Problems();

  const loaded = await loadHandlers({ ...input, handlersDirectory: directory }, files, problems, (source) =>
    readDeclaration(source, cache),
  );
  const behaviors = input.behaviors.map(
    (behavior): BehaviorChains => ({ behavior, chains: readChains(input, behavior, loaded, problems) }),
  );
  problems.throwIfAny();

  const authors = `${path.basename(directory)}/`;
  // A handler's folder can have its own packages.
  const isAuthors = (file: string) => file.startsWith(authors) && !file.includes("/node_modules/");
  const compiler = new ChainCompiler(cache, files, isAuthors);
  const placed = await placeBehaviors(input, behaviors, compiler, problems, authors);
  const functions = await makeFunctions(input, placed, compiler, files, problems);

  const build = {
    environment: input.environment,
    functions: functions.map(({ artifact }) => artifact),
    behaviors: input.behaviors.map(({ distribution, key, path: pattern, isDefault = false, bucket }, index) => ({
      distribution,
      key,
      path: pattern,
      isDefault,
      bucket,
      functions: Object.fromEntries(
        functions.filter(({ behaviors }) => behaviors.has(index)).map(({ artifact }) => [artifact.event, artifact]),
      ),
    })),
    placements: recordPlacements(input, placed, functions),
  };
  const stores = makeInitialEntries(input, functionsByDistribution(build.behaviors), loaded);
  problems.throwIfAny();
  if (input.dumpDirectory !== undefined) await dumpPasses(input.dumpDirectory, functions, compiler);

  const output = path.resolve(input.outputDirectory);
  const contents = new Map<string, Uint8Array>(functions.map(({ artifact, content }) => [artifact.file, content]));
  for (const { artifact, map } of functions) contents.set(sourceMapOf(artifact), Buffer.from(map));
  for (const { file, content } of stores) contents.set(file, Buffer.from(content));
  const whole = { ...build, stores: stores.map(({ content: _, ...store }) => store) };
  contents.set("manifest.json", Buffer.from(writeManifest(whole)));
  await replaceDirectory(output, contents);
  return { ...whole, directory: output };
}

/** The file of a function's source map, relative to the output directory. It is not deployed. */
export function sourceMapOf({ file }: Pick<FunctionArtifact, "file">): string {
  return `${file}.map`;
}

/** A directory by its real path, since the bundler reports files by theirs. */
function realDirectory(directory: string): string {
  return existsSync(directory) ? realpathSync(directory) : path.resolve(directory);
}

function functionsByDistribution(behaviors: readonly BehaviorBuild[]): Map<string, FunctionArtifact[]> {
  const byDistribution = new Map<string, Set<FunctionArtifact>>();
  for (const { distribution, functions } of behaviors) {
    const list = byDistribution.get(distribution) ?? new Set();
    for (const artifact of Object.values(functions)) list.add(artifact);
    byDistribution.set(distribution, list);
  }
  return new Map([...byDistribution].map(([distribution, list]) => [distribution, [...list]]));
}

async function readDeclaration(
  source: string,
  cache: BuildCache,
): Promise<HandlerDeclaration | NativeHandler | undefined> {
  const declaration = await cache.take({ declaration: sha256(source) }, async () => {
    const { readHandlerFile } = await import("./load/handler-file.ts");
    const { readNativeHandler } = await import("./native/native-handler.ts");
    return { value: readHandlerFile(source) ?? readNativeHandler(source) ?? null, inputs: [] };
  });
  return declaration ?? undefined;
}
