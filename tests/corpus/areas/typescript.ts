import { type Area, refused, same } from "../snippet.ts";

export const typescript: Area = {
  name: "TypeScript",
  snippets: [
    same(
      "annotations, interfaces and type aliases",
      `
        interface P { readonly x: number; y?: string }
        type Q = P | null;
        const p: Q = { x: 1 };
        return p;
      `,
    ),
    same(
      "as, satisfies, as const and !",
      `
        const a = { b: 1 } as const satisfies { b: number };
        const list = [1, 2] as number[];
        return [a.b as number, list[0]!, <any>list.length];
      `,
    ),
    same(
      "generics with constraints and defaults",
      `
        function pick<T extends object, K extends keyof T = keyof T>(o: T, ...keys: K[]): Pick<T, K> {
          const out = {} as Pick<T, K>;
          for (const k of keys) out[k] = o[k];
          return out;
        }
        return pick({ a: 1, b: 2, c: 3 }, 'a', 'c');
      `,
    ),
    same(
      "overloads",
      `
        function f(a: string): string;
        function f(a: number): number;
        function f(a: any): any { return a; }
        return [f('a'), f(1)];
      `,
    ),
    same(
      "type guards and assertion functions",
      `
        const isS = (x: unknown): x is string => typeof x === 'string';
        function must(x: unknown): asserts x is string { if (!isS(x)) throw new Error('no'); }
        const v: unknown = 'abc';
        must(v);
        return v.length;
      `,
    ),
    same(
      "an enum",
      `
        enum Color { Red, Green = 5, Blue }
        return [Color.Red, Color.Green, Color.Blue, Color[5]];
      `,
    ),
    same("an enum of strings", "enum Dir { Up = 'up', Down = 'down' } return [Dir.Up, Object.keys(Dir)];"),
    same("an enum with computed members", "enum F { A = 1 << 0, B = 1 << 1, AB = A | B } return [F.A, F.B, F.AB];"),
    same("a const enum", "const enum E { A = 1, B = A + 1 } return [E.A, E.B];"),
    same("an enum at the module's level", "return Level[Level.High];", "enum Level { Low, High }"),
    same(
      "a namespace",
      "return [Geo.area(2, 3), Geo.Inner.k];",
      "namespace Geo { export const area = (a: number, b: number) => a * b; export namespace Inner { export const k = 7; } }",
    ),
    same(
      "declare and abstract types cost nothing",
      "return typeof ambient;",
      "declare const ambient: string; declare function g(): void; declare module 'x' {}",
    ),
    same(
      "a this parameter",
      `
        function f(this: { v: number }, a: number) { return this.v + a; }
        return f.call({ v: 1 }, 2);
      `,
    ),
    same("optional parameters", "const f = (a: number, b?: number) => [a, b === undefined]; return f(1);"),
    same(
      "index signatures, tuples and unions",
      `
        const t: [string, number?, ...boolean[]] = ['a', 1, true];
        const m: { [k: string]: number } = { a: 1 };
        return [t, m['a']];
      `,
    ),
    same(
      "keyof, typeof, mapped and conditional types",
      `
        const o = { a: 1 };
        type K = keyof typeof o;
        type M = { [P in K]-?: string };
        type C<T> = T extends string ? 1 : 2;
        const m: M = { a: 'x' };
        const c: C<'s'> = 1;
        return [m, c];
      `,
    ),
    same(
      "template literal types and infer",
      `
        type Id<T> = T extends \`id-\${infer N}\` ? N : never;
        const x: Id<'id-7'> = '7';
        return x;
      `,
    ),
    same(
      "unique symbols' types, bigint's type and never",
      `
        type U = unique symbol extends symbol ? 1 : 2;
        const f = (x: bigint | never): string => typeof x;
        return typeof f;
      `,
    ),
    same(
      "import type and export type",
      "const r: Row = { id: 1 }; return r;",
      "import type { Request } from '@featheredge/edge-sdk'; export type Row = { id: number }; export type { Request };",
    ),
    same("a generic arrow and a const type parameter", "const f = <const T,>(x: T): T => x; return f([1, 'a']);"),
    same("instantiation expressions", "const make = <T,>(x: T) => [x]; const n = make<number>; return n(1);"),
    same(
      "accessors' types and readonly arrays",
      `
        const a: readonly number[] = [1, 2];
        const b: ReadonlyArray<string> = ['x'];
        return [...a, ...b];
      `,
    ),
    same(
      "non-null in a chain and in an assignment",
      "const o: any = { a: { b: 1 } }; o!.a!.b = 2; o.a!.c ??= 3; return o;",
    ),
    same(
      "exhaustive checks by never",
      `
        type S = { k: 'a'; n: number } | { k: 'b'; s: string };
        const f = (s: S): any => {
          switch (s.k) { case 'a': return s.n; case 'b': return s.s; default: {
            const x: never = s;
            return x;
          } }
        };
        return [f({ k: 'a', n: 1 }), f({ k: 'b', s: 'x' })];
      `,
    ),
    same(
      "a function type with properties",
      `
        type F = { (x: number): number; tag?: string };
        const f: F = (x) => x + 1;
        f.tag = 't';
        return [f(1), f.tag];
      `,
    ),
    same("definite assignment", "let x!: number; const set = () => { x = 5; }; set(); return x;"),
    refused(
      "a class",
      `class A {
          x = 1;
        }
        return new A().x;`,
      1,
      /class/,
    ),
    refused(
      "a class expression",
      `const a = 1;
        const A = class { m() { return a; } };
        return new A().m();`,
      2,
      /class/,
    ),
    refused(
      "a class that extends",
      "return new B().hi();",
      -3,
      /class/,
      "class A { hi() { return 'hi'; } }\nclass B extends A { override hi() { return super.hi() + '!'; } }\n",
    ),
    refused(
      "private, static and accessor members",
      `const a = 1;
        class A { #p = a; static s = 2; get p() { return this.#p; } }
        return new A().p;`,
      2,
      /class/,
    ),
    refused(
      "parameter properties",
      `class A {
          constructor(readonly x: number) {}
        }
        return new A(1).x;`,
      1,
      /class/,
    ),
    refused(
      "an abstract class",
      `abstract class A { abstract f(): number }
        class B extends A { f() { return 1; } }
        return new B().f();`,
      2,
      /class/,
    ),
    refused(
      "a decorator",
      `const log = (v: any) => v;
        @log
        class A {}
        return typeof new A();`,
      3,
      /class|decorator/i,
    ),
    refused(
      "a syntax error",
      `const a = 1;
        const b = ;
        return a;`,
      2,
      /Unexpected/,
    ),
    refused(
      "super in an object's method",
      `const base = { hi() { return 'hi'; } };
        const o = { __proto__: base, hi() { return super.hi() + '!'; } };
        return o.hi();`,
      2,
      /super|shorthand method/,
    ),
    refused(
      "using",
      `const a = 1;
        using r = { [Symbol.dispose]() {} };
        return a;`,
      2,
      /using|Symbol/,
    ),
  ],
};
