import path from "node:path";
import { type Diagnostic, DiagnosticError, diagnose } from "@featheredge/diagnostics";
import { type BuildOptions, build, type Location, type Message, type Metafile } from "esbuild";
import { Code } from "../source/code.ts";
import type { SourceFiles } from "../source/source-files.ts";
import { compare } from "../source/text.ts";
import { type Position, Tracer, withoutUse } from "../source/trace.ts";
import type { ChainHandler } from "./chain-handler.ts";
import { type Entry, entryFile, writeEntry } from "./entry.ts";
import { resolveChain } from "./plugin.ts";

/** The handlers of a chain, joined to one module by the bundler. */
export interface Bundle {
  readonly output: Code;
  readonly inputs: Metafile["inputs"];
  /** Modules that are imported and not in the bundle. */
  readonly externals: readonly string[];
  /** The inputs that have bytes in the output, the largest first. */
  readonly shipped: readonly { readonly file: string; readonly bytes: number }[];
  /** Absolute paths of the inputs that are files. */
  readonly files: readonly string[];
}

/** The bundle of a chain that was not bundled yet. */
export const emptyBundle: Bundle = {
  output: Code.of({ code: "", map: "" }),
  inputs: {},
  externals: [],
  shipped: [],
  files: [],
};

/** How each runtime's bundle is made. */
const options = {
  /** The passes read this code, so nothing is renamed yet. esbuild lowers here the syntax that it lowers well. */
  "cloudfront-function": {
    platform: "neutral",
    mainFields: ["module", "main"],
    // The first condition selects the SDK's modules for this runtime: see `imports` in its package.json.
    conditions: ["cloudfront-function", "module"],
    format: "esm",
    minifySyntax: true,
    supported: {
      "optional-chain": false,
      "nullish-coalescing": false,
      "logical-assignment": false,
      "optional-catch-binding": false,
      "unicode-escapes": false,
      // esbuild would lower decorators to code that the language check rejects under another name.
      decorators: false,
      using: false,
    },
    external: ["crypto", "querystring", "buffer", "cloudfront"],
  },
  "lambda-at-edge": {
    platform: "node",
    format: "cjs",
    target: "node20",
    minify: true,
    external: ["@aws-sdk/*", "@smithy/*"],
  },
} as const satisfies Record<string, BuildOptions>;

/**
 * Bundles a chain with its runtime's adapter.
 *
 * @param readable keeps names and layout, and leaves the secrets module out, for the analysis of what survives
 * @throws DiagnosticError when the author's sources can't be bundled
 */
export async function bundle(
  entry: Omit<Entry, "configs" | "names">,
  chain: readonly (ChainHandler & { readonly config: unknown })[],
  files: SourceFiles,
  { readable = false }: { readonly readable?: boolean } = {},
): Promise<Bundle> {
  const configs = chain.map(({ config, source }) => (source.readsConfig ? config : undefined));
  const names = chain.map(({ file }) => path.basename(path.dirname(file)));
  const runtime = options[entry.runtime];
  try {
    const result = await build({
      ...runtime,
      ...(readable ? { minify: false, minifySyntax: true, format: "esm" as const } : {}),
      stdin: {
        contents: writeEntry({ ...entry, configs, names }),
        resolveDir: files.root,
        sourcefile: entryFile,
      },
      bundle: true,
      write: false,
      metafile: true,
      sourcemap: "external",
      sourcesContent: false,
      legalComments: "none",
      charset: "ascii",
      logLevel: "silent",
      // The author's tsconfig is for the editor; the artifact must not change with it.
      tsconfigRaw: {},
      absWorkingDir: files.root,
      outfile: `${files.root}/featheredge-bundle.js`,
      plugins: [
        resolveChain(chain, {
          secretsAreExternal: readable || entry.runtime === "cloudfront-function",
          replacesCloudFront: typeof entry.store === "object",
        }),
      ],
    });
    const [map, code] = ["map", "js"].map(
      (end) => result.outputFiles.find(({ path }) => path.endsWith(end))?.text ?? "",
    );
    const output = Object.values(result.metafile.outputs).find(({ entryPoint }) => entryPoint !== undefined);
    const made = { code: withoutModulePaths(code ?? ""), map: map ?? "" };
    return {
      output: Code.of(made),
      inputs: result.metafile.inputs,
      externals: (output?.imports ?? []).filter(({ external }) => external === true).map(({ path }) => path),
      shipped: shippedInputs(output?.inputs ?? {}),
      files: inputFiles(result.metafile, files),
    };
  } catch (error) {
    const messages = (error as { errors?: readonly Message[] }).errors;
    if (messages === undefined) throw error;
    throw new DiagnosticError(messages.map((message) => describe(message, files, chain)));
  }
}

/**
 * Where the bundler keeps identifiers, it names each CommonJS module by its path, which depends on where packages are.
 * This removes the paths. No position moves, since the rest of such a line is the bundler's own.
 */
function withoutModulePaths(code: string): string {
  return code.replace(
    /^(var \w+ = __(?:commonJS|esm)\(\{\n\s*(?:async )?)"(?:[^"\\\n]|\\.)*"(?=\(\w*(?:, \w+)?\) \{)/gm,
    "$1_",
  );
}

function shippedInputs(inputs: Metafile["outputs"][string]["inputs"]): { file: string; bytes: number }[] {
  return Object.entries(inputs)
    .map(([file, { bytesInOutput }]) => ({ file: withoutUse(file), bytes: bytesInOutput }))
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes || compare(a.file, b.file));
}

function inputFiles(metafile: Metafile, files: SourceFiles): string[] {
  const inputs = Object.keys(metafile.inputs).filter((input) => input !== entryFile);
  const paths = inputs.map((input) => files.absolute(withoutUse(input)));
  return [...new Set([...paths, ...paths.flatMap(packageFile)])].sort();
}

/** The package.json above a package's file, which decides what the package's name resolves to. */
function packageFile(file: string): string[] {
  const folder = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/.exec(file)?.[0];
  return folder === undefined ? [] : [`${folder}/package.json`];
}

function describe({ text, location }: Message, files: SourceFiles, chain: readonly ChainHandler[]): Diagnostic {
  const isUnresolved = text.startsWith("Could not resolve");
  const rule = isUnresolved ? "FE-HND-017" : "FE-HND-016";
  const fix = isUnresolved ? "Install the package or fix the path." : "";
  const message = `${text.replace(/\.$/, "")}.`;
  if (location === null) return diagnose(rule, { message, fix });
  const file = files.relative(files.absolute(withoutUse(location.file)));
  const { line, column } = authorsPosition(location, chain) ?? { line: location.line, column: location.column + 1 };
  return diagnose(rule, { message, fix, at: { file, line, column } });
}

/** A handler is bundled with its config inlined, which moves its lines. */
function authorsPosition({ file, line, column }: Location, chain: readonly ChainHandler[]): Position | undefined {
  const index = /\?(\d+)$/.exec(file)?.[1];
  const code = chain[Number(index)]?.source.code ?? "";
  const map = /\n\/\/# sourceMappingURL=data:[^,]*;base64,([\w+/=]+)\s*$/.exec(code)?.[1];
  if (map === undefined) return undefined;
  return new Tracer(Buffer.from(map, "base64").toString()).trace(line, column);
}
