import { type Expression, parseSync, Visitor } from "oxc-parser";

/** A title of a test or of a group of tests. */
export interface Title {
  /** Up to its first placeholder, if it has one. */
  text: string;
  /** Where the text begins in the file. */
  start: number;
}

const TESTS = new Set(["describe", "it", "test"]);

/** Returns the titles of a file of tests. */
export function titlesOf(path: string, text: string): Title[] {
  if (!path.endsWith(".test.ts")) return [];
  const titles: Title[] = [];
  const visitor = new Visitor({
    CallExpression({ callee, arguments: [title] }) {
      if (!TESTS.has(rootOf(callee) ?? "")) return;
      if (title?.type === "Literal" && typeof title.value === "string") {
        titles.push({ text: title.value, start: title.start + 1 });
      }
      const beginning = title?.type === "TemplateLiteral" ? title.quasis[0] : undefined;
      if (title && beginning) titles.push({ text: beginning.value.raw, start: title.start + 1 });
    },
  });
  visitor.visit(parseSync(path, text).program);
  return titles;
}

/** `it` of `it(…)`, `it.each(…)(…)` and `it.for(…)(…)`. */
function rootOf(callee: Expression): string | undefined {
  if (callee.type === "Identifier") return callee.name;
  if (callee.type === "MemberExpression") return rootOf(callee.object);
  if (callee.type === "TaggedTemplateExpression") return rootOf(callee.tag);
  return callee.type === "CallExpression" ? rootOf(callee.callee) : undefined;
}
