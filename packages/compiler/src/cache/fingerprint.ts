import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { sha256 } from "../source/source-files.ts";

const require = createRequire(import.meta.url);

/** Our packages. They run from source and share one version, so their sources are hashed. */
const packages = ["@featheredge/compiler", "@featheredge/edge-sdk", "@featheredge/runtimes", "@featheredge/aws-rules"];
/** Packages of others that shape an artifact, or count its steps. */
const dependencies = ["@babel/core", "esbuild", "fflate", "quickjs-emscripten", "@jitl/quickjs-wasmfile-release-sync"];

let known: string | undefined;

/** A hash of everything that an artifact depends on except its inputs: this compiler, its language check and its tools. */
export function compilerFingerprint(): string {
  known ??= sha256(
    JSON.stringify([
      ...packages.map((name) => hashSources(path.dirname(require.resolve(name)))),
      ...dependencies.map((name) => [name, require(`${name}/package.json`).version]),
    ]),
  );
  return known;
}

function hashSources(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(?:ts|js|cjs)$/.test(file) && !file.endsWith(".test.ts"))
    .sort()
    .map((file) => `${file.split(path.sep).join("/")} ${sha256(readFileSync(path.join(directory, file)))}`);
}
