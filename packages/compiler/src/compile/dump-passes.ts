import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { ChainCompiler } from "./chain-compiler.ts";
import type { BuiltFunction } from "./functions.ts";

/**
 * Writes the code of each CloudFront Function after each pass, as `<directory>/<function>/01-bundle.js` and so on. A
 * function's folder is replaced as a whole; other files in the directory stay. Lambda@Edge functions go through no
 * passes, so they have no folder.
 */
export async function dumpPasses(
  directory: string,
  functions: readonly BuiltFunction[],
  compiler: ChainCompiler,
): Promise<void> {
  for (const { artifact, chain } of functions) {
    if (artifact.runtime !== "cloudfront-function") continue;
    const folder = path.join(directory, artifact.name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const { file, code } of await compiler.codeAfterEachPass(chain)) {
      writeFileSync(path.join(folder, file), code);
    }
  }
}
