import { parseSync, types as t } from "@babel/core";
import { transform } from "esbuild";
import type { MappedCode } from "../lower/lower.ts";

/** What minifying must not bring back, and must refuse if it is still there. */
const supported = {
  class: false,
  destructuring: false,
  "default-argument": false,
  "array-spread": false,
  "object-rest-spread": false,
  "for-of": false,
  "object-extensions": false,
  "optional-chain": false,
  "nullish-coalescing": false,
  "logical-assignment": false,
  "optional-catch-binding": false,
  generator: false,
  "unicode-escapes": false,
} as const;

/**
 * Minifies lowered code and makes its exported `handler` a global function, since CloudFront Functions know no export.
 *
 * @throws Error of esbuild when the code still holds what the runtime does not know
 */
export async function minifyFunction(lowered: MappedCode): Promise<MappedCode> {
  const { code, map } = await transform(lowered.code + inlineMap(lowered.map), {
    minify: true,
    format: "esm",
    supported,
    charset: "ascii",
    legalComments: "none",
    sourcemap: "external",
    sourcesContent: false,
    sourcefile: "lowered.js",
    logLevel: "silent",
  });
  return { code: globalHandler(code), map };
}

/** `function b(e){…}export{b as handler};` → `function handler(e){…}`: nothing else calls it. */
function globalHandler(code: string): string {
  const tail = /export\{([\w$]+) as handler\};?\n?$/.exec(code);
  if (tail === null) return code;
  const body = code.slice(0, tail.index);
  const program = parseSync(body, { configFile: false, babelrc: false, sourceType: "module" });
  const declaration = program?.program.body.find(
    (node): node is t.FunctionDeclaration => t.isFunctionDeclaration(node) && node.id?.name === tail[1],
  );
  const { start, end } = declaration?.id ?? {};
  if (typeof start !== "number" || typeof end !== "number") return code;
  return `${body.slice(0, start)}handler${body.slice(end)}`;
}

function inlineMap(map: string): string {
  return `\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString("base64")}\n`;
}
