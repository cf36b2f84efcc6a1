import { type Area, refused, same } from "../snippet.ts";

export const operators: Area = {
  name: "operators",
  snippets: [
    same(
      "?. on properties, elements and calls",
      `
        const o: any = { a: { b: 1, f: () => 2 }, n: null };
        return [o?.a?.b, o.x?.y, o.n?.y, o.a?.['b'], o.a.f?.(), o.a.g?.()];
      `,
    ),
    same("?. cuts the whole chain", "const o: any = {}; return [o.a?.b.c.d, o.a?.b().c, o.a?.[0][1]];"),
    same(
      "?. ends at parentheses",
      `
        const o: any = {};
        try { return (o.a?.b).c; } catch (e) { return e instanceof TypeError; }
      `,
    ),
    same(
      "?. evaluates nothing after the cut",
      "let n = 0; const o: any = null; o?.[++n]; o?.f(++n); o?.a[++n].b(++n); return n;",
    ),
    same(
      "?. evaluates its object once",
      `
        let n = 0;
        const f = () => { n++; return { a: { b: 1 } } as any; };
        return [f()?.a?.b, n];
      `,
    ),
    same(
      "?. calls with this",
      `
        const o: any = { v: 1, f() { return this.v; }, g: { v: 2, f() { return this.v; } } };
        return [o.f?.(), o?.f(), o.g?.f?.(), o?.['f']?.()];
      `,
    ),
    same(
      "?. calls with this of a call's answer",
      "const mk = () => ({ v: 3, f() { return this.v; } }); return mk()?.f?.();",
    ),
    same("?. calls in parentheses with this", "const o: any = { v: 1, f() { return this.v; } }; return (o?.f)();"),
    same(
      "?. under delete",
      `
        const o: any = { a: { b: 1, c: 2 } };
        return [delete o?.a?.b, delete o?.x?.y, o];
      `,
    ),
    same("?. with ??", "const o: any = { a: 0 }; return [o?.a ?? 1, o?.b ?? 2, o?.b?.c ?? null];"),
    same("?. with typeof and in templates", "const o: any = {}; return [typeof o?.a?.b, `${o?.a}`];"),
    same(
      "?. on strings and numbers",
      `
        const s: any = 'abc';
        const n: any = 5;
        return [s?.length, s?.[0], n?.toFixed(1)];
      `,
    ),
    same(
      "?? takes null and undefined only",
      "return [null ?? 1, undefined ?? 2, 0 ?? 3, '' ?? 4, false ?? 5, NaN ?? 6];",
    ),
    same("?? evaluates its right side only if needed", "let n = 0; const r = (1 as any) ?? ++n; return [r, n];"),
    same(
      "?? in a chain and with parentheses",
      `
        const a: any = null, b: any = undefined, c: any = 0;
        return [a ?? b ?? c, (a || b) ?? 'x', a ?? (b && 1) ?? 'y'];
      `,
    ),
    same(
      "??=, ||= and &&= on names",
      `
        let a: any = null, b: any = 0, c: any = 1;
        a ??= 1;
        b ||= 2;
        c &&= 3;
        return [a, b, c];
      `,
    ),
    same("??=, ||= and &&= on members", "const o: any = { b: 0, c: 1 }; o.a ??= 1; o['b'] ||= 2; o.c &&= 3; return o;"),
    same(
      "??= evaluates object and key once",
      `
        let n = 0;
        const o: any = {};
        const f = () => { n++; return o; };
        f()[\`k\${n}\`] ??= 5;
        return [o, n];
      `,
    ),
    same(
      "??= does not assign without need",
      `
        let n = 0;
        const o = { get a() { return 1; }, set a(_) { n++; } };
        o.a ??= 2;
        o.a ||= 2;
        return n;
      `,
    ),
    same("a logical assignment is an expression", "let a: any; const b = (a ??= 5); return [a, b];"),
    same("|| and && give their operands", "return [0 || 'a', 1 && 'b', null && 1, '' || 0];"),
    same("** and **=", "let x = 2; x **= 3; return [x, 2 ** 3 ** 2, (-2) ** 2, 2 ** -1, 4 ** 0.5];"),
    same("bits", "return [5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 31, -1 >> 1, -1 >>> 0, 2 ** 32 | 0];"),
    same(
      "compound assignments",
      `
        let a = 5;
        a += 2;
        a -= 1;
        a *= 3;
        a /= 2;
        a %= 5;
        a <<= 2;
        a >>= 1;
        a >>>= 0;
        a |= 8;
        a &= 12;
        a ^= 5;
        return a;
      `,
    ),
    same(
      "++ and -- before and after",
      "let a = 1; const o = { n: 1 }; return [a++, ++a, a--, --a, o.n++, ++o.n, o.n];",
    ),
    same("++ on a string converts", "let s: any = '5'; s++; return s;"),
    same("a comma gives its last", "let a = 0; const b = (a++, a++, a); return [a, b];"),
    same(
      "a conditional chain",
      `
        const f = (n: number) => (n < 0 ? 'neg' : n === 0 ? 'zero' : n < 10 ? 'small' : 'big');
        return [-1, 0, 5, 50].map(f);
      `,
    ),
    same(
      "== and ===",
      `
        return [
          null == undefined,
          null == 0,
          '1' == (1 as any),
          '' == (0 as any),
          NaN === NaN,
          [] == (false as any),
          null === undefined,
        ];
      `,
    ),
    same(
      "comparison of strings and mixed",
      `
        return [
          'a' < 'b',
          'B' < 'a',
          '10' < '9',
          '10' < (9 as any),
          (null as any) < 1,
          (undefined as any) < 1,
        ];
      `,
    ),
    same(
      "+ converts",
      `
        return [
          1 + '2',
          '3' + 4,
          1 + 2 + '3',
          [] + 'x',
          ({} as any) + '',
          true + (1 as any),
          null + (1 as any),
          undefined + ('x' as any),
        ];
      `,
    ),
    same(
      "- * / convert",
      "return ['5' - 2, '3' * '4', '8' / 2, 'x' - 1, null * 5, [3] * 2, +'', +' 12 ', +'0x1f', -'3'] as any;",
    ),
    same("% and division of zero", "return [5 % 3, -5 % 3, 5 % -3, 1 / 0, -1 / 0, 0 / 0, 5.5 % 2];"),
    same(
      "typeof",
      `
        return [
          typeof 1,
          typeof 'a',
          typeof true,
          typeof undefined,
          typeof null,
          typeof {},
          typeof [],
          typeof (() => 1),
          typeof (globalThis as any).nothing,
        ];
      `,
    ),
    same(
      "void, delete and in",
      `
        const o: any = { a: 1 };
        return [void 0, delete o.a, 'a' in o, 'toString' in o, 0 in [1], 1 in [1]];
      `,
    ),
    same(
      "instanceof",
      `
        return [
          [] instanceof Array,
          [] instanceof Object,
          {} instanceof Array,
          new Error('x') instanceof Error,
          new TypeError('x') instanceof Error,
          ('a' as any) instanceof String,
        ];
      `,
    ),
    same("delete of an element leaves a hole", "const a = [1, 2, 3]; delete a[1]; return [a, a.length, 1 in a];"),
    same(
      "delete of what can't be deleted throws",
      `
        const o = Object.freeze({ a: 1 });
        try { delete (o as any).a; return 'no'; } catch (e) { return (e as Error).name; }
      `,
    ),
    same(
      "evaluation goes from left to right",
      `
        const log: number[] = [];
        const f = (n: number) => { log.push(n); return n; };
        const r = f(1) + f(2) * f(3) - (f(4), f(5));
        return [r, log];
      `,
    ),
    same("an assignment reads its target first", "let a = 1; a += (a = 5); return a;"),
    same(
      "an element's index is read before the value",
      "let i = 0; const a: number[] = []; a[i++] = i++; a[i] = i; return [a, i];",
    ),
    same("a chain of assignments", "let a, b, c; a = b = c = 7; return [a, b, c];"),
    same("! and !!", "return [!0, !!'a', !'', !!NaN, !!null, !![]];"),
    same("minus zero", "return [-0, 0 * -1, Object.is(-0, 0), 1 / -0];"),
    same(
      "numbers at the edges",
      `
        return [
          1e21,
          1e-7,
          123456789012345680000,
          9007199254740993,
          1.7976931348623157e308 * 10,
          0.1 * 3 === 0.3,
        ];
      `,
    ),
    refused(
      "a number of seventeen digits",
      "const a = Number('0.1'), b = Number('0.2'); return a + b;",
      1,
      /0\.30000000000000004 as text/,
    ),
    refused(
      "in with a private name",
      `class A { #x = 1; static has(o: object) { return #x in o; } }
        return A.has({});`,
      1,
      /class/,
    ),
    refused(
      "new.target",
      `function F() {
          return new.target;
        }
        return F();`,
      2,
      /new\.target/,
    ),
    refused(
      "import.meta",
      `const a = 1;
        return import.meta.url;`,
      2,
      /import\.meta/,
    ),
    refused(
      "a dynamic import",
      `const m = 1;
        const q = await import('querystring');
        return q;`,
      2,
      /dynamic import/,
    ),
    refused(
      "BigInt literals",
      `const a = 1;
        return 10n ** 20n;`,
      2,
      /BigInt/,
    ),
    refused(
      "debugger",
      `const a = 1;
        debugger;
        return a;`,
      2,
      /debugger/,
    ),
  ],
};
