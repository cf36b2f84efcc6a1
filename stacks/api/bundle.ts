import { createHash } from "node:crypto";
import { relative, sep } from "node:path";
import { zipFunction } from "@featheredge/compiler";
import { type Diagnostic, DiagnosticError, diagnose } from "@featheredge/diagnostics";
import { type BuildFailure, buildSync, type Message } from "esbuild";

export interface ApiBundle {
  readonly zip: Uint8Array;
  /** The base64 SHA-256 of the zip, as Lambda reports it. */
  readonly sourceCodeHash: string;
}

/** The name of the module that exports `handler` from the source. esbuild reports there that the source does not. */
const entry = "api-entry";

/**
 * Bundles an API and everything that it imports into one `index.js`. The AWS SDK is left to the Lambda runtime.
 *
 * @param source the TypeScript file, which exports `handler`
 * @param root the repository's folder; paths in messages are relative to it
 * @throws DiagnosticError with a diagnostic for each of esbuild's errors, or if `handler` is not exported
 */
export function bundleApi(source: string, root: string): ApiBundle {
  const zip = zipFunction(bundle(relative(root, source).split(sep).join("/"), root));
  return { zip, sourceCodeHash: createHash("sha256").update(zip).digest("base64") };
}

function bundle(source: string, root: string): string {
  try {
    const { outputFiles, metafile } = buildSync({
      stdin: { contents: `export { handler } from "./${source}";`, resolveDir: root, sourcefile: entry },
      absWorkingDir: root,
      bundle: true,
      minify: true,
      platform: "node",
      target: "node22",
      format: "cjs",
      external: ["@aws-sdk/*"],
      legalComments: "none",
      logLevel: "silent",
      metafile: true,
      write: false,
    });
    // esbuild doesn't check the exports of CommonJS modules.
    if (metafile.inputs[source]?.format === "cjs") throw new DiagnosticError([withoutHandler(source)]);
    return outputFiles[0]?.text ?? "";
  } catch (error) {
    const { errors } = error as Partial<BuildFailure>;
    if (errors === undefined) throw error;
    throw new DiagnosticError(
      errors.map((message) => diagnoseMessage(message, source)),
      { cause: error },
    );
  }
}

function diagnoseMessage({ text, location }: Message, source: string): Diagnostic {
  if (location?.file === entry) return withoutHandler(source);
  return diagnose("FE-STK-009", {
    at: location ? { file: location.file, line: location.line, column: location.column + 1 } : { file: source },
    message: `${text}.`,
  });
}

function withoutHandler(source: string): Diagnostic {
  return diagnose("FE-STK-010", {
    at: { file: source },
    message: "'handler' is not exported. Lambda calls it.",
    fix: "Write export async function handler(event) { … }.",
  });
}
