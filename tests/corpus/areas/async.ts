import { type Area, refused, same } from "../snippet.ts";

const id = "const id = async <T>(x: T): Promise<T> => x;";

export const async: Area = {
  name: "async and promises",
  snippets: [
    same(
      "await of a value, a promise and a thenable",
      "return [await 1, await Promise.resolve(2), await ({ then: (f: any) => f(3) } as any)];",
    ),
    same(
      "await in a return, a declaration and a condition",
      `${id} const a = await id(1); if (await id(true)) return await id(a); return 0;`,
    ),
    same(
      "await in arithmetic keeps the order",
      `
        ${id}
        let x = 1;
        const f = async () => { x = 10; return 1; };
        return x + (await f()) + x;
      `,
    ),
    same("await on both sides of an operator", `${id} return (await id(2)) * (await id(3)) - (await id(1));`),
    same("await in a template", `${id} return \`\${await id('a')}-\${await id('b')}\`;`),
    same("await in an array and an object", `${id} return [await id(1), { a: await id(2), b: [await id(3)] }];`),
    same(
      "await in a computed key and a spread",
      `
        ${id}
        const o = { [await id('k')]: await id(1), ...(await id({ z: 2 })) };
        return [o, ...(await id([3]))];
      `,
    ),
    same("await in arguments", `${id} const f = (...x: any[]) => x; return f(await id(1), 2, await id(3));`),
    same(
      "await in arguments, nested",
      `
        ${id}
        const f = (x: number) => x + 1;
        return f(f(await id(1)) + f(f(await id(2))));
      `,
    ),
    same(
      "await in arguments keeps the order of all",
      `
        ${id}
        const log: string[] = [];
        const s = (x: string) => { log.push(x); return x; };
        const a = async (x: string) => { log.push(x); return x; };
        const get = () => { log.push('get'); return { f: (...x: string[]) => x }; };
        const r = get().f(s('1'), await a('2'), s('3'), await a('4'), s('5'));
        return [r, log];
      `,
    ),
    same(
      "await in arguments of a method keeps this",
      `
        ${id}
        const o = { n: 1, add(x: number) { return this.n + x; } };
        return o.add(await id(2));
      `,
    ),
    same(
      "await in arguments of a method of a method",
      `
        ${id}
        const o = { a: { n: 1, add(x: number) { return this.n + x; } } };
        return o.a.add(await id(2));
      `,
    ),
    same(
      "await in arguments of a computed method",
      `
        ${id}
        const o: any = { n: 1, add(x: number) { return this.n + x; } };
        let k = 'add';
        return o[k](await id(2));
      `,
    ),
    same(
      "await in arguments of a chain",
      `${id} return [3, 1].concat(await id([2])).map((x) => x * 2).join(await id('-'));`,
    ),
    same("await in arguments of new", `${id} return new Date(await id(5)).getTime();`),
    same(
      "await in arguments with a name that the await changes",
      `
        ${id}
        let x = 1;
        const set = async () => { x = 2; return 0; };
        const f = (...a: any[]) => a;
        return f(x, await set(), x);
      `,
    ),
    same(
      "await in arguments with spread",
      `
        ${id}
        const f = (...x: any[]) => x;
        return f(...(await id([1, 2])), await id(3), ...[4]);
      `,
    ),
    same(
      "await in arguments of an optional call",
      `
        ${id}
        const o: any = { f: (x: any) => x };
        return [o.f?.(await id(1)), o.g?.(await id(2))];
      `,
    ),
    same(
      "await in arguments of an optional chain is not evaluated after the cut",
      `
        let n = 0;
        const inc = async () => ++n;
        const o: any = null;
        return [o?.f(await inc()), n];
      `,
    ),
    same(
      "await in arguments behind &&, || and ?:",
      `
        let n = 0;
        const inc = async () => ++n;
        const f = (x: any) => x;
        return [
          f(false && (await inc())),
          f(true || (await inc())),
          f(n ? await inc() : 'none'),
          n,
        ];
      `,
    ),
    same(
      "await in arguments within a loop, each round its own",
      `
        ${id}
        const fs: any[] = [];
        for (const x of [1, 2, 3]) fs.push(((y: number) => () => y)(await id(x)));
        return fs.map((f) => f());
      `,
    ),
    same(
      "await in an argument of an arrow with an expression body",
      `
        ${id}
        const f = async (x: number) => Math.max(await id(x), 2);
        return [await f(1), await f(5)];
      `,
    ),
    same(
      "await in push within for-of",
      `
        ${id}
        const out: number[] = [];
        for (const x of [1, 2]) out.push(await id(x * 2));
        return out;
      `,
    ),
    same(
      "await in for loops",
      `
        ${id}
        let n = 0;
        for (let i = await id(0); i < (await id(3)); i += await id(1)) n += i;
        return n;
      `,
    ),
    same(
      "await in while and do",
      `
        ${id}
        let n = 0;
        while ((await id(n)) < 3) n++;
        do n++; while (await id(n < 5));
        return n;
      `,
    ),
    same(
      "await in switch",
      `
        ${id}
        switch (await id(2)) { case await id(1): return 'a'; case await id(2): return 'b'; }
        return 'c';
      `,
    ),
    same(
      "await in a condition's branches",
      `
        ${id}
        const f = async (on: boolean) => (on ? await id('a') : await id('b'));
        return [await f(true), await f(false)];
      `,
    ),
    same(
      "await in logical operators",
      `
        ${id}
        return [
          (await id(0)) || (await id('a')),
          (await id(1)) && (await id('b')),
          (await id(null)) ?? (await id('c')),
        ];
      `,
    ),
    same(
      "await in logical assignments",
      `
        ${id}
        let a: any = null;
        a ??= await id(1);
        a &&= await id(a + 1);
        const o: any = {};
        o.x ||= await id(3);
        return [a, o];
      `,
    ),
    same(
      "await in compound assignments reads first",
      `
        let a = 1;
        const f = async () => { a = 10; return 1; };
        a += await f();
        return a;
      `,
    ),
    same(
      "await in an assignment to a member",
      `
        ${id}
        const o: any = {};
        o[await id('a')] = await id(1);
        o.b = { c: await id(2) };
        return o;
      `,
    ),
    same(
      "await in destructuring and its defaults",
      `
        ${id}
        const { a, b = await id(2) } = await id({ a: 1 } as any);
        const [c = await id(3)] = [] as any[];
        return [a, b, c];
      `,
    ),
    same(
      "await before a member and a call",
      `
        ${id}
        return [
          (await id({ a: 1 })).a,
          (await id([1, 2]))[1],
          (await id(() => 5))(),
          (await id({ f() { return 6; } })).f(),
        ];
      `,
    ),
    same(
      "await in unary operators",
      `
        ${id}
        return [!(await id(false)), -(await id(1)), typeof (await id('a')), void (await id(1))];
      `,
    ),
    same("await in a comma", `${id} let n = 0; const r = (await id(n++), await id(n++), n); return r;`),
    same(
      "await in throw",
      `
        ${id}
        try { throw await id(new Error('x')); } catch (e) { return (e as Error).message; }
      `,
    ),
    same(
      "await in try, catch and finally",
      `
        ${id}
        const log: any[] = [];
        try {
          log.push(await id(1));
          throw new Error('x');
        } catch (e) {
          log.push(await id((e as Error).message));
        } finally {
          log.push(await id(3));
        }
        return log;
      `,
    ),
    same(
      "await of a rejection throws",
      `
        const f = async () => { throw new TypeError('bad'); };
        try {
          await f();
          return 'no';
        } catch (e) {
          return [(e as Error).name, (e as Error).message];
        }
      `,
    ),
    same(
      "return in try with await in finally",
      `
        ${id}
        const log: any[] = [];
        const f = async () => { try { return await id(1); } finally { log.push(await id(2)); } };
        return [await f(), log];
      `,
    ),
    same(
      "return await in try catches, return alone does not",
      `
        const bad = async () => { throw new Error('x'); };
        const a = async () => { try { return await bad(); } catch { return 'caught'; } };
        const b = async () => { try { return bad(); } catch { return 'caught'; } };
        return [await a(), await b().catch(() => 'escaped')];
      `,
    ),
    same(
      "break and continue out of try with await",
      `
        ${id}
        const log: any[] = [];
        for (const x of [1, 2, 3]) {
          try { await id(x); if (x === 1) continue; if (x === 2) break; } finally { log.push(x); }
        }
        return log;
      `,
    ),
    same(
      "async arrow, function, method and expression",
      `
        const a = async () => 1;
        async function b() { return 2; }
        const o = { async c() { return 3; }, d: async function () { return 4; } };
        return [await a(), await b(), await o.c(), await o.d()];
      `,
    ),
    same(
      "an async method keeps this after await",
      `
        ${id}
        const o = { v: 1, async f() { await id(0); return this.v; } };
        return await o.f();
      `,
    ),
    same(
      "an async arrow keeps this and arguments",
      `
        ${id}
        async function f(this: any, ..._: any[]) {
          const g = async () => { await id(0); return [this.v, arguments[0]]; };
          return await g();
        }
        return await f.call({ v: 1 }, 2);
      `,
    ),
    same(
      "async recursion",
      `
        const f = async (n: number): Promise<number> => (n <= 0 ? 0 : n + (await f(n - 1)));
        return await f(10);
      `,
    ),
    same(
      "closures over let across await",
      `
        ${id}
        const fs: any[] = [];
        for (let i = 0; i < 3; i++) { await id(i); fs.push(() => i); }
        return fs.map((f) => f());
      `,
    ),
    same(
      "a variable that a closure sets before an await",
      `let x = 1; const set = async () => { x = 10; }; await set(); return x;`,
    ),
    same(
      "a variable that a closure sets after an await",
      `let x = 1; const set = () => { x = 10; }; await null; set(); return x;`,
    ),
    same(
      "a variable that a closure reads after it changed",
      `let x = 1; const get = () => x; await null; x = 2; return [get(), x];`,
    ),
    same(
      "a counter over awaits",
      `
        let n = 0;
        const up = async () => { n += 1; await null; n += 1; return n; };
        await up();
        await up();
        return n;
      `,
    ),
    same(
      "a parameter that a closure sets",
      `
        const f = async (x: number) => {
          const set = () => { x = 10; };
          await null;
          set();
          return x;
        };
        return await f(1);
      `,
    ),
    same(
      "a constant that a closure before it reads",
      `const get = () => x; const x = await Promise.resolve(7); return get();`,
    ),
    same(
      "a constant that a declared function reads",
      `const x = await Promise.resolve(7); return get(); function get() { return x; }`,
    ),
    same(
      "functions that call themselves and each other after an await",
      `
        const down = (n: number): number => (n ? down(n - 1) : 0);
        function even(n: number): boolean { return n === 0 || odd(n - 1); }
        const odd = (n: number): boolean => n !== 0 && even(n - 1);
        await null;
        return [down(2), even(4), odd(4)];
      `,
    ),
    same(
      "a shared function is called without this",
      `
        let f = function (this: any) { return this === undefined; };
        const set = () => { f = function (this: any) { return this; }; };
        await null;
        const r = f();
        set();
        return [r, f()];
      `,
    ),
    same(
      "a shared variable in a loop, each round its own",
      `
        ${id}
        const fs: any[] = [];
        for (const x of [1, 2, 3]) { let n = x; fs.push(() => n++); await id(0); n += 10; }
        return [fs.map((f) => f()), fs.map((f) => f())];
      `,
    ),
    same(
      "a shared variable that a for loop's head declares",
      `
        ${id}
        const fs: any[] = [];
        for (let i = 0, n = 3; i < n; i++) { fs.push(() => i); await id(i); }
        return fs.map((f) => f());
      `,
    ),
    same(
      "a sum by forEach after an await",
      `
        ${id}
        const list = await id([1, 2, 3]);
        let n = 0;
        list.forEach((x) => { n += x; });
        return n;
      `,
    ),
    same(
      "a sum by forEach between awaits",
      `
        ${id}
        let n = await id(1);
        [1, 2].forEach((x) => { n += x; });
        n += await id(10);
        [1, 2].forEach((x) => { n += x; });
        return n;
      `,
    ),
    same(
      "shared variables declared together",
      `
        ${id}
        let a = 1, b = 2, c = 3;
        const set = () => { a += 1; c *= 2; };
        await id(0);
        set();
        b++;
        return [a, b, c];
      `,
    ),
    same(
      "a shared variable of an outer async function",
      `
        let n = 0;
        const outer = async () => {
          const inner = async () => { n++; await null; n++; };
          await inner();
          return n;
        };
        return [await outer(), n];
      `,
    ),
    same(
      "an error that is caught and read in a closure",
      `
        ${id}
        try {
          throw await id(new Error('x'));
        } catch (e) {
          const get = () => (e as Error).message;
          await id(0);
          return get();
        }
      `,
    ),
    same(
      "memory across awaits",
      `
        ${id}
        const seen: Record<string, number> = {};
        let misses = 0;
        const get = async (k: string) => {
          if (seen[k] === undefined) { misses++; seen[k] = await id(k.length); }
          return seen[k];
        };
        return [await get('ab'), await get('ab'), await get('c'), misses];
      `,
    ),
    same(
      "two async functions take turns",
      `
        const log: string[] = [];
        const run = async (n: string) => {
          for (let i = 0; i < 2; i++) { log.push(n + i); await null; }
        };
        await Promise.all([run('a'), run('b')]);
        return log;
      `,
    ),
    same(
      "code before the first await runs at once",
      `
        const log: string[] = [];
        const f = async () => { log.push('in'); await null; log.push('after'); };
        const p = f();
        log.push('out');
        await p;
        return log;
      `,
    ),
    same(
      "then, catch and finally",
      `
        const log: any[] = [];
        const r = await Promise.resolve(1).then((x) => x + 1).finally(() => {
          log.push('f');
        }).then((x) => {
          throw new Error(\`e\${x}\`);
        }).catch((e: Error) => e.message);
        return [r, log];
      `,
    ),
    same(
      "then with two functions",
      `
        const f = (p: Promise<any>) => p.then((x) => \`ok \${x}\`, (e) => \`no \${e}\`);
        return [await f(Promise.resolve(1)), await f(Promise.reject(2))];
      `,
    ),
    same(
      "new Promise",
      `
        return [
          await new Promise((ok) => ok(1)),
          await new Promise((_, no) => no(2)).catch((x) => x),
          await new Promise(() => { throw new Error('x'); }).catch((e: Error) => e.message),
        ];
      `,
    ),
    same("a promise settles once", "return await new Promise((ok, no) => { ok(1); no(2); ok(3); });"),
    same("Promise.all", `${id} return await Promise.all([1, id(2), Promise.resolve(3)]);`),
    same(
      "Promise.all of nothing and with a rejection",
      `
        return [
          await Promise.all([]),
          await Promise.all([1, Promise.reject(new Error('x'))]).catch((e: Error) => e.message),
        ];
      `,
    ),
    same("Promise.all with map", `return await Promise.all([1, 2, 3].map(async (x) => x * 2));`),
    same("Promise.allSettled", "const r = await Promise.allSettled([1, Promise.reject('no')]); return r;"),
    same(
      "Promise.race",
      `
        return [
          await Promise.race([Promise.resolve(1), new Promise(() => {})]),
          await Promise.race([Promise.reject('x'), 2]).catch((e) => e),
        ];
      `,
    ),
    same(
      "Promise.any",
      `
        return [
          await Promise.any([Promise.reject(1), Promise.resolve(2)]),
          await Promise.any([Promise.reject(1)]).catch((e) => e instanceof Error),
        ];
      `,
    ),
    same("promise of a promise is one promise", `return await new Promise((ok) => ok(new Promise((ok2) => ok2(7))));`),
    same(
      "async in callbacks of reduce",
      `
        ${id}
        return await [1, 2, 3].reduce(async (sum, x) => (await sum) + x, Promise.resolve(0));
      `,
    ),
    same(
      "async with default parameters and patterns",
      `
        ${id}
        const f = async ({ a = 1, b }: any = {}, [c] = [3], ...d: any[]) => {
          await id(0);
          return [a, b, c, d];
        };
        return [await f(), await f({ b: 2 }, [4], 5)];
      `,
    ),
    same(
      "an async function that throws before await rejects",
      `
        const f = async () => { throw new Error('x'); };
        let p;
        try { p = f(); } catch { return 'threw'; }
        return await p.catch((e: Error) => e.message);
      `,
    ),
    same(
      "await in nested functions' arguments apart",
      `
        ${id}
        const f = (g: any) => g(1);
        return await f(async (x: number) => await id(x + 1));
      `,
    ),
    same("await as an argument of await", `${id} return await id(await id(await id(4)));`),
    same(
      "await in an if-else ladder",
      `
        ${id}
        const f = async (n: number) => {
          if ((await id(n)) === 0) return 'a'; else if ((await id(n)) === 1) return 'b';
          return 'c';
        };
        return [await f(0), await f(1), await f(2)];
      `,
    ),
    same(
      "await with labels",
      `
        ${id}
        let n = 0;
        outer: for (const a of [1, 2]) for (const b of [1, 2]) {
          if ((await id(b)) === 2) continue outer;
          n += a;
        }
        return n;
      `,
    ),
    same("await in a getter's answer", `${id} const o = { get p() { return id(5); } }; return (await o.p) + 1;`),
    same(
      "a thenable that throws",
      `
        try {
          await ({ then() { throw new Error('t'); } } as any);
          return 'no';
        } catch (e) {
          return (e as Error).message;
        }
      `,
    ),
    refused(
      "for await",
      `const out = [];
        for await (const x of [1, 2]) out.push(x);
        return out;`,
      2,
      /for-of|for await/,
    ),
    refused(
      "an async generator",
      `async function* g() {
          yield 1;
        }
        return await g().next();`,
      1,
      /generator/,
    ),
    refused(
      "await at the top level",
      "return await ready;",
      -1,
      /await/,
      "const ready = Promise.resolve(1);\nconst value = await ready;",
    ),
    refused(
      "setTimeout",
      `const a = 1;
        await new Promise((ok) => setTimeout(ok, 1));
        return a;`,
      2,
      /setTimeout\(\)/,
    ),
    refused(
      "fetch",
      `const a = 1;
        const r = await fetch('https://example.com/');
        return r.status + a;`,
      2,
      /fetch\(\)/,
    ),
    refused(
      "queueMicrotask",
      `const a: any[] = [];
        queueMicrotask(() => a.push(1));
        return a;`,
      2,
      /queueMicrotask\(\)/,
    ),
    refused(
      "Promise.withResolvers",
      `const a = 1;
        return (Promise as any).withResolvers();`,
      2,
      /Promise\.withResolvers/,
    ),
  ],
};
