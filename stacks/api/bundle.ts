import { createHash } from "node:crypto";
import { relative, sep } from "node:path";
import { zipFunction } from "@featheredge/compiler";
import { DiagnosticError, diagnose } from "@featheredge/diagnostics";
import { type BuildFailure, type BuildOptions, buildSync } from "esbuild";

export interface ApiBundle {
  readonly zip: Uint8Array;
  /** The base64 SHA-256 of the zip, as Lambda reports it. */
  readonly sourceCodeHash: string;
}

/**
 * Bundles an API and everything that it imports into one `index.js`. The AWS SDK is left to the Lambda runtime.
 *
 * @param source the TypeScript file, which exports `handler`
 * @param root the repository's folder; paths in messages are relative to it
 * @throws DiagnosticError with a diagnostic for each of esbuild's errors, or if `handler` is not exported
 */
export function bundleApi(source: string, root: string): ApiBundle {
  const { code, exports } = bundle(source, root);
  if (!exports.includes("handler")) {
    throw DiagnosticError.of("FE-STK-010", {
      at: { file: relative(root, source).split(sep).join("/") },
      message: "'handler' is not exported. Lambda calls it.",
      fix: "Write export async function handler(event) { … }.",
    });
  }
  const zip = zipFunction(code);
  return { zip, sourceCodeHash: createHash("sha256").update(zip).digest("base64") };
}

function bundle(source: string, root: string): { code: string; exports: readonly string[] } {
  const options = {
    entryPoints: [source],
    absWorkingDir: root,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node22",
    external: ["@aws-sdk/*"],
    legalComments: "none",
    logLevel: "silent",
  } satisfies BuildOptions;
  try {
    const { outputFiles } = buildSync({ ...options, write: false, format: "cjs" });
    // esbuild lists the exports of ES modules only.
    const { metafile } = buildSync({ ...options, write: false, format: "esm", metafile: true });
    const [output] = Object.values(metafile.outputs);
    return { code: outputFiles[0]?.text ?? "", exports: output?.exports ?? [] };
  } catch (error) {
    const { errors } = error as Partial<BuildFailure>;
    if (errors === undefined) throw error;
    throw new DiagnosticError(
      errors.map(({ text, location }) =>
        diagnose("FE-STK-009", {
          at: location
            ? { file: location.file, line: location.line, column: location.column + 1 }
            : { file: relative(root, source) },
          message: `${text}.`,
        }),
      ),
    );
  }
}
