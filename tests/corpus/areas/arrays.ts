import { type Area, refused, same } from "../snippet.ts";

const later = (call: string) => `const list: any = [3, 1, 2];\nreturn list.${call};`;
const refusedCall = (call: string) => {
  const name = /^\w+/.exec(call)?.[0];
  return refused(`${name}`, later(call), 2, new RegExp(`\\.${name}\\(\\)`));
};

export const arrays: Area = {
  name: "Array",
  snippets: [
    same(
      "push, pop, shift, unshift and what they return",
      `
        const a = [1];
        return [a.push(2, 3), a.pop(), a.shift(), a.unshift(7, 8), a, [].pop(), [].shift()];
      `,
    ),
    same(
      "slice and splice",
      `
        const a = [1, 2, 3, 4, 5];
        return [
          a.slice(1, 3),
          a.slice(-2),
          a.slice(),
          a.splice(1, 2, 8, 9, 10),
          a,
          a.splice(-1),
          a.splice(1),
          a,
        ];
      `,
    ),
    same(
      "concat with arrays, values and holes",
      "return [[1].concat([2], 3 as any, [[4]] as any), ([] as any[]).concat([1, , 2])];",
    ),
    same(
      "join",
      `
        return [
          [1, null, undefined, 'a', [2, 3]].join('-'),
          [].join(),
          [1, 2].join(),
          [1].join('x'),
        ];
      `,
    ),
    same(
      "reverse and sort in place",
      `
        const a = [3, 1, 10, 2];
        return [a.slice().sort(), a.slice().sort((x, y) => x - y), a.reverse(), a];
      `,
    ),
    same(
      "sort is stable",
      `
        return [
          [1, 'a'], [0, 'b'], [1, 'c'], [0, 'd'], [1, 'e'],
        ].sort((x: any, y: any) => x[0] - y[0]).map((x) => x[1]);
      `,
    ),
    same("sort puts undefined last", "return [3, undefined, 1, undefined, 2].sort();"),
    same(
      "sort of many, stable",
      `
        const a: any[] = [];
        for (let i = 0; i < 60; i++) a.push([i % 4, i]);
        return a.sort((x, y) => x[0] - y[0]).map((x) => x[1]);
      `,
    ),
    same(
      "map, filter and their arguments",
      `
        return [
          ['a', 'b'].map((x, i, all) => x + i + all.length),
          [1, 2, 3, 4].filter((x, i) => x % 2 === 0 && i > 0),
          ['1', '2', '3'].map(Number),
          [0, 1, ''].filter(Boolean),
        ];
      `,
    ),
    same("map with parseInt's famous trap", "return ['1', '2', '3'].map(parseInt as any);"),
    same(
      "map keeps holes, forEach skips them",
      `
        let n = 0;
        [1, , 3].forEach(() => n++);
        return [[1, , 3].map((x: any) => x * 2), n];
      `,
    ),
    same(
      "reduce and reduceRight",
      `
        return [
          [1, 2, 3].reduce((a, x) => a + x),
          [1, 2, 3].reduce((a, x, i) => a + x * i, 10),
          ['a', 'b'].reduceRight((a, x) => a + x),
          [[1], [2]].reduce((a, x) => a.concat(x), [] as number[]),
        ];
      `,
    ),
    same(
      "reduce of nothing throws",
      `
        try {
          return ([] as number[]).reduce((a, b) => a + b);
        } catch (e) {
          return e instanceof TypeError;
        }
      `,
    ),
    same(
      "reduce into an object",
      "return ['a', 'b', 'a'].reduce((m, k) => ({ ...m, [k]: (m[k] ?? 0) + 1 }), {} as Record<string, number>);",
    ),
    same(
      "every and some",
      `
        return [
          [].every(() => false),
          [1, 2].every((x) => x > 1),
          [].some(() => true),
          [1, 2].some((x) => x > 1),
        ];
      `,
    ),
    same(
      "find and findIndex",
      `
        const a = [{ id: 1 }, { id: 2 }];
        return [
          a.find((x) => x.id === 2),
          a.find((x) => x.id === 9),
          a.findIndex((x) => x.id === 2),
          a.findIndex(() => false),
        ];
      `,
    ),
    same(
      "includes, indexOf and lastIndexOf",
      `
        const a = [1, NaN, 2, 1];
        return [
          a.includes(NaN),
          a.indexOf(NaN),
          a.includes(1, 1),
          a.indexOf(1, 1),
          a.lastIndexOf(1),
          [undefined].includes(undefined),
          [,].includes(undefined),
          [,].indexOf(undefined),
        ];
      `,
    ),
    same(
      "fill and copyWithin",
      "return [new Array(3).fill(0), [1, 2, 3, 4].fill(9, 1, 3), [1, 2, 3, 4, 5].copyWithin(0, 3)];",
    ),
    same(
      "Array.of and Array.isArray",
      `
        return [
          Array.of(7),
          Array.of(1, 2),
          Array.isArray([]),
          Array.isArray({ length: 0 }),
          Array.isArray('a'),
        ];
      `,
    ),
    same("new Array and Array", "return [new Array(3).length, Array(2).length, new Array(1, 2), new Array('3')];"),
    same("length can be set", "const a = [1, 2, 3]; a.length = 1; a[3] = 4; return [a, a.length];"),
    same(
      "an index that is a string or negative",
      `
        const a: any = [1, 2];
        a['1'] = 5;
        a[-1] = 9;
        return [a, a.length, a[-1], Object.keys(a)];
      `,
    ),
    same("arrays compare by identity", "const a = [1]; return [a === a, [1] === ([1] as any), [[1]].indexOf([1])];"),
    same(
      "nested arrays and a matrix",
      `
        const m = [[1, 2], [3, 4]];
        return [
          m[1]![0],
          m.map((r) => r.reduce((a, b) => a + b)),
          m[0]!.map((_, i) => m.map((r) => r[i])),
        ];
      `,
    ),
    same(
      "flattening by reduce and concat",
      `
        const flat = (a: any[]): any[] => a.reduce((o, x) => o.concat(Array.isArray(x) ? flat(x) : [x]), []);
        return flat([1, [2, [3, [4]]]]);
      `,
    ),
    same("a range by fill and map", "return new Array(4).fill(0).map((_, i) => i * i);"),
    same("thisArg of map", "return [1, 2].map(function (this: any, x) { return x * this.k; }, { k: 3 });"),
    same("toString and String", "return [[1, [2, 3]].toString(), String([]), `${[1, 2]}`];"),
    same(
      "array methods on array-likes",
      `
        const o = { length: 2, 0: 'a', 1: 'b' };
        return [
          Array.prototype.map.call(o, (x: any) => x + '!'),
          Array.prototype.slice.call(o),
          Array.prototype.join.call('abc', '-'),
        ];
      `,
    ),
    same(
      "a callback that changes its array",
      `
        const a = [1, 2, 3];
        const seen: number[] = [];
        a.forEach((x) => { seen.push(x); if (x === 1) a.pop(); });
        return seen;
      `,
    ),
    same(
      "sort with a comparator on strings",
      "return ['b', 'a', 'C'].sort((x, y) => (x.toLowerCase() < y.toLowerCase() ? -1 : 1));",
    ),
    same(
      "a stack and a queue",
      `
        const s = [1, 2];
        s.push(3);
        const q = [1, 2];
        q.push(3);
        return [s.pop(), q.shift(), s, q];
      `,
    ),
    same(
      "chunks by while and splice",
      `
        const a = [1, 2, 3, 4, 5];
        const out = [];
        while (a.length) out.push(a.splice(0, 2));
        return out;
      `,
    ),
    refusedCall("at(-1)"),
    refusedCall("flat()"),
    refusedCall("flatMap((x: any) => [x, x])"),
    refusedCall("findLast((x: any) => x > 1)"),
    refusedCall("findLastIndex((x: any) => x > 1)"),
    refusedCall("toSorted()"),
    refusedCall("toReversed()"),
    refusedCall("toSpliced(0, 1)"),
    refusedCall("with(0, 9)"),
    refusedCall("toLocaleString()"),
    refused(
      "flat on a chain",
      `const a = [[1], [2]];
        return a
          .filter((x) => x)
          .flat();`,
      4,
      /\.flat\(\)/,
    ),
    refused(
      "flat under a name",
      `const a = [[1], [2]];
        const m = 'flat';
        return a[m]();`,
      2,
      /\.flat\(\)/,
    ),
    refused(
      "a method taken by destructuring",
      `const a: any = [[1]];
        const { flat } = a;
        return flat.call(a);`,
      2,
      /\.flat\b/,
    ),
  ],
};
