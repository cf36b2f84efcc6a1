import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bodyInNjs, bodyInQuickJs } from "./engines.ts";
import { type Group, groupSnippets, handlerLine, isRefused } from "./handler-source.ts";
import { CorpusHandlers, problemsOf } from "./handlers.ts";
import type { Area, Snippet } from "./snippet.ts";

/** Tests that snippets have the same outcome in QuickJS, njs and Node.js, or that the compiler refuses them. */
export function testArea({ snippets }: Area): void {
  const groups = groupSnippets(snippets);
  const compiling = groups.filter((group) => !group.snippets.some(isRefused));
  const refused = groups.filter((group) => group.snippets.some(isRefused));
  const handlers = new CorpusHandlers(groups);
  let functions: ReadonlyMap<string, string>;
  let problems: readonly string[] = [];

  beforeAll(async () => {
    const compiled = await handlers.compile(compiling);
    if (!(compiled instanceof Map))
      throw new Error(`The compiler refused it:\n${(compiled as readonly string[]).join("\n")}`);
    functions = compiled;
    const result = refused.length > 0 ? await handlers.compile(refused) : [];
    if (!(result instanceof Map)) problems = result as readonly string[];
  }, 120_000);
  afterAll(() => handlers.remove());

  describe.each(compiling)("$name compiles", (group) => {
    const outcomes: Record<"node" | "quickjs" | "njs", string[]> = { node: [], quickjs: [], njs: [] };

    beforeAll(async () => {
      const code = functions.get(group.name) ?? "";
      outcomes.node = JSON.parse(String(await handlers.runAsWritten(group)));
      outcomes.quickjs = JSON.parse(String(await bodyInQuickJs(code)));
      outcomes.njs = JSON.parse(String(await bodyInNjs(code)));
    });

    it.each(numbered(group))("$name", ({ index }) => {
      const node = outcomes.node[index];
      expect({ quickjs: outcomes.quickjs[index], njs: outcomes.njs[index] }).toEqual({ quickjs: node, njs: node });
    });
  });

  it.each(refused.flatMap(({ name, snippets: [snippet] }) => (snippet ? [{ ...snippet, group: name }] : [])))(
    "refuses $name",
    ({ group, expect: expected, ...snippet }) => {
      if (expected === "same") throw new Error("The snippet must be refused.");
      const groupProblems = problemsOf({ name: group, snippets: [] }, problems);
      const line = handlerLine({ ...snippet, expect: expected }, expected.refused.line);
      const atLine = groupProblems.filter((problem) => problem.line === line).map(({ reason }) => reason);
      expect(atLine.join("\n"), `at line ${line} of ${JSON.stringify(groupProblems)}`).toMatch(expected.refused.reason);
    },
  );
}

function numbered({ snippets }: Group): (Snippet & { readonly index: number })[] {
  return snippets.map((snippet, index) => ({ ...snippet, index }));
}
