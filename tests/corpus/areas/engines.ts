import { type Area, refused, same } from "../snippet.ts";

/** Where njs 0.7.9 computes otherwise than ECMAScript: lowering makes up for it, or it is refused. */
export const engines: Area = {
  name: "engines",
  snippets: [
    same(
      "labeled loops",
      `
        const out: any[] = [];
        outer: for (let i = 0; i < 4; i++) {
          for (const j of [0, 1, 2]) {
            if (j === 1) continue outer;
            if (i === 3) break outer;
            out.push([i, j]);
          }
        }
        return out;
      `,
    ),
    same(
      "labeled block",
      `
        const out: string[] = [];
        done: { out.push('a'); if (out.length) break done; out.push('b'); }
        return out;
      `,
    ),
    same(
      "labeled for-in continue",
      `
        const out: any[] = [];
        const o: any = { a: 1, b: 2 };
        outer: for (const k in o) {
          for (const v of [1, 2]) { if (v === 2) continue outer; out.push(k + v); }
        }
        return out;
      `,
    ),
    same(
      "getter and setter on object",
      `
        let n = 1;
        const o = { get v() { return n * 2; }, set v(x) { n = x + 1; } };
        o.v = 5;
        o.v += 1;
        return [o.v, n, Object.keys(o), JSON.stringify(o)];
      `,
    ),
    same(
      "getter on defineProperty",
      `
        const o: any = {};
        Object.defineProperty(o, 'a', { get: () => 7, enumerable: true });
        return [o.a, Object.entries(o), { ...o }];
      `,
    ),
    same(
      "sticky",
      `
        const r = /a/y;
        r.lastIndex = 1;
        return [r.test('ba'), r.lastIndex, r.test('ba'), r.lastIndex];
      `,
    ),
    same(
      "named groups destructured",
      `
        const { groups: { y, m } = {} as any } = /(?<y>\\d{4})-(?<m>\\d\\d)/.exec('2020-01') as any;
        return [y, m];
      `,
    ),
    same("named groups replace", "return '2020-01'.replace(/(?<y>\\d{4})-(?<m>\\d\\d)/, '$<m>/$<y>');"),
    same("lookahead capture", "return [/(?=(a+))a*b\\1/.exec('baaabac'), /(?!foo)...$/.test('foo')];"),
    same(
      "split with limits",
      `
        return [
          'a,b,c'.split(',', 2),
          'abc'.split(''),
          ''.split(','),
          'a1b2'.split(/\\d/),
          'ab'.split(/(x)?/),
          'a,b'.split(',', -1),
        ];
      `,
    ),
    same(
      "number formatting",
      `
        return [
          (1234.5678).toFixed(2),
          (0.000001234).toString(),
          (1e21).toString(),
          (255).toString(16),
          (255).toString(2),
          (0.5).toString(2),
          (1.005).toFixed(2),
          (123.456).toPrecision(4),
          (1234.5).toExponential(2),
          (-1.5).toFixed(0),
          (25).toString(36),
          (1e21).toFixed(2),
          Number.MAX_SAFE_INTEGER,
          -0,
          (0).toFixed(2),
        ];
      `,
    ),
    same(
      "sort with undefined",
      `
        const a: any[] = [3, undefined, 1, undefined, 10, 2];
        return [a.sort(), [true, 'b', null, 2].sort(), [3, , 1].sort()];
      `,
    ),
    same(
      "sort stability 2",
      `
        const xs = [5, 3, 8, 1, 9, 2, 7, 4, 6, 0, 15, 13, 18, 11, 19, 12].map((n) => ({ k: n % 3, n }));
        return xs.sort((a, b) => a.k - b.k).map((x) => x.n);
      `,
    ),
    same(
      "array holes",
      `
        const a: any[] = [1, , 3];
        let n = 0;
        a.forEach(() => n++);
        return [
          n,
          a.map((x) => x * 2),
          1 in a,
          a.indexOf(undefined),
          a.includes(undefined),
          a.join('-'),
          Object.keys(a),
          a.filter(() => true),
          [...a],
          a.find((x) => x === undefined),
          a.reduce((x, y) => x + y),
          a.concat([4, , 5]),
          a.slice(1),
          a.reverse(),
        ];
      `,
    ),
    same("array length", "const a = [1, 2, 3]; a.length = 1; a[3] = 9; return [a, a.length];"),
    same(
      "Date parsing",
      `
        return [
          '2020-01-02T03:04:05.678Z', '2020-01-02T03:04+05:30', '2020-01-02T03:04:05-0800',
          '2020', '2020-05', '2020-13-01', '2020-00-10', '2020-01-32', '2020-01-01T25:00:00Z',
          '2020-01-01T10:60:00Z', 'x', '',
        ].map((s) => new Date(s).getTime());
      `,
    ),
    same(
      "Date.parse",
      `
        return [
          Date.parse('2020-01-02T03:04:05+01:00'),
          Date.parse('Thu, 01 Jan 1970 00:00:10 GMT'),
          Date.parse('nope'),
          Date.parse('2021-02-03'),
        ];
      `,
    ),
    same(
      "Date from things",
      `
        const d = new Date(5);
        const v: any = '7';
        return [
          new Date(d).getTime(),
          new Date(null as any).getTime(),
          new Date(undefined as any).getTime(),
          new Date(true as any).getTime(),
          new Date(Number(v)).getTime(),
        ];
      `,
    ),
    same(
      "Date UTC",
      `
        return [
          Date.UTC(2020, 1, 30),
          Date.UTC(99, 0),
          new Date(2020, 0, 31, 25).toISOString(),
          new Date(0).toUTCString(),
          new Date(86400000).toISOString().slice(0, 10),
        ];
      `,
    ),
    same(
      "Symbol.for",
      `
        const k = Symbol.for('k');
        const o: any = { [k]: 1, a: 2 };
        return [
          o[k],
          Object.keys(o),
          Symbol.keyFor(k),
          k.toString(),
          typeof k,
          JSON.stringify(o),
          { ...o }[k],
          Symbol.for('k') === k,
          k.description,
        ];
      `,
    ),
    same(
      "typed arrays",
      `
        const a = new Uint8Array([3, 1, 300]);
        return [
          a,
          a.map((x) => x * 2),
          a.filter((x) => x > 1),
          a.subarray(1),
          Uint8Array.from([1, 2]),
          Uint8Array.of(9),
          new Uint16Array(2).fill(5),
          [...a],
          a.slice(-1),
          Object.keys(a),
          a.join('.'),
          a.includes(44),
          a.indexOf(1),
          a.reduce((x, y) => x + y),
          new Float32Array([1.5])[0],
          new Uint8ClampedArray([300, -5]),
        ];
      `,
    ),
    same(
      "typed array sort and set",
      `
        const a = new Int16Array([3, -1, 2, 10]);
        a.sort();
        a.set([7], 1);
        const [x, ...r] = a;
        return [
          a,
          x,
          r,
          a.length,
          a.byteLength,
          JSON.stringify(a),
          String(a),
          a instanceof Int16Array,
        ];
      `,
    ),
    same(
      "TextEncoder",
      `
        return [
          new TextEncoder().encode('é€'),
          new TextDecoder().decode(new Uint8Array([226, 130, 172])),
          new TextDecoder().decode(new TextEncoder().encode('abc')),
          new TextEncoder().encode().length,
        ];
      `,
    ),
    same(
      "TextDecoder of bad bytes",
      `
        const t = new TextDecoder().decode(new Uint8Array([255, 65]));
        let e = '';
        try {
          new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([255]));
        } catch (x) {
          e = (x as Error).name;
        }
        return [t.length, t.charCodeAt(0), e];
      `,
    ),
    same(
      "async ordering",
      `
        const log: any[] = [];
        const f = async (n: number) => {
          log.push('s' + n);
          await null;
          log.push('e' + n);
          return n;
        };
        const p = f(1);
        log.push('sync');
        const q = f(2);
        const r = await p;
        const s = await q;
        log.push(r, s);
        return log;
      `,
    ),
    same(
      "async ordering of then and await",
      `
        const log: any[] = [];
        Promise.resolve().then(() => log.push(1)).then(() => log.push(2));
        (async () => { await null; log.push('a'); await null; log.push('b'); })();
        await Promise.resolve();
        await Promise.resolve();
        await Promise.resolve();
        await Promise.resolve();
        return log;
      `,
    ),
    same(
      "Promise combinators",
      `
        const r = await Promise.allSettled([1, Promise.reject(new Error('x')), Promise.resolve(2)]);
        const a = await Promise.all([1, Promise.resolve(2)]);
        const b = await Promise.race([Promise.resolve('f'), 2]);
        const c = await Promise.any([Promise.reject(1), 3]);
        return [r, a, b, c];
      `,
    ),
    same(
      "finally of promises",
      `
        const log: any[] = [];
        const v = await Promise.resolve(1).finally(() => { log.push('f'); });
        let e;
        try { await Promise.reject(2).finally(() => log.push('g')); } catch (x) { e = x; }
        return [v, e, log];
      `,
    ),
    same("optional catch", "let n = 0; try { throw 1; } catch { n = 2; } finally { n++; } return n;"),
    same(
      "nested destructuring with defaults",
      `
        const { a: { b = 1, c: [d = 2, { e = 3, ...f } = { g: 4 } as any] = [] } = {} as any, ...rest } = { h: 5, i: 6 } as any;
        return [b, d, e, f, rest];
      `,
    ),
    same(
      "swap and nested assignment",
      `
        let a: any = 1, b: any = 2;
        [a, b] = [b, a];
        const o: any = {};
        ({ x: o.y, z: [o.w = 5] = [] } = { x: 9 } as any);
        return [a, b, o];
      `,
    ),
    same(
      "closures in loops",
      `
        const fs: any[] = [];
        for (let i = 0; i < 3; i++) { const j = i * 2; fs.push(() => [i++, j]); }
        for (const k of ['a', 'b']) fs.push(() => k);
        for (const k in { x: 1, y: 2 }) fs.push(() => k);
        let w = 0;
        while (w < 2) { const v = w++; fs.push(() => v); }
        return fs.map((f) => f()).concat(fs[0]());
      `,
    ),
    same(
      "closure in a loop with continue and break",
      `
        const fs: any[] = [];
        for (let i = 0; i < 5; i++) { if (i === 1) continue; if (i === 4) break; fs.push(() => i); }
        return fs.map((f) => f());
      `,
    ),
    same("enum", "return [E.A, E[0], E.C, Object.keys(E)];", "enum E { A, B, C = 'c' }"),
    same(
      "const enum and string enum",
      "return [C.X, S.A, Object.values(S)];",
      "const enum C { X = 1 << 2 } enum S { A = 'a', B = 'b' }",
    ),
    same(
      "namespace",
      "return [N.x, N.f(2), N.M.y];",
      "namespace N { export const x = 1; export function f(n: number) { return n + x; } export namespace M { export const y = 3; } }",
    ),
    same("satisfies", "const o = { a: 1 } satisfies Record<string, number>; return o.a!;"),
    same(
      "TDZ in closure via callback",
      `
        const out: any[] = [];
        try { [1].forEach(() => out.push(late)); } catch (e) { out.push((e as Error).name); }
        const late = 2;
        return [out, late];
      `,
    ),
    same(
      "TDZ in closure by function declaration",
      `
        let r;
        try { r = f(); } catch (e) { r = (e as Error).name; }
        let x = 1;
        function f() { return x; }
        return [r, f()];
      `,
    ),
    same(
      "TDZ transitively",
      `
        const g = () => h();
        const h = () => y;
        let r;
        try { r = g(); } catch (e) { r = (e as Error).name; }
        const y = 3;
        return [r, g()];
      `,
    ),
    same(
      "TDZ in a loop",
      `
        const out: any[] = [];
        for (let i = 0; i < 2; i++) {
          const f = () => v;
          try { out.push(f()); } catch (e) { out.push((e as Error).name); }
          const v = i;
          out.push(f());
        }
        return out;
      `,
    ),
    same(
      "TDZ by method",
      `
        const o = { m() { return z; } };
        let r;
        try { r = o.m(); } catch (e) { r = (e as Error).name; }
        const z = 1;
        return [r, o.m()];
      `,
    ),
    same(
      "recursion before declaration is fine",
      `
        const even = (n: number): boolean => n === 0 || odd(n - 1);
        const odd = (n: number): boolean => n !== 0 && even(n - 1);
        return even(10);
      `,
    ),
    same(
      "length of functions",
      `
        function f(a: any, b = 1, c?: any) { return [a, b, c]; }
        const g = (a = 1) => a;
        const h = ({ a }: any, [b]: any, ...c: any[]) => [a, b, c];
        return [
          f.length,
          g.length,
          h.length,
          (() => 1).length,
          ((a: any, b: any) => [a, b]).length,
        ];
      `,
    ),
    same(
      "curry by length",
      `
        const curry = (f: any): any => (...a: any[]) => (a.length >= f.length ? f(...a) : (...b: any[]) => curry(f)(...a, ...b));
        const add = (a: number, b: number, c = 10) => a + b + c;
        return [curry(add)(1)(2), curry((x: number, y = 1) => x + y)(5)];
      `,
    ),
    same(
      "length of a handed function",
      `
        const n = (f: (...a: any[]) => any) => [f.length, f(1)];
        function g(a: any, b = 2) { return [a, b]; }
        return [n(g), n((a: any, b = 3) => a + b)];
      `,
    ),
    same(
      "dot and CR",
      `
        const t = decodeURIComponent('a%0Db');
        return [/a.b/.test(t), /a[.]b/.test('a.b'), /^.+$/.test('x\\u2029y'), /a\\.b/.test('a.b')];
      `,
    ),
    same(
      "white space classes",
      `
        const s = '\\u00a0\\ufeff\\u2003';
        return [
          /^\\s+$/.test(s),
          /^[\\s,]+$/.test(s),
          /\\S/.test(s),
          /[^\\s]/.test(s),
          /[\\S]/.test(s),
          /[\\Sx]/.test(s),
          /[^\\S\\n]/.test(s),
          /^[^\\S\\u00a0]/.test(s),
          /[\\s\\S]/.test(s),
          s.replace(/\\s/g, '.'),
          'a\\u00a0b'.split(/\\s+/),
          /[\\s-]/.test('-'),
          /[\\w\\s-]+/.exec('a-\\u2003b')![0],
        ];
      `,
    ),
    same(
      "RegExp put together",
      `
        const n = 'x.y'.replace(/\\./g, '\\\\.');
        return [new RegExp('^' + n + '$').test('x.y\\n'), new RegExp(\`^\${n}$\`).test('x.y'), new RegExp('[' + 'ab' + ']$').test('a\\n')];
      `,
    ),
    same("own stack property", "const o: any = { stack: [1, 2] }; o.stack.push(3); return o.stack;"),
    same("stack of no error", "const o: any = request; return [o.stack, (e => e.stack)({} as any)];"),
    same(
      "Number texts",
      `
        const s = '0b101';
        return [Number(s), +'0o7', Number('-0x1'), Number(' 0xf '), Number('1e3'), Number('')];
      `,
    ),
    same(
      "key order of parsed JSON",
      'const o = JSON.parse(\'{"b":1,"2":2,"1":{"9":1,"8":2}}\'); return [Object.keys(o), JSON.stringify(o), { ...o }];',
    ),
    same(
      "counting by key",
      `
        const counts: Record<string, number> = {};
        for (const s of [404, 200, 404]) counts[s] = (counts[s] ?? 0) + 1;
        return [counts, Object.entries(counts), JSON.stringify(counts)];
      `,
    ),
    same(
      "for-in over arrays and strings",
      `
        const out: any[] = [];
        for (const i in ['a', 'b']) out.push(typeof i, i);
        for (const i in 'xy' as any) out.push(i);
        for (const k in null as any) out.push(k);
        const o: any = {};
        o[out[0]] = 1;
        delete o.x;
        return [out, o];
      `,
    ),
    same(
      "for-in with inherited keys",
      `
        const o = Object.create({ a: 1 });
        o.b = 2;
        const out: any[] = [];
        for (const k in o) { out.push(k); delete o.b; }
        return out;
      `,
    ),
    same(
      "for-in assigning an outer variable",
      `
        let k;
        const o: any = { a: 1, b: 2 };
        for (k in o) { delete o[k]; }
        return [k, o];
      `,
    ),
    same(
      "JSON.parse of text that is not JSON",
      `
        return ['01', '1.', '.5', '-', '-01', '[1,]', '{"a":1,}', '"a', 'nul', '', '1 2', '[01]', '{"a":-01}', '+1', '0x1', "'a'", 'NaN', '[1.e5]'].map((t) => {
          try { return [JSON.parse(t)]; } catch (e) { return (e as Error).name; }
        });
      `,
    ),
    same(
      "JSON.parse of what is",
      `
        return [
          '0', '-0', '0.5', '1e05', '1E-05', '"01 1. .5"', '[0,0.1,"\\\\"01"]',
          ' {"01": [10, 100]} ', '"\\\\u0041"',
        ].map((t) => JSON.parse(t));
      `,
    ),
    same(
      "JSON.parse with a reviver",
      'return JSON.parse(\'{"a":[1,2],"b":"x"}\', (k, v) => (typeof v === \'number\' ? v + 1 : v));',
    ),
    same(
      "atob",
      `
        return [
          atob('YQ'),
          atob('YWI'),
          atob('YWJj'),
          atob(' Y W I = '),
          atob(''),
          btoa('\\u00ff'),
          atob('/w==').charCodeAt(0),
        ];
      `,
    ),
    same(
      "codePointAt",
      `
        return [
          'abc'.codePointAt(0),
          'abc'.codePointAt(3),
          ''.codePointAt(0),
          'abc'.codePointAt(-1),
        ];
      `,
    ),
    same(
      "entries with getters",
      `
        const o = { get a() { return [1]; }, b: 2 };
        const out: any[] = [];
        for (const [k, v] of Object.entries(o)) out.push(k, v);
        return [out, Object.values(o), Object.keys(o)];
      `,
    ),
    same(
      "emoji in a body",
      `
        const s = 'Hello \\u{1F600}!';
        return [s, \`\${s}\`, s.includes('\\u{1F600}'), encodeURIComponent(s), s + s];
      `,
    ),
    same(
      "computed math",
      `
        return [
          Math.hypot(3, 4),
          Math.trunc(-4.7),
          Math.sign(-3),
          Math.log2(8),
          Math.log10(1000),
          Math.fround(5.5),
          Math.clz32(1),
          Math.round(-0.5),
          Math.round(2.5),
          Math.max(),
          Math.atan2(1, 1) > 0.78,
          Math.expm1(0),
          Math.imul(3, 4),
        ];
      `,
    ),
    same(
      "switch with lexical closures",
      `
        const fs: any[] = [];
        for (const x of [1, 2, 3]) {
          switch (x) { case 1: {
            const y = 'one';
            fs.push(() => y);
            break;
          } default: const z = x * 2; fs.push(() => z); }
        }
        return fs.map((f) => f());
      `,
    ),
    same(
      "comma, void, in, instanceof",
      `
        const o: any = { a: undefined };
        return [
          'a' in o,
          'b' in o,
          [] instanceof Array,
          void 0,
          (1, 2),
          typeof null,
          typeof undefined,
        ];
      `,
    ),
    same(
      "getter in a spread",
      `
        const o = { get a() { return 5; } };
        const c = { ...o, b: 1 };
        return [c, Object.getOwnPropertyDescriptor(c, 'a')!.value];
      `,
    ),
    same("string comparison", "return ['a' < 'b', 'a' < 'B', '10' < '9', 'é' > 'z', ['b', 'a', 'C', 'é'].sort()];"),
    same(
      "Error details",
      `
        const e = new RangeError('r');
        return [
          e.name,
          e.message,
          String(e),
          e instanceof Error,
          Object.keys(e),
          JSON.stringify(e),
          Object.prototype.toString.call(e),
        ];
      `,
    ),
    same(
      "Number methods",
      `
        return [
          Number.isInteger(5.0),
          Number.isSafeInteger(2 ** 53),
          Number.parseFloat('1.5x'),
          Number.EPSILON > 0,
          Number.isNaN('x' as any),
          Number.MIN_VALUE > 0,
        ];
      `,
    ),
    same(
      "array methods on arguments and strings",
      `
        function f() { return Array.prototype.slice.call(arguments, 1); }
        return [
          (f as any)(1, 2, 3),
          Array.prototype.map.call('ab', (c: string) => c + c),
          Array.prototype.join.call('abc', '-'),
        ];
      `,
    ),
    same(
      "copyWithin, fill, lastIndexOf, reduceRight",
      `
        return [
          [1, 2, 3, 4].copyWithin(0, 2),
          [1, 2, 3].fill(0, 1, 2),
          [1, 2, 1].lastIndexOf(1),
          [1, 2, 3].reduceRight((a, b) => a + '-' + b, ''),
          [3, 4].findIndex((x) => x === 4),
          [1, 2, 3].splice(-2, 1),
          Array.of(1, 2),
        ];
      `,
    ),
    same(
      "exponent, bit and assignment operators",
      `
        let a: any = 2;
        a **= 3;
        a <<= 1;
        a |= 1;
        a ^= 3;
        a >>>= 1;
        let b: any = null;
        b ??= 4;
        b ||= 5;
        b &&= 6;
        return [a, b, -(2 ** 2), 2 ** -1, 7 % -3, -7 % 3];
      `,
    ),
    same(
      "optional chains",
      `
        const o: any = { a: { f() { return this.x; }, x: 1 } };
        return [
          o.a?.f(),
          o.b?.f(),
          o.b?.[0].c.d,
          o.a?.['x'],
          delete o.b?.c,
          o.c?.(),
          (o.b?.x ?? 'd'),
        ];
      `,
    ),
    same(
      "URI functions",
      `
        const bad = (t: string) => {
          try { return decodeURIComponent(t); } catch (e) { return (e as Error).name; }
        };
        return [
          bad('%'),
          bad('%E2%82'),
          bad('%C0%80'),
          bad('a+b%20c'),
          encodeURIComponent("!'()*~é"),
          encodeURI('a b?x=é#h'),
          decodeURI('%2F%20'),
        ];
      `,
    ),
    same(
      "isView",
      `
        return [
          ArrayBuffer.isView(new DataView(new ArrayBuffer(1))),
          ArrayBuffer.isView(new Uint8Array(1)),
          ArrayBuffer.isView([] as any),
        ];
      `,
    ),
    same("what a stack begins with", "const e = new TypeError('boom'); return typeof e.stack;"),
    same(
      "JSON.stringify with a replacer and an indent",
      `
        const o = { a: [1, { b: 2 }], c: 'x', d: undefined, e: [], f: {} };
        return [
          JSON.stringify(o, null, 2),
          JSON.stringify(o, ['a', 'c'], 1),
          JSON.stringify(o, (k, v) => (k === 'c' ? undefined : v), '\\t'),
          JSON.stringify([[]], null, 20),
          JSON.stringify([1, [2, []]], null, '--'),
        ];
      `,
    ),
    same(
      "keys in order, however they are listed",
      `
        const o: any = {};
        for (const k of ['b', '10', '2', 'a', '1', '-1', '01']) o[k] = k;
        const seen: any[] = [];
        for (const k in o) seen.push(k);
        return [
          Object.keys(o),
          Object.values(o),
          Object.entries(o),
          JSON.stringify(o),
          JSON.stringify({ o }, null, 1),
          seen,
        ];
      `,
    ),
    same("names of functions", "const f = () => 1; function g() {} return [f.name, g.name, (() => 1).name];"),
    refused(
      "a key that is refreshed",
      `const c: any = { a: 1, b: 2 };
        const touch = (k: string) => {
          const v = c[k];
          delete c[k];
          c[k] = v;
        };
        touch('a');
        return Object.keys(c);`,
      5,
      /deleted before and is set again/,
    ),
    refused(
      "0.1 + 0.2 as text",
      `const text = \`\${0.1 + 0.2}\`;
        return text;`,
      1,
      /0\.30000000000000004 as text/,
    ),
    refused(
      "half a surrogate pair",
      `const a = 1;
        return '\\ud800' + a;`,
      2,
      /half of a surrogate pair/,
    ),
    refused(
      "surrogates in a regular expression",
      `const s = String(request.path);
        return /[\\ud800-\\udbff]/.test(s);`,
      2,
      /half of a surrogate pair in a regular expression/,
    ),
    refused(
      "a slice of an astral character",
      `const s = '\\u{1F600}!';
        return s.slice(1);`,
      2,
      /\.slice of a character above/,
    ),
    refused(
      "a date in a locale's words",
      `const d = new Date();
        return d.toLocaleDateString('en');`,
      2,
      /\.toLocaleDateString\(\)/,
    ),
    refused(
      "a date's toString",
      `const d = new Date();
        return d.toString();`,
      2,
      /\.toString\(\) of a date/,
    ),
    refused(
      "includes of a regular expression",
      `const s = String(request.path);
        return s.includes(/a/ as any);`,
      2,
      /\.includes\(\) of a regular expression/,
    ),
    refused(
      "an indent of letters",
      `const o = request.headers;
        return JSON.stringify(o, null, 'ab');`,
      2,
      /an indent of JSON/,
    ),
    refused(
      "an optional group in a repetition",
      `const s = String(request.path);
        return /(?:(a)?b)+/.exec(s);`,
      2,
      /not every round/,
    ),
  ],
};
