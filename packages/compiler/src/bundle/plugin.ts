import { realpathSync } from "node:fs";
import { builtinModules, createRequire } from "node:module";
import path from "node:path";
import type { Plugin } from "esbuild";
import type { ChainHandler } from "./chain-handler.ts";
import { handlerPrefix } from "./entry.ts";

const require = createRequire(import.meta.url);
/** The SDK's modules that were looked up: they are part of this installation, so none moves. */
const sdkFiles = new Map<string, string>();
const runtimeModules = new Set(["crypto", "querystring", "buffer", "cloudfront"]);

/** Replaces the module `cloudfront` in previews. */
const cloudFrontModule = "@featheredge/edge-sdk/preview/cloudfront-module";

export const secretsModule = "@featheredge/edge-sdk/secrets";

/** The folder of the SDK's sources. */
export const sdkDirectory: string = path.dirname(resolveSdk("@featheredge/edge-sdk")) + path.sep;

/** Absolute path of the module behind `secretsModule`. */
export const secretsFile: string = resolveSdk(secretsModule);

/** Absolute path of the module that reads dynamic fields. */
export const dynamicFile: string = resolveSdk("@featheredge/edge-sdk/dynamic");

/**
 * The real path of a module of the SDK. The bundler uses it too where another module of the SDK imports this one; with
 * two paths, the module would be in the bundle twice. Node.js gives the path of a link when it runs with
 * `--preserve-symlinks`.
 */
function resolveSdk(specifier: string): string {
  const file = sdkFiles.get(specifier) ?? realpathSync(require.resolve(specifier));
  sdkFiles.set(specifier, file);
  return file;
}

interface ResolveOptions {
  readonly secretsAreExternal: boolean;
  /** True if the SDK's module replaces CloudFront's own, which only CloudFront Functions have. @default false */
  readonly replacesCloudFront?: boolean;
}

/**
 * Resolves the imports of a bundle that are not plain files: the chain's handlers with their inlined configs, the SDK
 * that this compiler belongs to, and Node.js's own modules, which drop out when nothing uses them.
 */
export function resolveChain(
  chain: readonly ChainHandler[],
  { secretsAreExternal, replacesCloudFront = false }: ResolveOptions,
): Plugin {
  return {
    name: "featheredge-chain",
    setup(build) {
      build.onResolve({ filter: new RegExp(`^${handlerPrefix}`) }, ({ path: specifier }) => {
        const index = specifier.slice(handlerPrefix.length);
        // The index lets the bundler distinguish two configurations of one handler in the same chain.
        return { path: chain[Number(index)]?.file ?? "", suffix: `?${index}` };
      });
      build.onLoad({ filter: /handler\.[jt]s$/ }, ({ path: file, suffix }) => {
        const handler = suffix === "" ? undefined : chain[Number(suffix.slice(1))];
        if (handler === undefined) return undefined;
        return { contents: handler.source.code, loader: "ts", resolveDir: path.dirname(file) };
      });
      build.onResolve({ filter: /^@featheredge\/edge-sdk(\/|$)/ }, ({ path: specifier }) => {
        if (specifier === secretsModule && secretsAreExternal) {
          return { path: specifier, external: true, sideEffects: false };
        }
        return { path: resolveSdk(specifier), sideEffects: false };
      });
      const { platform } = build.initialOptions;
      build.onResolve({ filter: /^(node:)?[a-z_][a-z0-9_/]*$/ }, ({ path: specifier }) => {
        const name = specifier.replace(/^node:/, "");
        const isModule = builtinModules.includes(name) || runtimeModules.has(specifier);
        if (!isModule) return undefined;
        if (platform === "node" && specifier === "cloudfront") {
          return replacesCloudFront ? { path: resolveSdk(cloudFrontModule), sideEffects: false } : undefined;
        }
        return { path: specifier, external: true, sideEffects: false };
      });
    },
  };
}
