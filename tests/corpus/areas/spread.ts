import { type Area, refused, same } from "../snippet.ts";

export const spread: Area = {
  name: "spread",
  snippets: [
    same("in the middle of an array", "const a = [2, 3]; return [1, ...a, 4];"),
    same("several in an array, empty ones too", "return [...[], ...[1], ...[], ...[2, 3]];"),
    same("copies an array", "const a = [1]; const b = [...a]; b.push(2); return [a, b];"),
    same("fills holes with undefined", "return [...[1, , 3]];"),
    same("keeps holes of the array that it is in", "return [, ...[1], , 2];"),
    same("of a string", "return [...'h\\u{1F600}y'].map((c) => c === '\\u{1F600}' || c);"),
    same("of arguments", "function f(..._: any[]) { return [...(arguments as any)]; } return f(1, 2);"),
    same("of a typed array", "return [...new Uint8Array([1, 2])];"),
    same("of undefined throws", "try { return [...(undefined as any)]; } catch (e) { return e instanceof TypeError; }"),
    same(
      "of an object in an array throws",
      "try { return [...({} as any)]; } catch (e) { return e instanceof TypeError; }",
    ),
    same(
      "of an array-like object in an array throws",
      `
        try {
          return [...({ length: 1, 0: 1 } as any)];
        } catch (e) {
          return e instanceof TypeError;
        }
      `,
    ),
    same(
      "evaluates in order",
      `
        const log: number[] = [];
        const f = (n: number) => { log.push(n); return [n]; };
        const r = [f(1), ...f(2), f(3), ...f(4)];
        return [r, log];
      `,
    ),
    same(
      "reads a list before a later element changes it",
      "const a = [1]; const r = [...a, a.push(2), ...a]; return r;",
    ),
    same("in a call", "const f = (...x: any[]) => x; return f(...[1, 2], 3, ...'ab');"),
    same(
      "in a call with fewer parameters",
      `
        const f = (a: any, b: any) => [a, b];
        return [(f as any)(...[1]), (f as any)(...[1, 2, 3])];
      `,
    ),
    same(
      "in a call reads the list before a later argument changes it",
      "const f = (...x: any[]) => x; const a = [1]; return f(...a, a.push(2));",
    ),
    same(
      "in a method call keeps this",
      `
        const o = { k: 2, f(...x: number[]) { return x.map((y) => y * this.k); } };
        return o.f(...[1, 2]);
      `,
    ),
    same(
      "in a computed method call keeps this",
      `
        const o: any = { k: 2, f(...x: number[]) { return x.length * this.k; } };
        const m = 'f';
        return o[m](...[1, 2]);
      `,
    ),
    same("in a call of a call", "const f = (...a: any[]) => (...b: any[]) => [a, b]; return f(...[1])(...[2, 3]);"),
    same(
      "in an optional call",
      `
        const o: any = { f: (...x: any[]) => x.length };
        return [o.f?.(...[1, 2]), o.g?.(...[1]), o?.f(...[1])];
      `,
    ),
    same("in push", "const a = [1]; a.push(...[2, 3]); return a;"),
    same("in unshift and splice", "const a = [1, 4]; a.unshift(...[-1, 0]); a.splice(3, 0, ...[2, 3]); return a;"),
    same(
      "in Math.max and min",
      `
        const a = [3, 1, 2];
        return [Math.max(...a), Math.min(0, ...a), Math.max(...[])];
      `,
    ),
    same("in concat", "return ([] as number[]).concat(...[[1], [2, 3]]);"),
    same("in String.fromCharCode", "return String.fromCharCode(...[72, 105]);"),
    same("in console.log", "console.log(...(['only'] as [string])); return 1;"),
    same(
      "in new",
      `
        function P(this: any, a: number, b: number) { this.sum = a + b; }
        return new (P as any)(...[1, 2]).sum;
      `,
    ),
    same("in new Date", "return new Date(...([2020, 1, 3] as [number, number, number])).toISOString();"),
    same("in new Array", "return new Array(...[1, 2, 3]);"),
    same(
      "in new of a member, evaluated once",
      `
        let n = 0;
        const o: any = { P: function (this: any, ...x: any[]) { this.n = x.length; } };
        const get = () => { n++; return o; };
        return [new (get().P)(...[1, 2]).n, n];
      `,
    ),
    same("in an object", "const a = { x: 1, y: 2 }; return { w: 0, ...a, y: 3 };"),
    same(
      "in an object, the later value wins in the first position",
      "return Object.keys({ ...{ b: 1, a: 2 }, c: 3, ...{ a: 9, d: 4 } });",
    ),
    same(
      "in an object, of null, undefined, numbers and booleans",
      "return { ...null, ...undefined, ...(5 as any), ...(true as any), a: 1 };",
    ),
    same("in an object, of a string", "return { ...('ab' as any) };"),
    same("in an object, of an array", "return { ...[7, 8] };"),
    same(
      "in an object, conditional",
      `
        const on = true;
        return { ...(on && { a: 1 }), ...(!on && { b: 2 }), ...(on ? { c: 3 } : {}) };
      `,
    ),
    same(
      "in an object, getters are read",
      `
        let n = 0;
        const o = { get a() { return ++n; } };
        const c: any = { ...o };
        return [c.a, c.a, n];
      `,
    ),
    same("in an object, own properties only", "const o = Object.create({ x: 1 }); o.y = 2; return { ...o };"),
    same(
      "in an object, literals next to a setter",
      `
        let n = 0;
        const o: any = { set a(_: any) { n++; }, ...({ a: 1 } as any) };
        return [n, o.a];
      `,
    ),
    refused(
      "in an object after a setter",
      `const more: any = JSON.parse('{}');
        return { set a(_: any) {}, ...more };`,
      2,
      /spread/,
    ),
    same(
      "in an object with a computed key and a method",
      `
        const k = 'b';
        const o = { ...{ a: 1 }, [k]: 2, m() { return this.a + (this as any).b; } };
        return [o.m(), Object.keys(o)];
      `,
    ),
    same(
      "in an object does not set the prototype",
      'const o: any = { ...JSON.parse(\'{"__proto__": {"x": 1}}\') }; return [o.x, Object.keys(o)];',
    ),
    same("in nested objects", "const s = { a: { b: 1, c: 2 }, d: 3 }; return { ...s, a: { ...s.a, c: 9 } };"),
    same("into returned arrays from map", "return [[1, 2], [3]].map((x) => [...x, 0]);"),
    same("of split", "return [...'a-b'.split('-'), 'c'];"),
    same("of Object.entries", "return [...Object.entries({ a: 1 }), ...Object.keys({ b: 1 })];"),
    same(
      "to deduplicate with filter",
      "const a = [1, 2, 1]; return [...a].filter((x, i, all) => all.indexOf(x) === i);",
    ),
    same("to sort a copy", "const a = [3, 1, 2]; return [[...a].sort(), a];"),
    same("to reverse a string", "return [...'abc'].reverse().join('');"),
  ],
};
