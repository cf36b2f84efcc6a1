import { createHash } from "node:crypto";
import { lambdaAtEdgeRunQuotas } from "@featheredge/aws-rules";
import type { PreviewDispatcherSettings } from "@featheredge/edge-sdk/preview";
import { buildSync } from "esbuild";
import { sdkDirectory } from "../bundle/plugin.ts";
import { zipFunction } from "../compile/zip.ts";
import type { FunctionArtifact } from "../types.ts";

/** The one Lambda@Edge function that runs all previews of a distribution. */
export interface PreviewDispatcher {
  readonly zip: Uint8Array;
  readonly artifact: FunctionArtifact;
}

/**
 * Bundles the dispatcher of previews. The AWS SDK is omitted, since the runtime has it.
 *
 * @param settings built in, since Lambda@Edge has no environment variables
 * @param secrets SSM parameters that previews may read
 */
export function bundlePreviewDispatcher(
  settings: PreviewDispatcherSettings,
  secrets: readonly string[],
): PreviewDispatcher {
  const { outputFiles } = buildSync({
    stdin: {
      contents: `import { previewDispatcher } from "./preview/index.ts";
export const handler = previewDispatcher(${JSON.stringify(settings)});`,
      resolveDir: sdkDirectory,
      sourcefile: "preview-dispatcher.ts",
      loader: "ts",
    },
    bundle: true,
    minify: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["@aws-sdk/*", "@smithy/*"],
    legalComments: "none",
    charset: "ascii",
    logLevel: "silent",
    tsconfigRaw: {},
    write: false,
  });
  const zip = zipFunction(outputFiles[0]?.text ?? "");
  const sha256 = createHash("sha256").update(zip).digest("hex");
  const name = "previews";
  return {
    zip,
    artifact: {
      name,
      runtime: "lambda-at-edge",
      // The strictest of its four events.
      event: "viewer-request",
      handlers: [name],
      sources: [],
      file: `functions/${name}.zip`,
      bytes: zip.byteLength,
      budgetBytes: lambdaAtEdgeRunQuotas["viewer-request"].codeBytes.value,
      sha256,
      sourceCodeHash: Buffer.from(sha256, "hex").toString("base64"),
      reasons: ["it runs the handlers of every preview, which it loads from a bucket"],
      viewerHeaders: [],
      requestReads: [],
      secrets: [...new Set([settings.storeParameter, ...secrets])].sort(),
      warnings: [],
    },
  };
}
