import { type Area, refused, same } from "../snippet.ts";

export const objects: Area = {
  name: "Object and JSON",
  snippets: [
    same(
      "keys, values and entries",
      `
        const o = { b: 1, a: { c: 2 } };
        return [
          Object.keys(o),
          Object.values(o),
          Object.entries(o),
          Object.keys('ab'),
          Object.entries([7]),
        ];
      `,
    ),
    same(
      "keys of null throws",
      "try { return Object.keys(null as any); } catch (e) { return e instanceof TypeError; }",
    ),
    same(
      "assign",
      `
        const a = { x: 1 };
        const r = Object.assign(a, { y: 2 }, null, { x: 3 });
        return [r === a, a, Object.assign({}, 'ab')];
      `,
    ),
    same(
      "create with and without a prototype",
      `
        const p = { hi: 1 };
        const o = Object.create(p, { a: { value: 2, enumerable: true } });
        const n = Object.create(null);
        n.x = 1;
        return [o.hi, o.a, Object.keys(o), n.toString, n.x];
      `,
    ),
    same(
      "getPrototypeOf and setPrototypeOf",
      `
        const p = { a: 1 };
        const o: any = {};
        Object.setPrototypeOf(o, p);
        return [Object.getPrototypeOf(o) === p, o.a, Object.getPrototypeOf([]) === Array.prototype];
      `,
    ),
    same(
      "freeze, seal and preventExtensions",
      `
        const f: any = Object.freeze({ a: 1 }), s: any = Object.seal({ a: 1 }), p: any = Object.preventExtensions({ a: 1 });
        const t = (g: () => void) => { try { g(); return 'ok'; } catch { return 'throws'; } };
        return [
          t(() => { f.a = 2; }),
          t(() => { s.a = 2; }),
          t(() => { s.b = 2; }),
          t(() => { delete s.a; }),
          t(() => { p.b = 1; }),
          Object.isFrozen(f),
          Object.isSealed(s),
          Object.isExtensible(p),
        ];
      `,
    ),
    same(
      "defineProperty and defineProperties",
      `
        const o: any = {};
        Object.defineProperty(o, 'a', { value: 1 });
        Object.defineProperties(o, { b: { value: 2, enumerable: true, writable: true }, c: { get() {
          return this.b * 2;
        }, enumerable: true } });
        o.b = 5;
        return [o.a, o.c, Object.keys(o)];
      `,
    ),
    same(
      "getOwnPropertyDescriptor and descriptors",
      `
        const o = { a: 1, get b() { return 2; } };
        const d = Object.getOwnPropertyDescriptor(o, 'a');
        const all = Object.getOwnPropertyDescriptors(o);
        return [d, typeof all.b.get, Object.keys(all), Object.getOwnPropertyDescriptor(o, 'x')];
      `,
    ),
    same(
      "getOwnPropertyNames",
      "return [Object.getOwnPropertyNames({ b: 1, a: 2 }), Object.getOwnPropertyNames('ab')];",
    ),
    same("is", "return [Object.is(NaN, NaN), Object.is(0, -0), Object.is('a', 'a'), Object.is({}, {})];"),
    same(
      "hasOwnProperty, in and propertyIsEnumerable",
      `
        const o = Object.create({ p: 1 });
        o.a = undefined;
        return [
          o.hasOwnProperty('a'),
          o.hasOwnProperty('p'),
          'p' in o,
          Object.prototype.hasOwnProperty.call(o, 'a'),
          o.propertyIsEnumerable('a'),
          Object.prototype.isPrototypeOf.call(Object.prototype, o),
        ];
      `,
    ),
    same(
      "toString of kinds",
      `
        const k = (x: any) => Object.prototype.toString.call(x);
        return [
          k([]),
          k({}),
          k(null),
          k(undefined),
          k(() => 1),
          k('a'),
          k(1),
          k(true),
          k(new Date(0)),
          k(/a/),
          k(new Error('x')),
        ];
      `,
    ),
    same(
      "entries and values of a getter",
      `
        const o = { get a() { return 1; } };
        return [Object.entries(o), Object.values(o)];
      `,
    ),
    same(
      "order of keys: strings as they came",
      "const o: any = { z: 1, a: 2 }; o.m = 3; o.z = 4; return Object.keys(o);",
    ),
    refused(
      "order of keys: one that was deleted and set again",
      "const o: any = { z: 1, a: 2 }; delete o.z; o.z = 4; return Object.keys(o);",
      1,
      /deleted before and is set again/,
    ),
    same(
      "a copy by JSON",
      "return JSON.parse(JSON.stringify({ a: [1, { b: null }], c: 'x', d: undefined, e: () => 1, f: NaN, g: new Date(0) }));",
    ),
    same(
      "JSON.stringify with indent",
      `
        return [
          JSON.stringify({ a: [1, 2], b: { c: 3 } }, null, 2),
          JSON.stringify({ a: 1 }, null, '--'),
        ];
      `,
    ),
    same("JSON.stringify of what is empty with indent", "return JSON.stringify({ a: [], b: {} }, null, 2);"),
    same(
      "JSON.stringify with a replacer",
      `
        return [
          JSON.stringify({ a: 1, b: 2, c: { a: 3, d: 4 } }, ['a', 'c']),
          JSON.stringify({ a: 1, b: 'x' }, (k, v) => (typeof v === 'number' ? v + 1 : v)),
        ];
      `,
    ),
    same(
      "JSON.stringify of values alone",
      `
        return [
          JSON.stringify('a"\\\\\\n\\u0001é'),
          JSON.stringify(undefined),
          JSON.stringify(null),
          JSON.stringify(NaN),
          JSON.stringify([undefined, () => 1]),
          JSON.stringify(new Date(0)),
          JSON.stringify({ toJSON: () => 5 }),
          JSON.stringify(-0),
        ];
      `,
    ),
    same(
      "JSON.stringify of a cycle throws",
      `
        const o: any = {};
        o.o = o;
        try { return JSON.stringify(o); } catch (e) { return e instanceof TypeError; }
      `,
    ),
    same(
      "JSON.parse with a reviver",
      "return JSON.parse('{\"a\":1,\"b\":[2,{\"c\":3}]}', (k, v) => (typeof v === 'number' ? v * 2 : k === 'c' ? undefined : v));",
    ),
    same(
      "JSON.parse of all kinds",
      "return ['1', '-1.5e2', '\"\\\\u0041\\\\n\"', 'true', 'null', '[]', ' { \"a\" : [ ] } '].map((s) => JSON.parse(s));",
    ),
    same(
      "JSON.parse of text that is not JSON throws",
      `
        return ['', '{', "'a'", '[1,]', 'undefined', '{"a":1,}', '\\t1 2'].map((s) => {
          try { return JSON.parse(s); } catch (e) { return (e as Error).name; }
        });
      `,
    ),
    same(
      "deep equality by JSON",
      `
        const eq = (a: any, b: any) => JSON.stringify(a) === JSON.stringify(b);
        return [eq({ a: [1] }, { a: [1] }), eq([1], [2])];
      `,
    ),
    same(
      "an object's constructor compared",
      "return [({} as any).constructor === Object, ([] as any).constructor === Array];",
    ),
    same(
      "property access by names of all kinds",
      `
        const o: any = { 'a b': 1, 'ñ': 3, '1e3': 4 };
        return [o['a b'], o.ñ, o['1e3'], o[1e3]];
      `,
    ),
    same("an empty name", "const o: any = {}; o[''] = 2; return { '': 1, ...o };"),
    same(
      "JSON.parse of a number that begins with a zero",
      "try { return JSON.parse('01'); } catch (e) { return (e as Error).name; }",
    ),
    same(
      "picking and omitting",
      `
        const o: any = { a: 1, b: 2, c: 3 };
        const pick = (ks: string[]) => ks.reduce((r: any, k) => { r[k] = o[k]; return r; }, {});
        const { b, ...rest } = o;
        return [pick(['a', 'c']), rest, b];
      `,
    ),
    same(
      "inverting and mapping entries",
      `
        const o = { a: 'x', b: 'y' };
        const inv: any = {};
        for (const [k, v] of Object.entries(o)) inv[v] = k;
        return [inv, Object.entries(o).map(([k, v]) => \`\${k}=\${v}\`).join('&')];
      `,
    ),
    same(
      "a deep merge",
      `
        const merge = (a: any, b: any): any => {
          const out = { ...a };
          for (const k of Object.keys(b)) out[k] = a[k] && typeof a[k] === 'object' && !Array.isArray(a[k]) ? merge(a[k], b[k]) : b[k];
          return out;
        };
        return merge({ a: { x: 1, y: 2 }, b: [1] }, { a: { y: 3 }, b: [2], c: 4 });
      `,
    ),
    same("globalThis", "return [typeof globalThis, typeof (globalThis as any).nothing, typeof globalThis.JSON];"),
    refused(
      "Object.hasOwn",
      `const o = { a: 1 };
        return Object.hasOwn(o, 'a');`,
      2,
      /Object\.hasOwn/,
    ),
    refused(
      "Object.getOwnPropertySymbols",
      `const o = { a: 1 };
        return Object.getOwnPropertySymbols(o);`,
      2,
      /Object\.getOwnPropertySymbols/,
    ),
    refused(
      "__defineGetter__",
      `const o: any = {};
        o.__defineGetter__('a', () => 1);
        return o.a;`,
      2,
      /__defineGetter__/,
    ),
    refused(
      "JSON.rawJSON",
      `const a = '1';
        return (JSON as any).rawJSON(a);`,
      2,
      /JSON\.rawJSON/,
    ),
    refused(
      "a constructor called to make code",
      `const o: any = () => 1;
        return o.constructor('return 1')();`,
      2,
      /constructor/,
    ),
  ],
};
