import { DiagnosticError } from "@featheredge/diagnostics";
import { initialEntriesOf } from "@featheredge/edge-sdk/config";
import type { Chain } from "../load/chains.ts";
import { nameFunctions } from "../manifest/names.ts";
import type { PlacedChain } from "../placement/behaviors.ts";
import type { Problems } from "../problems.ts";
import { type SourceFiles, sha256 } from "../source/source-files.ts";
import { compare } from "../source/text.ts";
import type { BuildInput, FunctionArtifact } from "../types.ts";
import type { ChainCompiler } from "./chain-compiler.ts";
import { type FunctionGroup, makeCode } from "./code.ts";

export interface BuiltFunction {
  readonly artifact: FunctionArtifact;
  readonly content: Uint8Array;
  /** The source map of its code, as JSON. */
  readonly map: string;
  readonly chain: Chain;
  /** Indexes of the behaviors that it serves. */
  readonly behaviors: ReadonlySet<number>;
}

/** Makes the functions of all placed chains, sorted by name. */
export async function makeFunctions(
  input: BuildInput,
  placed: readonly PlacedChain[],
  compiler: ChainCompiler,
  files: SourceFiles,
  problems: Problems,
): Promise<BuiltFunction[]> {
  const groups = new Map<string, FunctionGroup>();
  const readers = await Promise.all(placed.map((member) => isReader(member, compiler)));
  for (const [index, member] of placed.entries()) {
    const { chain, runtime } = member;
    const handlers = chain.handlers.map(({ name }) => name);
    // A Lambda@Edge function finds its store by a parameter's name that is built in: one for each distribution.
    const readsStore = readers[index] === true;
    const isOwn = readsStore && runtime === "lambda-at-edge";
    const distribution = isOwn ? input.behaviors[member.behavior]?.distribution : undefined;
    const key = JSON.stringify([handlers, chain.event, runtime, distribution]);
    const group = groups.get(key) ?? { handlers, event: chain.event, runtime, distribution, readsStore, members: [] };
    group.members.push(member);
    groups.set(key, group);
  }
  const all = [...groups.values()];
  const earlier = earlierNames(input, all);
  const built = await Promise.all(
    [...nameFunctions(all)].map(([group, name]) => {
      const names = (earlier.get(group) ?? []).filter((one) => one !== name);
      return makeFunction(input, group, { name, earlierNames: names }, compiler, files, problems);
    }),
  );
  return built.filter((found) => found !== undefined).sort((a, b) => compare(a.artifact.name, b.artifact.name));
}

/**
 * The names of functions before their handlers were renamed, the oldest first. A chain's handlers may have been renamed
 * one after the other: each step back takes all of them back by one name, as far as they have one.
 */
function earlierNames(
  { handlers, oldestNames = {} }: BuildInput,
  groups: readonly FunctionGroup[],
): ReadonlyMap<FunctionGroup, readonly string[]> {
  const namesOf = (handler: string) => [...(handlers[handler]?.renamedFrom ?? []), handler];
  const longest = Math.max(1, ...groups.flatMap((group) => group.handlers.map((handler) => namesOf(handler).length)));
  const steps = Array.from({ length: longest }, (_, step) => longest - step);
  const names = new Map<FunctionGroup, readonly string[]>();
  for (const step of steps) {
    const before = new Map(
      groups.map((group) => {
        const distribution = group.distribution && (oldestNames[group.distribution] ?? group.distribution);
        const renamed = group.handlers.map((handler) => namesOf(handler).at(-step) ?? namesOf(handler)[0] ?? handler);
        return [{ ...group, handlers: renamed, distribution }, group] as const;
      }),
    );
    for (const [one, name] of nameFunctions([...before.keys()])) {
      const group = before.get(one);
      if (group !== undefined) names.set(group, [...new Set([...(names.get(group) ?? []), name])]);
    }
  }
  return names;
}

async function isReader({ chain, runtime }: PlacedChain, compiler: ChainCompiler): Promise<boolean> {
  try {
    // In a preview, one in CloudFront Functions' own form runs in Lambda@Edge, too.
    const isLight = chain.handlers.some(({ native }) => native?.runtime === "cloudfront-function");
    const compiled =
      runtime === "lambda-at-edge" && !isLight ? compiler.lambdaAtEdge(chain) : compiler.cloudFrontFunction(chain);
    return (await compiled).readsStore;
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    // Reported where the function is made.
    return false;
  }
}

async function makeFunction(
  input: BuildInput,
  group: FunctionGroup,
  { name, earlierNames: earlier }: { readonly name: string; readonly earlierNames: readonly string[] },
  compiler: ChainCompiler,
  files: SourceFiles,
  problems: Problems,
): Promise<BuiltFunction | undefined> {
  const [first] = group.members;
  if (first === undefined) return undefined;
  try {
    const code = await makeCode(input, group, name, compiler, problems);
    if (code === undefined) return undefined;
    const { content, map, ...made } = code;
    const hash = sha256(content);
    const artifact: FunctionArtifact = {
      name,
      ...(earlier.length === 0 ? {} : { earlierNames: earlier }),
      runtime: group.runtime,
      event: group.event,
      handlers: group.handlers,
      sources: first.chain.handlers.map((handler) => files.relative(handler.file)),
      file: `functions/${name}.${group.runtime === "cloudfront-function" ? "js" : "zip"}`,
      ...made,
      warnings: [...made.warnings, ...first.warnings],
      sha256: hash,
      sourceCodeHash: Buffer.from(hash, "hex").toString("base64"),
      reasons: [...new Set(group.members.flatMap(({ reasons }) => reasons))],
      ...keyValueStoreOf(group),
      ...callbackOf(group, files),
    };
    return {
      artifact,
      content,
      map,
      chain: first.chain,
      behaviors: new Set(group.members.map(({ behavior }) => behavior)),
    };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    for (const problem of error.diagnostics) problems.add(problem);
    return undefined;
  }
}

function callbackOf(
  { runtime, members: [first] }: FunctionGroup,
  files: SourceFiles,
): Pick<FunctionArtifact, "callbackIn"> {
  const [own] = first?.chain.handlers ?? [];
  if (runtime !== "lambda-at-edge" || own?.native?.takesCallback !== true) return {};
  return { callbackIn: files.relative(own.file) };
}

function keyValueStoreOf({ members: [first], readsStore }: FunctionGroup): Pick<FunctionArtifact, "keyValueStore"> {
  if (!readsStore) return {};
  const handlers = first?.chain.handlers ?? [];
  const keys = handlers.flatMap(({ name, dynamic }) =>
    dynamic.flatMap((field) => Object.keys(initialEntriesOf(name, field))),
  );
  return { keyValueStore: { entries: keys.length } };
}
