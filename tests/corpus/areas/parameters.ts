import { type Area, refused, same } from "../snippet.ts";

export const parameters: Area = {
  name: "parameters",
  snippets: [
    same(
      "a default for undefined only",
      "const f = (a: any = 1) => a; return [f(), f(undefined), f(null), f(0), f('')];",
    ),
    same("a default that calls", "let n = 0; const f = (a = ++n) => a; return [f(), f(9), f(), n];"),
    same(
      "a default that reads an earlier parameter",
      `
        const f = (a: number, b = a * 2, c = a + b) => [a, b, c];
        return [f(1), f(1, 1)];
      `,
    ),
    refused(
      "a default that reads a later parameter",
      `const x = 1;
        const f = (a: any = b, b: any = 2) => [a, b];
        return f(x);`,
      2,
      /default value/,
    ),
    refused(
      "a default that reads itself",
      `const x = 1;
        function f(x: any = x) { return x; }
        return f(x);`,
      2,
      /default value/,
    ),
    same(
      "a default sees the outer name, not the body's",
      `
        const x = 'outer';
        function f(a = x) { var x = 'inner'; return [a, x]; }
        return f();
      `,
    ),
    same(
      "a default that closes over the outer name",
      `
        const x = 'outer';
        function f(g = () => x) { var x = 'inner'; return [g(), x]; }
        return f();
      `,
    ),
    same(
      "a default that closes over a parameter",
      "function f(a: number, g = () => a) { a = 5; return g(); } return f(1);",
    ),
    refused(
      "a var in the body next to a default that closes over a parameter of its name",
      `const x = 1;
        function f(a: number, g = () => a) { var a: number; a = 5; return [g(), a]; }
        return f(x);`,
      2,
      /default value/,
    ),
    same("a default function sees the call's this", "const o = { v: 3, f(a = this.v) { return a; } }; return o.f();"),
    same(
      "a default reads arguments",
      `
        function f(a: any, b = arguments.length) { return b; }
        return [f(1), f(1, undefined), f(1, 7)];
      `,
    ),
    same(
      "arguments are not changed by defaults",
      `
        function f(a = 1) { a = 9; return [arguments.length, arguments[0]]; }
        return [f(), f(undefined), f(3)];
      `,
    ),
    same(
      "length without defaults",
      `
        return [
          ((a: any, b: any) => [a, b]).length,
          ((...a: any[]) => a).length,
          (({ a }: any, [b]: any) => [a, b]).length,
        ];
      `,
    ),
    same("length with a default", "return ((a: any, b = 1) => [a, b]).length;"),
    same("rest parameters", "const f = (a: any, ...b: any[]) => [a, b, b.length]; return [f(1), f(1, 2, 3)];"),
    same(
      "rest parameters are a new array",
      `
        function f(...a: any[]) { a.push(0); return [a, arguments.length]; }
        return f(1);
      `,
    ),
    same(
      "a pattern in rest parameters",
      `
        const f = (...[a, { b } = { b: 2 }, ...c]: any[]) => [a, b, c];
        return [f(1), f(1, { b: 3 }, 4, 5)];
      `,
    ),
    same(
      "a default before a rest parameter",
      `
        const f = (a = 1, ...b: any[]) => [a, b];
        return [f(), f(undefined, 2), f(3, 4)];
      `,
    ),
    same(
      "patterns with defaults and a rest parameter",
      `
        const f = ({ a = 1 } = {} as any, [b = 2] = [] as any, ...c: any[]) => [a, b, c];
        return [f(), f({ a: 3 }, [4], 5, 6)];
      `,
    ),
    same(
      "a default in a method, a getter and a function expression",
      `
        const o = { m(a = 1) {
          return a;
        }, f: function (b = 2) {
          return b;
        }, get g() {
          return (c = 3) => c;
        } };
        return [o.m(), o.f(), o.g()];
      `,
    ),
    same(
      "a default in a setter",
      `
        const o: any = { v: 0, set s(a: any) { this.v = a; } };
        o.s = undefined;
        return [o.v];
      `,
    ),
    same(
      "a default in an async function rejects, not throws",
      `
        const f = async (a: any = (() => { throw new Error('x'); })()) => a;
        const p = f();
        return await p.catch((e: Error) => e.message);
      `,
    ),
    same(
      "a pattern in an async function rejects, not throws",
      `
        const f = async ({ a }: any) => a;
        let p;
        try { p = f(null); } catch { return 'threw'; }
        return await p.then(() => 'no', (e: Error) => e.name);
      `,
    ),
    same(
      "a default in a recursive function",
      `
        const sum = (list: number[], i = 0): number => (i < list.length ? list[i]! + sum(list, i + 1) : 0);
        return sum([1, 2, 3]);
      `,
    ),
    same("a default in a callback", "return [undefined, 2].map((x = 7, i) => x * 10 + i);"),
    same("a body that uses strict mode", "function f(this: any) { return this === undefined; } return f();"),
    same("an unused default still runs", "let n = 0; function f(_a = n++) { return n; } return f();"),
    same(
      "a default next to let of the same name in a block",
      "function f(a = 1) { { let a = 2; a++; } return a; } return f();",
    ),
    same("a default of null and one of a template", "const f = (a: any = null, b = `${a}!`) => [a, b]; return f();"),
    same(
      "parameters that are assigned",
      "const f = (a: number, b = 2) => { a += b; b = a; return [a, b]; }; return f(1);",
    ),
    same("an immediately called function with defaults", "return ((a = 2, { b = 3 } = {}) => a * b)();"),
    same(
      "rest parameters in an async function, after an await",
      `
        const f = async (a: any, ...rest: any[]) => { await null; return [a, rest, rest.length]; };
        return await f(1, 2, 3);
      `,
    ),
    same(
      "rest parameters in an async arrow's expression",
      "const f = async (...rest: any[]) => (await null, rest); return await f(1, 2);",
    ),
    same("a trailing comma", "const f = (a: number, b: number,) => a + b; return f(1, 2,);"),
    same("an arrow that returns an object with a default", "const f = (a = 1) => ({ a, b: a }); return f();"),
  ],
};
