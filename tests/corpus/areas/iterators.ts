import { type Area, refused, same } from "../snippet.ts";

export const iterators: Area = {
  name: "iterators, generators and collections",
  snippets: [
    refused(
      "a generator",
      `function* g() {
          yield 1;
        }
        return [...g()];`,
      1,
      /generator/,
    ),
    refused(
      "a generator method",
      `const a = 1;
        const o = { *g() { yield a; } };
        return [...o.g()];`,
      2,
      /generator/,
    ),
    refused(
      "an iterable object",
      `const a = 1;
        const o = { [Symbol.iterator]() { return { next: () => ({ done: true, value: a }) }; } };
        return [...(o as any)];`,
      2,
      /Symbol\.iterator|generator/,
    ),
    refused(
      "an array's iterator",
      `const list = [1, 2];
        return list[Symbol.iterator]().next();`,
      2,
      /Symbol\.iterator/,
    ),
    refused(
      "Symbol.asyncIterator",
      `const a = 1;
        return typeof (a as any)[Symbol.asyncIterator];`,
      2,
      /Symbol\.asyncIterator/,
    ),
    refused(
      "an array's entries in for-of",
      `const out = [];
        for (const [i, x] of ['a'].entries()) out.push(i, x);
        return out;`,
      2,
      /\.entries\(\)/,
    ),
    refused(
      "an array's keys",
      `const list = [5, 6];
        return [...list.keys()];`,
      2,
      /\.keys\(\)/,
    ),
    refused(
      "an array's values",
      `const list = [5, 6];
        for (const x of list.values()) return x;
        return 0;`,
      2,
      /\.values\(\)/,
    ),
    refused(
      "Map",
      `const a = 1;
        const m = new Map([['a', a]]);
        return m.get('a');`,
      2,
      /Map/,
    ),
    refused(
      "Set",
      `const a = 1;
        return [...new Set([a, a])];`,
      2,
      /Set/,
    ),
    refused(
      "Set to deduplicate in one line",
      `const list = [1, 1];
        const size = new Set(list).size;
        return size;`,
      2,
      /Set/,
    ),
    refused(
      "WeakMap",
      `const o = {};
        return new WeakMap([[o, 1]]).get(o);`,
      2,
      /WeakMap/,
    ),
    refused(
      "WeakSet",
      `const o = {};
        return new WeakSet([o]).has(o);`,
      2,
      /WeakSet/,
    ),
    refused(
      "WeakRef",
      `const o = {};
        return new WeakRef(o).deref() === o;`,
      2,
      /WeakRef/,
    ),
    refused(
      "Map.groupBy",
      `const a = [1];
        return (Map as any).groupBy(a, String);`,
      2,
      /Map/,
    ),
    refused(
      "Object.groupBy",
      `const a = [1, 2];
        return (Object as any).groupBy(a, (x: number) => (x % 2 ? 'odd' : 'even'));`,
      2,
      /Object\.groupBy/,
    ),
    refused(
      "Object.fromEntries",
      `const a = [['x', 1]];
        return Object.fromEntries(a);`,
      2,
      /Object\.fromEntries/,
    ),
    refused(
      "Array.from",
      `const n = 3;
        return Array.from({ length: n }, (_, i) => i);`,
      2,
      /Array\.from/,
    ),
    refused(
      "Array.fromAsync",
      `const n = [3];
        return (Array as any).fromAsync(n);`,
      2,
      /Array\.fromAsync/,
    ),
    refused(
      "Symbol()",
      `const a = 1;
        const s = Symbol('a');
        return { [s]: a }[s];`,
      2,
      /Symbol\(\)/,
    ),
    refused(
      "Symbol.toPrimitive",
      `const a = 1;
        return +({ [Symbol.toPrimitive]: () => a } as any);`,
      2,
      /Symbol\.toPrimitive/,
    ),
    refused(
      "Symbol.toStringTag",
      `const a = 1;
        return String({ [Symbol.toStringTag]: 'X', a });`,
      2,
      /Symbol\.toStringTag/,
    ),
    refused(
      "Symbol.hasInstance",
      `const a: any = {};
        return a[Symbol.hasInstance];`,
      2,
      /Symbol\.hasInstance/,
    ),
    same(
      "Symbol.for and keyFor",
      `
        const s = Symbol.for('app');
        const o: any = { a: 1 };
        o[s] = 2;
        return [o[s], Symbol.keyFor(s), Symbol.for('app') === s, typeof s, Object.keys(o)];
      `,
    ),
    same(
      "a symbol's key does not show in JSON",
      "const o: any = { a: 1 }; o[Symbol.for('x')] = 2; return JSON.stringify(o);",
    ),
    refused(
      "Proxy",
      `const a = {};
        return new Proxy(a, {});`,
      2,
      /Proxy/,
    ),
    refused(
      "Reflect",
      `const o = { a: 1 };
        return Reflect.ownKeys(o);`,
      2,
      /Reflect/,
    ),
    refused(
      "Iterator helpers",
      `const a = [1];
        return (globalThis as any).Iterator.from(a);`,
      2,
      /Iterator/,
    ),
    refused(
      "structuredClone",
      `const a = { b: 1 };
        return structuredClone(a);`,
      2,
      /structuredClone\(\)/,
    ),
    same(
      "objects as maps",
      `
        const count: Record<string, number> = Object.create(null);
        for (const c of 'abca') count[c] = (count[c] ?? 0) + 1;
        return Object.keys(count).map((k) => [k, count[k]]);
      `,
    ),
    same(
      "objects as sets",
      `
        const seen: Record<string, true> = {};
        return ['a', 'b', 'a'].filter((x) => !seen[x] && (seen[x] = true));
      `,
    ),
    same(
      "an object of methods named like a Map's",
      `
        const store: any = { data: {} as any, get(k: string) {
          return this.data[k];
        }, set(k: string, v: any) {
          this.data[k] = v;
          return this;
        }, has(k: string) {
          return k in this.data;
        }, keys() {
          return Object.keys(this.data);
        } };
        store.set('a', 1).set('b', 2);
        return [store.get('a'), store.has('c'), store.keys()];
      `,
    ),
  ],
};
