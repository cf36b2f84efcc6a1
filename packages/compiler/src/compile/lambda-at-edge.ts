import { type EdgeEvent, lambdaAtEdgeRunQuotas, type RequestRead } from "@featheredge/aws-rules";
import { DiagnosticError, diagnose } from "@featheredge/diagnostics";
import { type Bundle, bundle } from "../bundle/bundle.ts";
import type { LambdaStore } from "../bundle/entry.ts";
import { secretsFile } from "../bundle/plugin.ts";
import { nativeElsewhere } from "../native/check-native.ts";
import { describeBodyUse, findBodyUse } from "../request-body/find-body-use.ts";
import { findRequestReads } from "../request-reads/find-request-reads.ts";
import { authorsMap } from "../source/authors-map.ts";
import type { SourceFiles } from "../source/source-files.ts";
import { findModuleLoads, rejectUnknownModules } from "../verify/requires.ts";
import { findSecretReads } from "../verify/secrets.ts";
import { describeLargest } from "../verify/size.ts";
import { checkSources, type SourceDiagnostics } from "./check-sources.ts";
import type { PreparedHandler } from "./prepare.ts";
import { readsStore } from "./store-reads.ts";
import { type ChainRead, findChainReads } from "./viewer-headers.ts";
import { zipFunction } from "./zip.ts";

/** A Lambda@Edge function's code and what it asks of its surroundings. */
export interface LambdaCode extends SourceDiagnostics {
  /** The zip, in base64. */
  readonly zip: string;
  /** The source map of the bundle in the zip, as JSON, which leads to the author's files. */
  readonly map: string;
  /** Of the zip, as AWS counts it. */
  readonly bytes: number;
  readonly budgetBytes: number;
  /** Names of SSM parameters, sorted. */
  readonly secrets: readonly string[];
  readonly viewerReads: readonly ChainRead[];
  /** Parts of the request that it reads by constant names at an origin event. */
  readonly requestReads: readonly RequestRead[];
  /** Why it must be given the request's body; undefined where it needs none. */
  readonly requestBody: string | undefined;
  /** True if it reads its distribution's KeyValueStore, and must be compiled with the parameter that names it. */
  readonly readsStore: boolean;
  /** The inputs that weigh most before compression, for the message when it is too large. */
  readonly largest: string;
}

/**
 * Compiles a chain for Lambda@Edge: a CommonJS bundle in a zip. The AWS SDK is omitted, since the runtime has it.
 *
 * @param store the KeyValueStore that it reads; undefined to find out whether it reads one
 * @throws DiagnosticError when the author's sources can't be bundled, or read a secret or load a module by a name that is not constant
 */
export async function compileLambdaAtEdge(
  event: EdgeEvent,
  chain: readonly PreparedHandler[],
  files: SourceFiles,
  isAuthors: (file: string) => boolean,
  store: LambdaStore | undefined,
): Promise<{ value: LambdaCode; inputs: readonly string[] }> {
  const native = chain[0]?.native;
  const isPreview = typeof store === "object";
  if (native?.runtime === "cloudfront-function" && !isPreview) {
    throw new DiagnosticError([nativeElsewhere(files.relative(chain[0]?.file ?? ""), native)]);
  }
  const entry = { runtime: "lambda-at-edge", event, native, isAsync: false, store: store ?? false } as const;
  const bundled = await bundle(entry, chain, files);
  let bundledReadably: Promise<Bundle> | undefined;
  const readable = () => {
    bundledReadably ??= bundle(entry, chain, files, { readable: true });
    return bundledReadably;
  };
  if (mayLoadUnknown(bundled.output.code)) rejectUnknownModules(findModuleLoads((await readable()).output), isAuthors);
  const zip = zipFunction(bundled.output.code);
  const value: LambdaCode = {
    zip: Buffer.from(zip).toString("base64"),
    map: authorsMap(bundled.output.map, isAuthors),
    bytes: zip.byteLength,
    budgetBytes: lambdaAtEdgeRunQuotas[event].codeBytes.value,
    secrets: readsSecrets(bundled, files) ? constantSecrets(await readable()) : [],
    viewerReads: await findChainReads(chain, bundled, files, isAuthors),
    // The writes of a handler in CloudFront Functions' own form are those of its runtime, which a preview adapts.
    ...(await checkSources({ event, runtime: native?.runtime ?? "lambda-at-edge" }, chain, bundled, files, isAuthors)),
    requestReads: event.startsWith("origin-") ? findRequestReads((await readable()).output, event, isAuthors) : [],
    requestBody: event.endsWith("request")
      ? describeBodyUse(findBodyUse((await readable()).output, native !== undefined))
      : undefined,
    // A native handler is given AWS's event and nothing else.
    readsStore: native === undefined && readsStore(bundled, files),
    largest: describeLargest(bundled.shipped, files),
  };
  return { value, inputs: bundled.files };
}

/** True if minified code may load a module whose name is not written out; a text may look so, too. */
function mayLoadUnknown(code: string): boolean {
  return /\b(?:require|import)\((?!")/.test(code);
}

function readsSecrets({ shipped }: Bundle, files: SourceFiles): boolean {
  return shipped.some(({ file }) => files.absolute(file) === secretsFile);
}

function constantSecrets(readable: Bundle): string[] {
  const reads = findSecretReads(readable.output);
  const problems = reads
    .filter(({ parameters }) => parameters === undefined)
    .map(({ position }) =>
      diagnose("FE-HND-019", {
        at: position,
        message:
          "secret() is called with a name that is not constant, so the function's role can't be given just that parameter.",
        fix: "Pass a literal, or a string of the handler's config.",
      }),
    );
  if (problems.length > 0) throw new DiagnosticError(problems);
  return [...new Set(reads.flatMap(({ parameters }) => parameters ?? []))].sort();
}
