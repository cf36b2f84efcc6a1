import { checkLambdaCodeSize, cloudFrontFunctionQuotas } from "@featheredge/aws-rules";
import { diagnose, locate } from "@featheredge/diagnostics";
import type { LambdaStore } from "../bundle/entry.ts";
import { storeParameter } from "../initial-entries/initial-entries.ts";
import { type Chain, eventPosition } from "../load/chains.ts";
import type { PlacedChain } from "../placement/behaviors.ts";
import type { Problems } from "../problems.ts";
import type { BuildInput, FunctionArtifact } from "../types.ts";
import type { ChainCompiler } from "./chain-compiler.ts";
import type { LambdaCode } from "./lambda-at-edge.ts";

/** The same chain at the same event in the same runtime is one function, wherever it is attached. */
export interface FunctionGroup {
  readonly handlers: readonly string[];
  readonly event: FunctionArtifact["event"];
  readonly runtime: FunctionArtifact["runtime"];
  /** The only distribution that the function is for; undefined when it is the same for all. */
  readonly distribution: string | undefined;
  /** True if it reads its distribution's KeyValueStore. */
  readonly readsStore: boolean;
  readonly members: PlacedChain[];
}

type CodeFields =
  | "bytes"
  | "budgetBytes"
  | "viewerHeaders"
  | "requestReads"
  | "secrets"
  | "requestBody"
  | "logsCustomData"
  | "warnings";

interface Code extends Pick<FunctionArtifact, CodeFields> {
  readonly content: Uint8Array;
  /** The source map of the code, as JSON. */
  readonly map: string;
}

/**
 * Makes the code of a function and compares it with its runtime's limits.
 *
 * @returns undefined when a problem that was added before leaves no code
 */
export async function makeCode(
  input: BuildInput,
  group: FunctionGroup,
  name: string,
  compiler: ChainCompiler,
  problems: Problems,
): Promise<Code | undefined> {
  const [first] = group.members;
  if (first === undefined) return undefined;
  if (group.runtime === "lambda-at-edge") {
    const { distribution } = group;
    const store = distribution === undefined ? undefined : storeParameter(input, distribution);
    const code = await compiler.lambdaAtEdge(first.chain, previewStore(input, first.chain, store) ?? store);
    checkLambda(input, group, name, code, problems);
    for (const error of code.errors) problems.add(error);
    const { bytes, budgetBytes, requestBody, requestReads, warnings } = code;
    const secrets = store === undefined ? code.secrets : [...code.secrets, store].sort();
    return {
      content: Buffer.from(code.zip, "base64"),
      map: code.map,
      bytes,
      budgetBytes,
      viewerHeaders: headersOf(code),
      requestReads,
      secrets,
      warnings,
      ...(requestBody === undefined ? {} : { requestBody }),
    };
  }
  const attempt = await compiler.cloudFrontFunction(first.chain);
  if (attempt.code === undefined) return undefined;
  for (const error of attempt.errors) problems.add(error);
  return {
    content: Buffer.from(attempt.code),
    map: attempt.map,
    bytes: attempt.bytes,
    budgetBytes: cloudFrontFunctionQuotas.codeBytes.value,
    viewerHeaders: headersOf(attempt),
    requestReads: [],
    secrets: [],
    warnings: attempt.warnings,
    // Names of methods survive minification. A text that has the name only adds a field without values to the logs.
    ...(attempt.code.includes("logCustomData") ? { logsCustomData: true } : {}),
  };
}

/** The store of a preview's function. One in CloudFront Functions' own form is compiled for Lambda@Edge by it. */
function previewStore(
  { preview }: BuildInput,
  { handlers }: Chain,
  store: string | undefined,
): LambdaStore | undefined {
  const isLight = handlers.some(({ native }) => native?.runtime === "cloudfront-function");
  if (preview === undefined || (store === undefined && !isLight)) return undefined;
  return { parameter: preview.storeParameter, keyPrefix: preview.keyPrefix };
}

function headersOf({ viewerReads }: Pick<LambdaCode, "viewerReads">): string[] {
  return viewerReads.map(({ header }) => header);
}

function checkLambda(
  input: BuildInput,
  { members, event }: FunctionGroup,
  name: string,
  code: LambdaCode,
  problems: Problems,
): void {
  const tooLarge = checkLambdaCodeSize(name, event, code.bytes);
  const [read] = code.viewerReads;
  for (const { behavior: index, reasons } of members) {
    const behavior = input.behaviors[index];
    if (behavior === undefined) continue;
    const at = eventPosition(input, behavior, event);
    if (tooLarge !== undefined) {
      // Only the compiler knows which sources the bytes come from, so it reports this before the stack is checked.
      const fix = `${tooLarge.fix} Largest before compression: ${code.largest}.`;
      problems.add(locate({ ...tooLarge, fix }, at));
    }
    // The dispatcher of previews runs such a function at origin request.
    if (event === "viewer-request" && read !== undefined && input.preview === undefined) {
      problems.add(
        diagnose("FE-HND-022", {
          at,
          message: `${read.at} reads ${read.header}, which CloudFront adds after viewer request for Lambda@Edge, and this must run in Lambda@Edge: ${reasons[0]}.`,
          fix: "Move it to originRequest, or out of this behavior.",
        }),
      );
    }
  }
}
