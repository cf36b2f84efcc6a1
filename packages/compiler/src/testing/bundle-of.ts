import { transform } from "esbuild";
import type { MappedCode } from "../source/mapped-code.ts";

/** A source as the bundler hands it on, with its map. */
export async function bundleOf(source: string): Promise<MappedCode> {
  const { code, map } = await transform(source, {
    minifySyntax: true,
    charset: "ascii",
    sourcemap: "external",
    sourcefile: "handler.ts",
    supported: { "unicode-escapes": false },
  });
  return { code, map };
}
