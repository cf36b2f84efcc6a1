import { checkFunctionName, cloudFrontFunctionQuotas } from "@featheredge/aws-rules";
import { BundleError } from "../bundle/bundle-error.ts";
import { eventKey } from "../load/chains.ts";
import { nameFunctions } from "../manifest/names.ts";
import type { PlacedChain } from "../place/behaviors.ts";
import type { Problems } from "../problems.ts";
import { sha256 } from "../sources.ts";
import { compare, grouped } from "../text.ts";
import type { BuildInput, FunctionArtifact } from "../types.ts";
import type { ChainCompiler } from "./chain-compiler.ts";

export interface BuiltFunction {
  readonly artifact: FunctionArtifact;
  readonly content: Uint8Array;
  /** Indexes of the behaviors that it serves. */
  readonly places: ReadonlySet<number>;
}

/** The same chain at the same event in the same runtime is one function, wherever it is attached. */
interface Group {
  readonly handlers: readonly string[];
  readonly event: FunctionArtifact["event"];
  readonly runtime: FunctionArtifact["runtime"];
  readonly members: PlacedChain[];
}

/** Makes the functions of all placed chains, sorted by name. */
export async function makeFunctions(
  input: BuildInput,
  placed: readonly PlacedChain[],
  compiler: ChainCompiler,
  problems: Problems,
): Promise<BuiltFunction[]> {
  const groups = new Map<string, Group>();
  for (const member of placed) {
    const { chain, runtime } = member;
    const handlers = chain.handlers.map(({ name }) => name);
    const key = JSON.stringify([handlers, chain.event, runtime]);
    const group = groups.get(key) ?? { handlers, event: chain.event, runtime, members: [] };
    group.members.push(member);
    groups.set(key, group);
  }
  const names = nameFunctions([...groups.values()]);
  const built = await Promise.all(
    [...names].map(([group, name]) => makeFunction(input, group, name, compiler, problems)),
  );
  return built.filter((found) => found !== undefined).sort((a, b) => compare(a.artifact.name, b.artifact.name));
}

async function makeFunction(
  input: BuildInput,
  group: Group,
  name: string,
  compiler: ChainCompiler,
  problems: Problems,
): Promise<BuiltFunction | undefined> {
  const violation = checkFunctionName(group.runtime, name);
  if (violation !== undefined) problems.add(`${input.environmentFile}: handlers: ${violation.message}`);
  try {
    const code = await (group.runtime === "cloudfront-function"
      ? lightCode(group, compiler)
      : lambdaCode(input, group, compiler, problems));
    if (code === undefined) return undefined;
    const { content, bytes, budgetBytes, viewerHeaders, secrets } = code;
    const hash = sha256(content);
    const artifact: FunctionArtifact = {
      name,
      runtime: group.runtime,
      event: group.event,
      handlers: group.handlers,
      file: `functions/${name}.${group.runtime === "cloudfront-function" ? "js" : "zip"}`,
      bytes,
      budgetBytes,
      sha256: hash,
      sourceCodeHash: Buffer.from(hash, "hex").toString("base64"),
      reasons: [...new Set(group.members.flatMap(({ reasons }) => reasons))],
      viewerHeaders,
      secrets,
    };
    return { artifact, content, places: new Set(group.members.map(({ behavior }) => behavior)) };
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    for (const problem of error.problems) problems.add(problem);
    return undefined;
  }
}

interface Code {
  readonly content: Uint8Array;
  readonly bytes: number;
  readonly budgetBytes: number;
  readonly viewerHeaders: readonly string[];
  readonly secrets: readonly string[];
}

async function lightCode({ members }: Group, compiler: ChainCompiler): Promise<Code | undefined> {
  const [first] = members;
  const attempt = first && (await compiler.cloudFrontFunction(first.chain));
  // With obstacles it is here only beside a conflict, which is a problem already.
  if (attempt?.code === undefined || attempt.obstacles.length > 0) return undefined;
  return {
    content: Buffer.from(attempt.code),
    bytes: attempt.bytes,
    budgetBytes: cloudFrontFunctionQuotas.codeBytes.value,
    viewerHeaders: attempt.viewerReads.map(({ header }) => header),
    secrets: [],
  };
}

async function lambdaCode(
  input: BuildInput,
  { members, event }: Group,
  compiler: ChainCompiler,
  problems: Problems,
): Promise<Code | undefined> {
  const [first] = members;
  if (first === undefined) return undefined;
  const code = await compiler.lambdaAtEdge(first.chain);
  for (const member of members) {
    const behavior = input.behaviors[member.behavior];
    if (behavior === undefined) continue;
    const key = eventKey(input, behavior, event);
    if (code.bytes > code.budgetBytes) {
      problems.add(
        `${key}: the zip has ${grouped(code.bytes)} B, ${grouped(code.bytes - code.budgetBytes)} B over the ${grouped(code.budgetBytes)} B that Lambda@Edge takes at ${event} (largest before compression: ${code.largest}). Take out what weighs most.`,
      );
    }
    const [read] = code.viewerReads;
    if (event === "viewer-request" && read !== undefined) {
      problems.add(
        `${key}: ${read.at} reads ${read.header}, which CloudFront adds after viewer request for Lambda@Edge, and this must run in Lambda@Edge: ${member.reasons[0]}. Move it to originRequest, or out of this behavior.`,
      );
    }
  }
  return {
    content: Buffer.from(code.zip, "base64"),
    bytes: code.bytes,
    budgetBytes: code.budgetBytes,
    viewerHeaders: code.viewerReads.map(({ header }) => header),
    secrets: code.secrets,
  };
}
