import { type Area, refused, same } from "../snippet.ts";

export const functions: Area = {
  name: "functions, closures and this",
  snippets: [
    same("a function is hoisted", "return f(); function f() { return 1; }"),
    same(
      "functions that call each other",
      `
        const even = (n: number): boolean => n === 0 || odd(n - 1);
        function odd(n: number): boolean { return n !== 0 && even(n - 1); }
        return [even(4), odd(4)];
      `,
    ),
    same("a function in a block stays there", "let r = typeof g; { function g() {} r += typeof g; } return r;"),
    same(
      "a function in an if",
      `
        if (request.method === 'GET') { function g() { return 5; } return g(); }
        return 0;
      `,
    ),
    same(
      "a named function expression sees its name",
      `
        const f = function fact(n: number): number { return n < 2 ? 1 : n * fact(n - 1); };
        return f(5);
      `,
    ),
    same("var is hoisted", "const before = typeof v; var v = 1; return [before, v];"),
    same(
      "let before its declaration throws",
      "try { const r = x; let x = 1; return [r, x]; } catch (e) { return (e as Error).name; }",
    ),
    same(
      "const before its declaration, in a closure",
      `
        const f = () => x;
        let r;
        try { r = f(); } catch (e) { r = (e as Error).name; }
        const x = 1;
        return [r, f()];
      `,
    ),
    refused(
      "an assignment to const",
      `const x: any = 1;
        x = 2;
        return x;`,
      2,
      /constant/,
    ),
    same(
      "typeof of a name in its dead zone throws",
      `
        try {
          const r = typeof x;
          let x = 1;
          return [r, x];
        } catch (e) {
          return (e as Error).name;
        }
      `,
    ),
    same(
      "closures count",
      `
        const counter = () => { let n = 0; return { up: () => ++n, down: () => --n }; };
        const a = counter(), b = counter();
        a.up();
        a.up();
        b.down();
        return [a.up(), b.down()];
      `,
    ),
    same("an arrow keeps this", "const o = { v: 1, f() { return [1, 2].map((x) => x + this.v); } }; return o.f();"),
    same(
      "an arrow keeps this through several arrows",
      "const o = { v: 1, f() { return (() => () => this.v)()(); } }; return o.f();",
    ),
    same("an arrow keeps arguments", "function f(..._: any[]) { return (() => arguments[0])(); } return f(7);"),
    same("a function's this is undefined", "function f(this: any) { return this; } return f();"),
    same(
      "a method taken off its object loses this",
      "const o = { f() { return this === undefined; } }; const { f } = o; return f();",
    ),
    same("a method in parentheses keeps this", "const o = { v: 1, f() { return this.v; } }; return (o.f)();"),
    same("a method behind a comma loses this", "const o = { f() { return this === undefined; } }; return (0, o.f)();"),
    same(
      "call, apply and bind",
      `
        function f(this: any, a: number, b: number) { return [this.v, a, b]; }
        const o = { v: 1 };
        return [f.call(o, 2, 3), f.apply(o, [4, 5]), f.bind(o, 6)(7)];
      `,
    ),
    same(
      "bind twice keeps the first this",
      `
        function f(this: any) { return this.v; }
        return (f.bind({ v: 1 }) as any).bind({ v: 2 })();
      `,
    ),
    same(
      "new with a prototype",
      `
        function P(this: any, x: number) { this.x = x; }
        P.prototype.twice = function () { return this.x * 2; };
        const p = new (P as any)(4);
        return [p.twice(), p instanceof P, Object.keys(p)];
      `,
    ),
    same(
      "new that returns an object",
      "function P(this: any) { this.a = 1; return { b: 2 }; } return new (P as any)();",
    ),
    same("new that returns a primitive", "function P(this: any) { this.a = 1; return 5; } return new (P as any)();"),
    same(
      "inheritance by prototypes",
      `
        function A(this: any) { this.a = 1; }
        A.prototype.hi = function () { return 'hi' + this.a; };
        function B(this: any) { A.call(this); }
        B.prototype = Object.create(A.prototype);
        const b = new (B as any)();
        return [b.hi(), b instanceof A];
      `,
    ),
    same(
      "getters and setters",
      `
        const o = { n: 1, get twice() { return this.n * 2; }, set twice(v) { this.n = v / 2; } };
        o.twice = 10;
        return [o.n, o.twice, Object.keys(o)];
      `,
    ),
    same(
      "a getter named like a keyword and one by string",
      `
        const o = { get default() { return 1; }, get 'a-b'() { return 2; } };
        return [o.default, o['a-b']];
      `,
    ),
    same(
      "an assignment to a getter alone throws",
      `
        const o: any = { get a() { return 1; } };
        try { o.a = 2; return 'no'; } catch (e) { return (e as Error).name; }
      `,
    ),
    same(
      "shorthand properties and methods",
      `
        const a = 1, b = 2;
        const o = { a, b, sum() { return this.a + this.b; } };
        return [o, o.sum()];
      `,
    ),
    same(
      "methods with computed, quoted and numeric names",
      `
        const k = 'm';
        const o: any = { [k]() {
          return 1;
        }, 'a b'() {
          return 2;
        }, 3() {
          return 3;
        }, [\`\${k}x\`]: 4 };
        return [o.m(), o['a b'](), o[3](), o.mx];
      `,
    ),
    same(
      "computed names run in order with values",
      `
        const log: any[] = [];
        const t = (x: any) => { log.push(x); return x; };
        const o = { [t('a')]: t(1), [t('b')]: t(2), c: t(3) };
        return [o, log];
      `,
    ),
    same(
      "a computed name that exists already keeps its position",
      "const k = 'a'; return Object.keys({ a: 1, b: 2, [k]: 3 });",
    ),
    same(
      "a computed getter's neighbor",
      `
        const k = 'x';
        const o = { get a() { return 1; }, [k]: 2 };
        return [o.a, o.x, Object.keys(o)];
      `,
    ),
    same(
      "a computed property does not run a setter before it",
      `
        let n = 0;
        const k = 'a';
        const o: any = { set a(_: any) { n++; }, [k]: 5 };
        return [n, o.a];
      `,
    ),
    same(
      "a computed name __proto__ is a property",
      `
        const k = '__proto__';
        const o: any = { [k]: { x: 1 } };
        return [o.x, Object.keys(o)];
      `,
    ),
    same(
      "__proto__ in a literal sets the prototype",
      "const o: any = { __proto__: { x: 1 }, y: 2 }; return [o.x, Object.keys(o)];",
    ),
    same(
      "a shorthand __proto__ is a property",
      `
        const __proto__ = { x: 1 };
        const o: any = { __proto__ };
        return [o.x, Object.keys(o)];
      `,
    ),
    same(
      "numeric keys in a literal",
      "const o: any = { 1: 'a', 0x10: 'b', 1.5: 'c' }; return [o[1], o[16], o['1.5']];",
    ),
    same("a literal's numeric keys come first", "return Object.keys({ b: 1, 2: 1, a: 1, 1: 1 });"),
    same(
      "arguments are an object of the call",
      `
        function f(a: any) { a = 9; return [arguments[0], arguments.length, typeof arguments]; }
        return (f as any)(1, 2);
      `,
    ),
    same(
      "immediately called functions",
      "return [(() => 1)(), (function () { return 2; })(), ((x) => x)(3), !(() => false)()];",
    ),
    same(
      "currying",
      `
        const add = (a: number) => (b: number) => (c: number) => a + b + c;
        return add(1)(2)(3);
      `,
    ),
    same(
      "composition by reduce",
      `
        const pipe = (...fs: ((x: number) => number)[]) => (x: number) => fs.reduce((v, f) => f(v), x);
        return pipe((x) => x + 1, (x) => x * 2)(3);
      `,
    ),
    same(
      "memoization",
      `
        const memo = <T>(f: (k: string) => T) => {
          const seen: Record<string, T> = {};
          return (k: string) => (seen[k] ??= f(k));
        };
        let n = 0;
        const m = memo((k) => { n++; return k.toUpperCase(); });
        return [m('a'), m('a'), n];
      `,
    ),
    same(
      "names of functions",
      `
        const arrow = () => 1;
        function decl() {}
        const o = { m() {}, p: () => 1 };
        return [arrow, decl, o.m, o.p].map((f) => typeof f.name);
      `,
    ),
    same(
      "functions as values in a table",
      `
        const table: Record<string, (x: number) => number> = { twice: (x) => x * 2, half: (x) => x / 2 };
        return Object.keys(table).map((k) => table[k]!(8));
      `,
    ),
    same(
      "functions in an array",
      `
        const steps = [(x: number) => x + 1, (x: number) => x * 3];
        return steps.reduce((v, f) => f(v), 1);
      `,
    ),
    same("a property on a function", "function f() { return f.n++; } f.n = 0; f(); return [f(), f.n];"),
    same("deep recursion of a hundred", "const f = (n: number): number => (n ? 1 + f(n - 1) : 0); return f(100);"),
    same(
      "shadowing of a parameter in a closure",
      "const f = (x: number) => [1, 2].map((x) => x * 2).concat(x); return f(9);",
    ),
    same("a name that begins with $ or _ or is not ASCII", "const $a = 1, _b = 2, ñ = 3; return $a + _b + ñ;"),
    same(
      "names that are words elsewhere",
      `
        const async = 1, of = 2, get = 3, from = 4, type = 5;
        return { async, of, get, from, type };
      `,
    ),
    same(
      "Object.defineProperty with a getter",
      `
        const o: any = {};
        Object.defineProperty(o, 'a', { get: () => 5, enumerable: false });
        return [o.a, Object.keys(o)];
      `,
    ),
    same(
      "valueOf and toString are used",
      `
        const o = { valueOf: () => 5, toString: () => 'x' };
        return [(o as any) + 1, \`\${o}\`, (o as any) * 2];
      `,
    ),
    same(
      "a switch of methods by name",
      `
        const o: any = { get: () => 'g', head: () => 'h' };
        return o[request.method.toLowerCase()]();
      `,
    ),
  ],
};
