import { transform } from "esbuild";
import { Code } from "../source/code.ts";

/** A source as the bundler hands it on, with its map. */
export async function bundleOf(source: string): Promise<Code> {
  const { code, map } = await transform(source, {
    minifySyntax: true,
    charset: "ascii",
    sourcemap: "external",
    sourcefile: "handler.ts",
    supported: { "unicode-escapes": false },
  });
  return Code.of({ code, map });
}
