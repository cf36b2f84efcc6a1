import { transform } from "esbuild";
import { describe, expect, it } from "vitest";
import { minify } from "../passes/minify.ts";
import type { Module } from "../passes/pass.ts";
import { authorsMap } from "./authors-map.ts";
import { Code } from "./code.ts";
import { Tracer } from "./trace.ts";

const source = `export function handler(event) {
  return other("a", event);
}
function other(text, event) {
  if (event.uri === "/") throw new Error("b");
  return [text, event.uri];
}
`;

/** The line, from 1, and the column, from 0, of a text in code. */
function positionOf(code: string, text: string): [line: number, column: number] {
  const before = code.slice(0, code.indexOf(text)).split("\n");
  return [before.length, before.at(-1)?.length ?? 0];
}

async function minified(sourcefile: string): Promise<Code> {
  const { code, map } = await transform(source, { sourcemap: "external", sourcefile });
  return (await minify.run({ code: Code.of({ code, map }) } as Module)).code;
}

describe("the source map of a minified function", () => {
  it.each([
    ["a", 2],
    ["b", 5],
  ])("leads from %s to its position in the author's file, though the handler got a longer name", async (text, line) => {
    const { code, map } = await minified("edge-handlers/a/handler.ts?0");
    expect(code).toContain("function handler(");
    const tracer = new Tracer(authorsMap(map, (file) => file.startsWith("edge-handlers/")));
    const column = (source.split("\n")[line - 1]?.indexOf(`"${text}"`) ?? 0) + 1;
    expect(tracer.trace(...positionOf(code, `"${text}"`))).toEqual({
      file: "edge-handlers/a/handler.ts",
      line,
      column,
    });
  });

  it("has neither names nor lines of files that no author wrote", async () => {
    const { code, map } = await minified("node_modules/a/index.js");
    const reduced = authorsMap(map, (file) => file.startsWith("edge-handlers/"));
    expect(reduced).not.toContain("node_modules");
    expect(new Tracer(reduced).trace(...positionOf(code, '"b"'))).toBeUndefined();
  });
});
