import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { Code } from "../../source/code.ts";
import { evaluatePartially } from "./partial-evaluation.ts";

/** The code after partial evaluation; only its `handler` is called from outside. */
function evaluated(source: string): string {
  return Code.of({ code: source, map: noMap }).transformProgram((program) => evaluatePartially(program, () => false))
    .code;
}

const noMap = JSON.stringify({ version: 3, sources: [], names: [], mappings: "" });

function run(code: string, input: unknown): unknown {
  const script = `${code.replace(/export\s*\{[^}]*\};?/, "")}\nJSON.stringify([handler(input), handler(input)])`;
  return JSON.parse(runInNewContext(script, { input }) as string);
}

const end = "export { handler };";

describe("partial evaluation", () => {
  it.each([
    [
      "a short list that is asked about each of its elements",
      `const list = ["/a/", "/b"]; function handler(x) { return list.some((e) => e.endsWith("/") ? x.startsWith(e) : x === e); }`,
      /some|endsWith/,
    ],
    [
      "a loop over settings",
      `const list = [{ k: "a", v: 1 }, { k: "b", v: 2 }]; function handler(x) { const o = { x }; for (const { k, v } of list) o[k] = v; return o; }`,
      /for/,
    ],
    [
      "a parameter that is always the same constant, and the branches that it decides",
      `const config = { on: false, list: ["a"] }; function f(x, c) { if (c.on) return "on"; return c.list.includes(x); } function handler(x) { return f(x, config); }`,
      /"on"/,
    ],
    ["a function of one expression", `function f(x) { return x + "!"; } function handler(x) { return f(x); }`, /f\(/],
    [
      "text made of constants",
      `const n = 30; function handler(x) { return \`\${n * 2} \${"a" + "b"}\${x}\`; }`,
      /n \*/,
    ],
  ])("leaves nothing to do at run time of %s", (_, source, gone) => {
    const code = evaluated(source + end);
    expect(code).not.toMatch(gone);
    for (const input of ["/a/b", "/b", "a", "x"]) expect(run(code, input)).toEqual(run(source, input));
  });

  it.each([
    ["a constant that is written to", `const c = { n: 1 }; function handler() { c.n += 1; return c.n; }`],
    ["a list that grows", `const c = ["a"]; function handler(x) { c.push(x); return c.some((e) => e === x); }`],
    [
      "an element that is written to where it was found",
      `const c = [{ n: 1 }]; function handler() { const e = c.find((o) => o.n > 0); e.n += 1; return c[0].n; }`,
    ],
    [
      "an element that is written to in a loop",
      `const c = [{ n: 1 }]; function handler() { for (const e of c) e.n += 1; return c[0].n; }`,
    ],
    [
      "a constant that is written to in another function",
      `const c = { n: 1 }; function f(o) { o.n += 1; } function handler() { f(c); return c.n; }`,
    ],
    [
      "a constant that a pattern writes to",
      `const c = { n: 1 }; function handler(x) { [c.n] = [c.n + 1]; return c.n; }`,
    ],
    [
      "a list that its own callback gets",
      `const c = ["a", "b"]; function handler(x) { c.forEach((e, i, all) => { all[i] = e + x; }); return c[0]; }`,
    ],
    [
      "a name that an inner function takes for its own",
      `function f(l, y) { return l.map((e) => e + y); } function handler(x) { const e = "e"; return f(["a", x], e); }`,
    ],
    [
      "a name that means something else where the function is called",
      `const n = Math.max(1, 2); function f(y) { return y + n; } function handler(x) { const n = "own"; return f(x) + n; }`,
    ],
    [
      "an argument that changes what the function reads",
      `let n = 0; function next() { n += 1; return n; } function f(y) { return n + ":" + y; } function handler() { return f(next()); }`,
    ],
    [
      "an argument that is used twice",
      `let n = 0; function next() { n += 1; return n; } function f(y) { return y + y; } function handler() { return f(next()); }`,
    ],
    [
      "an argument that is used only sometimes",
      `let n = 0; function next() { n += 1; return n; } function f(c, y) { return c === 1 && y; } function handler(x) { f(x, next()); return n; }`,
    ],
    ["an inherited name", `const c = { a: "b" }; function handler(x) { return typeof c.constructor + String(c[x]); }`],
    [
      "a loop that ends early",
      `const c = ["a", "b"]; function handler(x) { let n = 0; for (const e of c) { if (e === x) break; n += 1; } return n; }`,
    ],
    [
      "a function that calls itself",
      `function f(n) { return n > 3 ? n : f(n + 1); } function handler() { return f(0); }`,
    ],
    [
      "a pattern that keeps where it was",
      `function handler(x) { const p = /a/g; return [p.test(x), p.test(x), x.replace(/a/g, "b")]; }`,
    ],
    ["whether only the truth counts", `const c = ["", "b"]; function handler(x) { return c.some((e) => e && x); }`],
  ])("keeps what a function does with %s", (_, source) => {
    for (const input of ["a", "constructor", ""])
      expect(run(evaluated(source + end), input)).toEqual(run(source, input));
  });

  it("drops what nothing uses any more", () => {
    const code = evaluated(
      `const c = { a: 1 }; function f() { return c.a; } function handler() { return f(); } ${end}`,
    );
    expect(code).not.toMatch(/const c|function f/);
  });
});
