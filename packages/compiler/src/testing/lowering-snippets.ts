/** A piece of modern TypeScript, as the body of a function, and what it returns. */
export interface Snippet {
  readonly name: string;
  readonly body: string;
  readonly returns: unknown;
  readonly isAsync?: boolean;
}

const snippet = (name: string, body: string, returns: unknown): Snippet => ({ name, body, returns });
const asynchronous = (name: string, body: string, returns: unknown): Snippet => ({
  name,
  body,
  returns,
  isAsync: true,
});

/** The semantics that lowering must keep, corners included. */
export const snippets: readonly Snippet[] = [
  // Regular expressions
  snippet(
    "end of a text, with a line break before it",
    "return [/a$/.test('a\\n'), /a$/.test('a'), /^(?:a|$)$/.test(''), /^a$/m.test('a\\nb'), 'a\\n'.replace(/$/, '!')];",
    [false, true, true, true, "a\n!"],
  ),
  snippet(
    "dollars in a regular expression that don't mark an end",
    "return [/\\$$/.test('$'), /[$]/.test('$'), /[\\]$]$/.test(']'), /\\\\$/.test('\\\\')];",
    [true, true, true, true],
  ),
  // Block scoping
  snippet(
    "function that declares a name reads one that is declared after it",
    "const read = () => { const a = later.x; return a; }; const later = { x: 1 }; return read();",
    1,
  ),
  snippet(
    "accessor that declares a name reads one that is declared after it",
    "const o = { get v() { const a = Object.create(later); return a.x; } }, later = { x: 1 }; return o.v;",
    1,
  ),
  snippet(
    "inner block hides the outer name",
    "const a = 1; { const a = 2; if (a !== 2) return 0; } for (let a = 5; a < 6; a++); return a;",
    1,
  ),
  snippet(
    "for gives closures a binding for each round",
    "const f = []; for (let i = 0; i < 3; i++) { const j = i * 2; f.push(() => [i, j]); } return f.map((g) => g());",
    [
      [0, 0],
      [1, 2],
      [2, 4],
    ],
  ),

  // Destructuring
  snippet("object pattern", "const { a, b: c } = { a: 1, b: 2 }; return [a, c];", [1, 2]),
  snippet("nested pattern", "const { a: { b: [, c] } } = { a: { b: [1, 2] } }; return c;", 2),
  snippet(
    "pattern default for undefined only",
    "const { a = 1, b = 2, c = 3 } = { a: undefined, b: null, c: 0 } as any; return [a, b, c];",
    [1, null, 0],
  ),
  snippet(
    "pattern default that is not needed does not run",
    "let n = 0; const { a = n++ } = { a: 5 }; return [a, n];",
    [5, 0],
  ),
  snippet("default that refers to an earlier name", "const { a, b = a + 1 } = { a: 1 } as any; return b;", 2),
  snippet("object rest", "const { a, ...rest } = { a: 1, b: 2, c: 3 }; return rest;", { b: 2, c: 3 }),
  snippet(
    "object rest without a computed key",
    "const k = 'b'; const { [k]: x, ...rest } = { a: 1, b: 2 } as any; return [x, rest];",
    [2, { a: 1 }],
  ),
  snippet(
    "object rest without a numeric key",
    "const { 1: x, ...rest } = { 1: 'one', 2: 'two' } as any; return [x, rest];",
    ["one", { 2: "two" }],
  ),
  snippet(
    "computed key is evaluated once",
    "let n = 0; const key = () => { n++; return 'a'; }; const { [key()]: x } = { a: 7 } as any; return [x, n];",
    [7, 1],
  ),
  snippet("array pattern with holes and rest", "const [a, , b, ...c] = [1, 2, 3, 4, 5]; return [a, b, c];", [
    1,
    3,
    [4, 5],
  ]),
  snippet("array pattern beyond the end", "const [a, b = 2] = [1]; return [a, b];", [1, 2]),
  snippet("array pattern of a string", "const [a, b, ...c] = 'x\u{1F600}yz'; return [a, b, c];", [
    "x",
    "\u{1F600}",
    ["y", "z"],
  ]),
  snippet(
    "rest of an array is a copy",
    "const list = [1, 2]; const [...copy] = list; copy.push(3); return list;",
    [1, 2],
  ),
  snippet("swap", "let a = 1, b = 2; [a, b] = [b, a]; return [a, b];", [2, 1]),
  snippet(
    "swap of elements",
    "const list = [1, 2, 3]; [list[0], list[2]] = [list[2], list[0]]; return list;",
    [3, 2, 1],
  ),
  snippet(
    "assignment pattern is an expression",
    "let a: any; const whole = ({ a } = { a: 1, b: 2 } as any); return [a, whole];",
    [1, { a: 1, b: 2 }],
  ),
  snippet(
    "assignment to the source itself",
    "let a: any = { a: 1, b: 2 }; let b; ({ a, b } = a); return [a, b];",
    [1, 2],
  ),
  snippet("assignment to members", "const o: any = {}; ({ x: o.a, y: o['b'] } = { x: 1, y: 2 }); return o;", {
    a: 1,
    b: 2,
  }),
  snippet("assignment with a default", "let a; ({ a = 3 } = {} as any); return a;", 3),
  snippet(
    "pattern of null throws",
    "try { const { a } = null as any; return a; } catch (e) { return e instanceof TypeError; }",
    true,
  ),
  snippet(
    "empty pattern of undefined throws",
    "try { const {} = undefined as any; return 'no'; } catch (e) { return e instanceof TypeError; }",
    true,
  ),
  snippet(
    "array pattern of a number throws",
    "try { const [a] = 5 as any; return a; } catch (e) { return e instanceof TypeError; }",
    true,
  ),
  snippet(
    "array pattern of an object throws",
    "try { const [a] = {} as any; return a; } catch (e) { return e instanceof TypeError; }",
    true,
  ),
  snippet(
    "pattern in catch",
    "try { throw { code: 1, list: [2] }; } catch ({ code, list: [x] }: any) { return [code, x]; }",
    [1, 2],
  ),
  snippet("catch without a name", "try { throw new Error('x'); } catch { return 'caught'; }", "caught"),

  // Parameters
  snippet(
    "default parameter",
    "const f = (a: number, b = a * 2) => a + b; return [f(1), f(1, 5), f(1, undefined)];",
    [3, 6, 3],
  ),
  snippet("default is not for null", "const f = (a: any = 1) => a; return f(null);", null),
  snippet("default runs at each call", "let n = 0; const f = (a = ++n) => a; f(); f(9); return f();", 2),
  snippet("default before a plain parameter", "const f = (a = 1, b?: any) => [a, b]; return f(undefined, 2);", [1, 2]),
  snippet(
    "default sees the outer name, not the body's",
    "const x = 'outer'; function f(a = x) { var x = 'inner'; return [a, x]; } return f();",
    ["outer", "inner"],
  ),
  snippet(
    "pattern parameter with defaults",
    "const f = ({ a = 1, b: [c = 2] = [] }: any = {}) => [a, c]; return [f(), f({ a: 3, b: [4] })];",
    [
      [1, 2],
      [3, 4],
    ],
  ),
  snippet("array parameter", "const f = ([a, ...b]: any[]) => [a, b]; return f([1, 2, 3]);", [1, [2, 3]]),
  snippet("rest parameter", "const f = (a: any, ...rest: any[]) => [a, rest]; return [f(1), f(1, 2, 3)];", [
    [1, []],
    [1, [2, 3]],
  ]),
  snippet("pattern in a rest parameter", "const f = (...[a, b = 2]: any[]) => [a, b]; return f(1);", [1, 2]),
  snippet("closure over a parameter with a default", "const f = (a = 1) => () => a; return [f()(), f(2)()];", [1, 2]),
  snippet(
    "this in an arrow with a pattern",
    "const o = { v: 4, m() { return [1].map(({}: any, i = 0) => this.v + i)[0]; } }; return o.m();",
    4,
  ),
  snippet(
    "recursion with defaults",
    "const sum = (list: number[], i = 0, total = 0): number => i === list.length ? total : sum(list, i + 1, total + list[i]!); return sum([1, 2, 3]);",
    6,
  ),

  // for-of and for-in
  snippet("for-of over an array", "const out = []; for (const x of [1, 2, 3]) out.push(x * 2); return out;", [2, 4, 6]),
  snippet(
    "for-of over a string by code points",
    "const out = []; for (const c of 'a\u{1F600}\u00F1') out.push(c); return out;",
    ["a", "\u{1F600}", "\u00F1"],
  ),
  snippet(
    "for-of over lone surrogates",
    "const out = []; const half = (unit: number) => String.fromCharCode(unit); for (const c of `${half(0xd83d)}x${half(0xde00)}`) out.push(c.length); return out;",
    [1, 1, 1],
  ),
  snippet(
    "for-of over an empty string",
    "let n = 0; for (const c of request.method.slice(9)) n += c.length + 1; return n;",
    0,
  ),
  snippet(
    "for-of over entries",
    "const out = []; for (const [k, v] of Object.entries({ a: 1, b: 2 })) out.push(k + v); return out;",
    ["a1", "b2"],
  ),
  snippet(
    "for-of with a default in its pattern",
    "const out = []; for (const { a = 0, b: [c] } of [{ b: [1] }, { a: 2, b: [3] }] as any[]) out.push(a + c); return out;",
    [1, 5],
  ),
  snippet(
    "for-of sees elements that the loop adds",
    "const list = [1, 2]; let n = 0; for (const x of list) { if (x < 3) list.push(x + 2); n += x; } return [n, list];",
    [10, [1, 2, 3, 4]],
  ),
  snippet(
    "for-of gives closures a binding for each round",
    "const fns = []; for (const x of [1, 2, 3]) fns.push(() => x); return fns.map((f) => f());",
    [1, 2, 3],
  ),
  snippet(
    "for-of with let that the body changes",
    "const out = []; for (let x of [1, 2]) { x *= 10; out.push(x); } return out;",
    [10, 20],
  ),
  snippet(
    "for-of into an existing name and a member",
    "let x; const o: any = {}; for (x of [1, 2]); for (o.y of [3, 4]); return [x, o.y];",
    [2, 4],
  ),
  snippet(
    "for-of with break, continue and labels",
    "const out = []; outer: for (const a of [1, 2, 3]) { for (const b of [1, 2, 3]) { if (b === 2) continue outer; if (a === 3) break outer; out.push([a, b]); } } return out;",
    [
      [1, 1],
      [2, 1],
    ],
  ),
  snippet(
    "for-of whose body has the same name",
    "const out = []; for (const x of [1]) { const x = 2; out.push(x); } return out;",
    [2],
  ),
  snippet(
    "for-of evaluates its list once",
    "let n = 0; const list = () => { n++; return [1, 2]; }; for (const _ of list()); return n;",
    1,
  ),
  snippet(
    "for-of over arguments",
    "function f(..._: any[]) { const out = []; for (const a of arguments) out.push(a); return out; } return f(1, 2);",
    [1, 2],
  ),
  snippet("for-of over bytes", "let n = 0; for (const b of new Uint8Array([1, 2, 3])) n += b; return n;", 6),
  snippet(
    "for-of over undefined throws",
    "try { for (const x of undefined as any) return x; return 'no'; } catch (e) { return e instanceof TypeError; }",
    true,
  ),
  snippet(
    "for-of over holes",
    "const out: any[] = []; for (const x of [1, , 3]) out.push(x === undefined); return out;",
    [false, true, false],
  ),
  snippet(
    "for-in with a pattern",
    "const out = []; for (const [first] in { ab: 1, cd: 2 }) out.push(first); return out;",
    ["a", "c"],
  ),

  // Spread
  snippet("array spread", "const a = [1, 2]; return [0, ...a, 3, ...[4], ...'\u{1F600}z'];", [
    0,
    1,
    2,
    3,
    4,
    "\u{1F600}",
    "z",
  ]),
  snippet("array spread is a copy", "const a = [1]; const b = [...a]; b.push(2); return a;", [1]),
  snippet("array spread keeps inner arrays", "return [...[[1], [2]]];", [[1], [2]]),
  snippet("call spread", "const f = (...args: any[]) => args; return f(0, ...[1, 2], ...'ab');", [0, 1, 2, "a", "b"]),
  snippet(
    "method spread keeps this",
    "const o = { n: 1, add(...x: number[]) { return x.map((y) => y + this.n); } }; return o.add(...[1, 2]);",
    [2, 3],
  ),
  snippet(
    "method spread evaluates its object once",
    "let n = 0; const o = { m: (...x: any[]) => x.length }; const get = () => { n++; return o; }; return [get().m(...[1, 2]), n];",
    [2, 1],
  ),
  snippet("Math.max with spread", "return Math.max(...[1, 7, 3]);", 7),
  snippet(
    "optional call with spread",
    "const f: any = undefined; const g: any = (...x: any[]) => x.length; return [f?.(...[1]) === undefined, g?.(...[1, 2])];",
    [true, 2],
  ),
  snippet(
    "new with spread",
    "function P(this: any, a: any, b: any) { this.v = [a, b]; } return new (P as any)(...[1, 2]).v;",
    [1, 2],
  ),
  snippet("new Date with spread", "return new Date(...([2020, 0, 2] as [number, number, number])).getDate();", 2),
  snippet("object spread", "const a = { x: 1, y: 2 }; return { w: 0, ...a, y: 3, ...null, ...undefined };", {
    w: 0,
    x: 1,
    y: 3,
  }),
  snippet("object spread is a copy", "const a: any = { x: 1 }; const b = { ...a }; b.x = 2; return a;", { x: 1 }),
  snippet("object spread of a string", "return { ...'ab' };", { 0: "a", 1: "b" }),

  // Objects
  snippet(
    "shorthand and methods",
    "const a = 1; const o = { a, m(x = 2) { return x + this.a; }, 'quoted-key'() { return 5; } }; return [o.m(), o['quoted-key']()];",
    [3, 5],
  ),
  snippet(
    "computed keys keep their order",
    "const log: string[] = []; const k = (s: string) => { log.push(s); return s; }; const o = { [k('b')]: 1, a: k('v'), [k('c')]: 2 }; return [Object.keys(o), log];",
    [
      ["b", "a", "c"],
      ["b", "v", "c"],
    ],
  ),
  snippet(
    "computed method and spread",
    "const k = 'm'; const o = { x: 1, [k]() { return this.x; }, ...{ y: 2 } }; return [o[k](), o.y];",
    [1, 2],
  ),
  snippet(
    "accessors",
    "const o = { n: 1, get twice() { return this.n * 2; }, set twice(v) { this.n = v / 2; } }; o.twice = 8; return [o.n, o.twice];",
    [4, 8],
  ),

  // Operators
  snippet(
    "optional chaining",
    "const o: any = { a: { b: 1, f() { return this.b; } } }; return [o?.a?.b, o?.x?.y.z === undefined, o.a?.f?.(), o.x?.f() === undefined, o?.['a'].b];",
    [1, true, 1, true, 1],
  ),
  snippet("optional chaining stops evaluation", "let n = 0; const o: any = null; o?.[n++]; o?.f(n++); return n;", 0),
  snippet(
    "optional chaining under delete",
    "const o: any = { a: { b: 1 } }; delete o?.a?.b; delete o?.x?.y; return o;",
    { a: {} },
  ),
  snippet("nullish coalescing", "return [null ?? 1, undefined ?? 2, 0 ?? 3, '' ?? 4, false ?? 5];", [
    1,
    2,
    0,
    "",
    false,
  ]),
  snippet(
    "logical assignment",
    "const o: any = { a: null, b: 0, c: 1 }; o.a ??= 1; o.b ||= 2; o.c &&= 3; o.c ??= 9; return o;",
    { a: 1, b: 2, c: 3 },
  ),
  snippet(
    "logical assignment stops evaluation",
    "let n = 0; const o: any = { a: 1 }; o.a ??= ++n; o.a ||= ++n; return n;",
    0,
  ),
  snippet(
    "exponent and separators",
    "let x = 2; x **= 3; return [x, 2 ** 10, 1_000, 0b101, 0o17, 0xff];",
    [8, 1024, 1000, 5, 15, 255],
  ),
  snippet("template literals and escapes", "const s = 'y'; return `x${s}z${`${1 + 1}`}\\u{1F600}`;", "xyz2\u{1F600}"),

  // Async
  asynchronous(
    "await in arguments keeps the order",
    "const log: string[] = []; const a = (s: string) => { log.push(s); return s; }; const b = async (s: string) => { log.push(s); return s; }; const f = (...x: string[]) => x; const r = f(a('1'), await b('2'), a('3'), await b('4'), a('5')); return [r, log];",
    [
      ["1", "2", "3", "4", "5"],
      ["1", "2", "3", "4", "5"],
    ],
  ),
  asynchronous(
    "await in nested arguments",
    "const id = async (x: any) => x; const f = (x: any) => x + 1; return f(f(await id(1)) + f(await id(2)));",
    6,
  ),
  asynchronous(
    "await in a method's arguments keeps this",
    "const o = { n: 10, add(x: number) { return this.n + x; } }; const id = async (x: number) => x; return o.add(await id(1));",
    11,
  ),
  asynchronous(
    "await in spread arguments",
    "const id = async (x: any) => x; return Math.max(...(await id([1, 5, 2])));",
    5,
  ),
  asynchronous(
    "await in for-of and destructuring",
    "const id = async (x: any) => x; const out = []; for (const [k, v] of Object.entries(await id({ a: 1 }))) { const { w = await id(2) } = {} as any; out.push([k, v, w]); } return out;",
    [["a", 1, 2]],
  ),
  asynchronous(
    "rejection in a default parameter",
    "const f = async (a = (() => { throw new Error('late'); })()) => a; try { await f(); return 'no'; } catch (e: any) { return e.message; }",
    "late",
  ),
  asynchronous("async methods", "const o = { async m([a]: any[]) { return a; } }; return await o.m([1]);", 1),
];
