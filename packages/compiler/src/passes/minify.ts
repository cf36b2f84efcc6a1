import * as t from "@babel/types";
import { transform } from "esbuild";
import { shiftedMap } from "../source/authors-map.ts";
import { parse } from "../source/babel.ts";
import { Code } from "../source/code.ts";
import type { MappedCode } from "../source/mapped-code.ts";
import type { Pass } from "./pass.ts";

/** Syntax that minifying must not bring back. Classes and the like stay, for the language check to report. */
const supported = {
  destructuring: false,
  "default-argument": false,
  "array-spread": false,
  "for-of": false,
  "object-extensions": false,
  "optional-chain": false,
  "nullish-coalescing": false,
  "logical-assignment": false,
  "optional-catch-binding": false,
  "unicode-escapes": false,
} as const;

const keyBeyondAscii = /(?:\[|[{,]\s*)"[^"\n]*(?:\\[ux]|[^\0-\x7f])[^"\n]*"\s*[\]:]/;

/**
 * Minifies the code and makes its exported `handler` a global function, since CloudFront Functions have no exports. If
 * syntax is left that is neither lowered nor allowed, no artifact is made, and the language check reports it.
 */
export const minify: Pass = {
  name: "minify",
  async run(module) {
    const artifact = await minified(module.code);
    return artifact === undefined ? module : { ...module, code: artifact, artifact };
  },
};

async function minified({ code, map }: Code): Promise<Code | undefined> {
  const result = await transform(code + inlineMap(map), {
    minifyWhitespace: true,
    minifyIdentifiers: true,
    // The minifier would write a key such as "\u00f1" as a name, and njs accepts ASCII names only.
    minifySyntax: !keyBeyondAscii.test(code),
    format: "esm",
    supported,
    charset: "ascii",
    legalComments: "none",
    sourcemap: "external",
    sourcesContent: false,
    sourcefile: "lowered.js",
    logLevel: "silent",
  }).catch((error: { errors?: unknown }) => {
    if (error.errors === undefined) throw error;
    return undefined;
  });
  return result && Code.of(globalHandler(result));
}

/** `function b(e){return a(e)}…export{b as handler};` → `function handler(e){return a(e)}…`: nothing else calls it. */
function globalHandler({ code, map }: MappedCode): MappedCode {
  const tail = /export\{([\w$]+) as handler\};?\n?$/.exec(code);
  if (tail === null) return { code, map };
  const body = code.slice(0, tail.index);
  const head = `function ${tail[1]}`;
  const global = "function handler";
  const [, ...others] = body.split(`${head}(`);
  const start = others.length === 1 ? body.indexOf(`${head}(`) : startOfTopLevel(body, tail[1] ?? "");
  const before = body.slice(0, start).split("\n");
  const at = { line: before.length - 1, column: before.at(-1)?.length ?? 0 };
  return {
    code: `${body.slice(0, start)}${global}${body.slice(start + head.length)}`,
    map: shiftedMap(map, at, global.length - head.length),
  };
}

/** Where an inner function has the same name, only the tree shows which one is meant. */
function startOfTopLevel(body: string, name: string): number {
  const declaration = parse(body).program.body.find((node) => t.isFunctionDeclaration(node) && node.id?.name === name);
  return body.indexOf("function", declaration?.start ?? 0);
}

function inlineMap(map: string): string {
  return `\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString("base64")}\n`;
}
