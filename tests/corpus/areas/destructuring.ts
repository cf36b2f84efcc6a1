import { type Area, same } from "../snippet.ts";

export const destructuring: Area = {
  name: "destructuring",
  snippets: [
    same("of an object", "const { a, b: c } = { a: 1, b: 2 }; return [a, c];"),
    same("of an array with holes", "const [a, , b] = [1, 2, 3]; return [a, b];"),
    same("nested, objects in arrays in objects", "const { a: [{ b: { c } }] } = { a: [{ b: { c: 7 } }] }; return c;"),
    same(
      "defaults for undefined only",
      `
        const { a = 1, b = 2, c = 3, d = 4 } = { a: null, b: 0, d: undefined } as any;
        return [a, b, c, d];
      `,
    ),
    same(
      "defaults run only when needed, in order",
      `
        const log: string[] = [];
        const f = (s: string) => { log.push(s); return s; };
        const { a = f('a'), b = f('b'), c = f('c') } = { b: 1 } as any;
        return [a, b, c, log];
      `,
    ),
    same(
      "a default that reads a name before it",
      "const [a = 1, b = a + 1, c = a + b] = [] as number[]; return [a, b, c];",
    ),
    same(
      "a default that reads a name after it throws",
      `
        try {
          const { a = b, b } = { b: 1 } as any;
          return [a, b];
        } catch (e) {
          return (e as Error).name;
        }
      `,
    ),
    same("a nested default object", "const { a: { b = 5 } = {} } = {} as any; return b;"),
    same("rest of an object", "const { a, ...rest } = { a: 1, b: 2, c: 3 } as any; return [a, rest];"),
    same(
      "rest of an object without inherited properties",
      "const o = Object.create({ x: 1 }); o.y = 2; const { ...rest } = o; return rest;",
    ),
    same(
      "rest of an object takes getters' values",
      "const { a, ...rest } = { a: 1, get b() { return 2; } } as any; return rest;",
    ),
    same("rest of an array", "const [a, ...rest] = [1, 2, 3]; return [a, rest];"),
    same(
      "rest of an array is a copy",
      "const list = [1, 2]; const [...copy] = list; copy.push(3); return [list, copy];",
    ),
    same("nested rest patterns", "const [a, ...[b, ...{ length }]] = [1, 2, 3, 4]; return [a, b, length];"),
    same(
      "computed keys",
      `
        const k = 'x';
        const { [k]: a, [\`\${k}y\`]: b = 2 } = { x: 1 } as any;
        return [a, b];
      `,
    ),
    same(
      "computed keys run in order with defaults",
      `
        const log: any[] = [];
        const k = (s: string) => { log.push(s); return s; };
        const { [k('a')]: a = k('d1'), [k('b')]: b = k('d2') } = {} as any;
        return [a, b, log];
      `,
    ),
    same("string and numeric keys", "const { 'a-b': x, 0: y } = { 'a-b': 1, 0: 2 } as any; return [x, y];"),
    same("a swap", "let a = 1, b = 2; [a, b] = [b, a]; return [a, b];"),
    same("a swap of elements", "const list = [1, 2, 3]; [list[0], list[2]] = [list[2]!, list[0]!]; return list;"),
    same("a rotation of three", "let a = 1, b = 2, c = 3; [a, b, c] = [c, a, b]; return [a, b, c];"),
    same("Fibonacci by swaps", "let [a, b] = [0, 1]; for (let i = 0; i < 10; i++) [a, b] = [b, a + b]; return a;"),
    same(
      "an assignment to members",
      `
        const o: any = {};
        ({ a: o.x, b: o['y'], ...o.rest } = { a: 1, b: 2, c: 3 } as any);
        return o;
      `,
    ),
    same("an assignment is an expression", "let a: any; const r = ({ a } = { a: 1, b: 2 }); return [a, r];"),
    same("chained assignments", "let a: any, b: any; [a] = [b] = [4]; return [a, b];"),
    same(
      "an assignment in a condition",
      `
        let m: any;
        let n = 0;
        const next = () => (n < 3 ? [n++] : [null]);
        const out = [];
        while (([m] = next()), m !== null) out.push(m);
        return out;
      `,
    ),
    same(
      "an assignment to names that the right side reads",
      "let x: any = { x: { x: 1 } }; ({ x } = x); ({ x } = x); return x;",
    ),
    same(
      "parameters",
      `
        const f = ({ a, b: [c] }: any, [d, { e }]: any) => [a, c, d, e];
        return f({ a: 1, b: [2] }, [3, { e: 4 }]);
      `,
    ),
    same(
      "parameters with defaults at each level",
      `
        const f = ({ a = 1, b: { c = 2 } = {} }: any = {}, [d = 3] = []) => [a, c, d];
        return [f(), f({ a: 9, b: { c: 8 } }, [7] as any)];
      `,
    ),
    same(
      "in catch",
      `
        try {
          throw { code: 7, detail: { why: 'x' } };
        } catch ({ code, detail: { why }, more = 1 }: any) {
          return [code, why, more];
        }
      `,
    ),
    same(
      "in for-of",
      `
        const out = [];
        for (const { a, b: [c = 9] = [] } of [{ a: 1, b: [2] }, { a: 3 }] as any[]) out.push([a, c]);
        return out;
      `,
    ),
    same(
      "in for-of, over entries with rest",
      `
        const out = [];
        for (const [k, ...[v]] of Object.entries({ a: 1, b: 2 })) out.push(k, v);
        return out;
      `,
    ),
    same(
      "in for-of, into names that are there",
      `
        let a, b;
        const out = [];
        for ([a, b = 0] of [[1], [2, 3]] as any) out.push(a + b);
        return [out, a];
      `,
    ),
    same(
      "in for-in",
      `
        const out = [];
        for (const { length } in { ab: 1, cde: 1 }) out.push(length);
        return out;
      `,
    ),
    same(
      "in a for loop's head",
      `
        const out = [];
        for (let { a: i, n } = { a: 0, n: 3 }; i < n; i++) out.push(i);
        return out;
      `,
    ),
    same(
      "in a for loop's head, closures keep their round",
      `
        const out: any[] = [];
        for (let [i, n] = [0, 3]; i! < n!; i!++) out.push(() => i);
        return out.map((f) => f());
      `,
    ),
    same(
      "of null throws a TypeError",
      "try { const { a } = null as any; return a; } catch (e) { return e instanceof TypeError; }",
    ),
    same(
      "of undefined in a parameter throws",
      `
        const f = ({ a }: any) => a;
        try { return f(undefined); } catch (e) { return e instanceof TypeError; }
      `,
    ),
    same(
      "an empty pattern of null throws",
      "try { const {} = null as any; return 'no'; } catch (e) { return e instanceof TypeError; }",
    ),
    same(
      "an empty array pattern of a number throws",
      "try { const [] = 5 as any; return 'no'; } catch (e) { return e instanceof TypeError; }",
    ),
    same(
      "of a number that can't be iterated throws",
      "try { const [a] = 5 as any; return a; } catch (e) { return e instanceof TypeError; }",
    ),
    same(
      "of an array-like that can't be iterated throws",
      `
        try {
          const [a] = { length: 1, 0: 'x' } as any;
          return a;
        } catch (e) {
          return e instanceof TypeError;
        }
      `,
    ),
    same(
      "of primitives' properties",
      `
        const { length } = 'abc';
        const { toFixed } = 5 as any;
        return [length, typeof toFixed];
      `,
    ),
    same("of a string into code points", "const [a, b, ...c] = 'x\\u{1F600}yz'; return [a, b === '\\u{1F600}', c];"),
    same(
      "of a function's answer, called once",
      `
        let n = 0;
        const f = () => { n++; return { a: 1, b: 2 }; };
        const { a, b } = f();
        return [a, b, n];
      `,
    ),
    same(
      "of a getter, read once",
      `
        let n = 0;
        const o = { get a() { n++; return { b: 1, c: 2 }; } };
        const { a: { b, c } } = o;
        return [b, c, n];
      `,
    ),
    same(
      "of arguments",
      `
        function f(..._: number[]) { const [a, b] = arguments as any; return [b, a]; }
        return f(1, 2);
      `,
    ),
    same("of a regular expression's match", "const [, y, m] = /(\\d+)-(\\d+)/.exec('2020-07') ?? []; return [y, m];"),
    same(
      "of named groups",
      `
        const { groups: { y, m } = {} } = /(?<y>\\d+)-(?<m>\\d+)/.exec('2020-07') as any;
        return [y, m];
      `,
    ),
    same(
      "var, let and const side by side",
      `
        var { a } = { a: 1 };
        let [b] = [2];
        const { c, ...d } = { c: 3, e: 4 };
        b++;
        a++;
        return [a, b, c, d];
      `,
    ),
    same("a declaration of several", "const [a, b] = [1, 2], { c } = { c: a + b }, d = c * 2; return d;"),
    same("names that shadow", "const a = 1; { const { a } = { a: 2 }; if (a !== 2) return 'no'; } return a;"),
    same(
      "a function as a default keeps its name out of the way",
      `
        const { f = () => 1, g = function () { return 2; } } = {} as any;
        return [f(), g()];
      `,
    ),
    same(
      "the request",
      `
        const { method, path } = request;
        const [, first = '', second] = path.split('/');
        return [method, first, second];
      `,
    ),
  ],
};
