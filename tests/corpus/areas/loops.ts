import { type Area, same } from "../snippet.ts";

export const loops: Area = {
  name: "loops and jumps",
  snippets: [
    same("for-of over an array", "let n = 0; for (const x of [1, 2, 3]) n += x; return n;"),
    same("for-of with var outlives the loop", "for (var x of [1, 2]) {} return x;"),
    same(
      "for-of without a block",
      `
        const out = [];
        for (const x of [1, 2]) for (const y of [3]) out.push(x * y);
        return out;
      `,
    ),
    same(
      "for-of over a string with astral characters",
      `
        const out = [];
        for (const c of 'a\\u{1F600}\\u00F1') out.push(c);
        return [out.length, out[0], out[1] === '\\u{1F600}', out[2] === '\\u00F1'];
      `,
    ),
    same(
      "for-of over arguments",
      `
        function f(..._: any[]) { let s = ''; for (const a of arguments) s += a; return s; }
        return f('a', 'b');
      `,
    ),
    same("for-of over a typed array", "let n = 0; for (const b of new Uint16Array([1, 500])) n += b; return n;"),
    same(
      "for-of sees what the loop pushes",
      `
        const list = [1];
        for (const x of list) if (x < 4) list.push(x + 1);
        return list;
      `,
    ),
    same(
      "for-of skips what the loop removes",
      `
        const list = [1, 2, 3, 4];
        const out = [];
        for (const x of list) { out.push(x); if (x === 2) list.shift(); }
        return out;
      `,
    ),
    same(
      "for-of over a list that is assigned again continues with the old one",
      `
        let list = [1, 2];
        const out = [];
        for (const x of list) { out.push(x); list = []; }
        return out;
      `,
    ),
    same("for-of gives holes as undefined", "const out = []; for (const x of [1, , 2]) out.push(x); return out;"),
    same("for-of over nothing", "for (const x of []) return x; return 'none';"),
    same(
      "for-of over an object throws",
      `
        try {
          for (const x of {} as any) return x;
          return 'no';
        } catch (e) {
          return e instanceof TypeError;
        }
      `,
    ),
    same(
      "for-of over an array-like object throws",
      `
        try {
          for (const x of { length: 1, 0: 5 } as any) return x;
          return 'no';
        } catch (e) {
          return e instanceof TypeError;
        }
      `,
    ),
    same(
      "for-of over null and numbers throws",
      `
        return [null, 5, true].map((v: any) => {
          try { for (const x of v) return x; return 'no'; } catch (e) { return (e as Error).name; }
        });
      `,
    ),
    same(
      "for-of with closures",
      `
        const fs: any[] = [];
        for (const x of [1, 2]) fs.push(() => x);
        return fs.map((f) => f());
      `,
    ),
    same(
      "for-of with closures over let that the body changes",
      `
        const fs: any[] = [];
        for (let x of [1, 2]) { fs.push(() => x); x += 10; }
        return fs.map((f) => f());
      `,
    ),
    same(
      "for-of with continue, break and return",
      `
        const f = (list: number[]) => {
          let n = 0;
          for (const x of list) {
            if (x < 0) continue;
            if (x > 5) break;
            if (x === 5) return 'five';
            n += x;
          }
          return n;
        };
        return [f([1, -1, 2]), f([1, 6, 2]), f([5])];
      `,
    ),
    same(
      "for-of with labels",
      `
        const out = [];
        outer: for (const a of [1, 2, 3]) {
          for (const b of [1, 2, 3]) {
            if (b === a) continue outer;
            if (a === 3) break outer;
            out.push(\`\${a}\${b}\`);
          }
        }
        return out;
      `,
    ),
    same(
      "for-of in which try and finally jump",
      `
        const log = [];
        for (const x of [1, 2, 3]) {
          try { if (x === 1) continue; if (x === 2) break; } finally { log.push(x); }
        }
        return log;
      `,
    ),
    same(
      "for-of that returns from try with finally",
      `
        const log: any[] = [];
        const f = () => {
          for (const x of [1, 2]) { try { return x; } finally { log.push(x); } }
          return 0;
        };
        return [f(), log];
      `,
    ),
    same(
      "for-of over the same name",
      `
        const x = [1, 2];
        const out = [];
        for (const y of x) { const x = y * 2; out.push(x); }
        return out;
      `,
    ),
    same(
      "for-of whose variable is shadowed in the body",
      `
        const out = [];
        for (const x of [1]) { { const x = 2; out.push(x); } out.push(x); }
        return out;
      `,
    ),
    same(
      "for-of over keys, values and entries of an object",
      `
        const o = { a: 1, b: 2 };
        const out: any[] = [];
        for (const k of Object.keys(o)) out.push(k);
        for (const v of Object.values(o)) out.push(v);
        for (const [k, v] of Object.entries(o)) out.push(k + v);
        return out;
      `,
    ),
    same(
      "for-of over a conditional and a call",
      `
        const f = (on: boolean) => {
          let n = 0;
          for (const x of on ? [1, 2] : 'ab') n += Number(x) || 10;
          return n;
        };
        return [f(true), f(false)];
      `,
    ),
    same(
      "for-of nested over one list",
      `
        const list = [1, 2];
        let n = 0;
        for (const a of list) for (const b of list) n += a * b;
        return n;
      `,
    ),
    same(
      "for-in over own and inherited keys",
      `
        const o = Object.create({ c: 3 });
        o.a = 1;
        const out = [];
        for (const k in o) out.push(k);
        return out;
      `,
    ),
    same(
      "for-in over an array gives strings",
      "const out = []; for (const i in ['a', 'b']) out.push(typeof i, i); return out;",
    ),
    same("for-in over null does nothing", "for (const k in null as any) return k; return 'none';"),
    same(
      "for-in with closures",
      `
        const fs: any[] = [];
        for (const k in { a: 1, b: 2 }) fs.push(() => k);
        return fs.map((f) => f());
      `,
    ),
    same("for-in into a member", "const o: any = {}; for (o.k in { a: 1, b: 2 }); return o.k;"),
    same(
      "for-in with deletion",
      `
        const o: any = { a: 1, b: 2, c: 3 };
        const out = [];
        for (const k in o) { out.push(k); delete o.b; }
        return out;
      `,
    ),
    same(
      "for with closures over let",
      `
        const fs: any[] = [];
        for (let i = 0; i < 3; i++) fs.push(() => i);
        return fs.map((f) => f());
      `,
    ),
    same(
      "for with closures over let that the body changes",
      `
        const fs: any[] = [];
        for (let i = 0; i < 4; i++) { fs.push(() => i); i++; }
        return fs.map((f) => f());
      `,
    ),
    same(
      "for with closures over var",
      `
        const fs: any[] = [];
        for (var i = 0; i < 3; i++) fs.push(() => i);
        return fs.map((f) => f());
      `,
    ),
    same(
      "for with two variables and a comma",
      `
        const out = [];
        for (let i = 0, j = 5; i < j; i++, j--) out.push([i, j]);
        return out;
      `,
    ),
    same("for without its parts", "let i = 0; for (;;) { if (++i > 3) break; } return i;"),
    same("while and do-while", "let a = 0, b = 0; while (a < 3) a++; do b++; while (b < 0); return [a, b];"),
    same(
      "while with closures over let",
      `
        const fs: any[] = [];
        let n = 0;
        while (n < 2) { let m = n; fs.push(() => m); n++; }
        return fs.map((f) => f());
      `,
    ),
    same(
      "continue in do-while tests the condition",
      `
        let i = 0, n = 0;
        do { i++; if (i === 2) continue; n += i; } while (i < 4);
        return n;
      `,
    ),
    same(
      "a labeled block",
      `
        const out = [];
        done: { out.push(1); if (out.length) break done; out.push(2); }
        return out;
      `,
    ),
    same(
      "a labeled continue out of a switch",
      `
        const out = [];
        next: for (const x of [1, 2, 3]) {
          switch (x) { case 2: continue next; default: out.push(x); }
        }
        return out;
      `,
    ),
    same(
      "switch with fall-through and default in the middle",
      `
        const f = (x: any) => {
          const out = [];
          switch (x) { case 1: out.push('a'); default: out.push('d'); case 2: out.push('b'); break; case 3: out.push('c'); }
          return out;
        };
        return [f(1), f(2), f(3), f(9)];
      `,
    ),
    same(
      "switch compares strictly",
      `
        switch ('1' as any) { case 1: return 'number'; case '1': return 'string'; }
        return 'none';
      `,
    ),
    same(
      "switch on true",
      `
        const f = (n: number) => {
          switch (true) { case n < 0: return 'neg'; case n > 9: return 'big'; default: return 'mid'; }
        };
        return [f(-1), f(10), f(5)];
      `,
    ),
    same(
      "switch evaluates its cases in order until one fits",
      `
        const log: any[] = [];
        const c = (x: any) => { log.push(x); return x; };
        switch (2) { case c(1): case c(2): case c(3): }
        return log;
      `,
    ),
    same(
      "switch with let in a case's block",
      `
        const f = (x: number) => {
          switch (x) { case 1: { const y = 'a'; return y; } case 2: { const y = 'b'; return y; } }
          return '';
        };
        return [f(1), f(2)];
      `,
    ),
    same(
      "switch whose scope is shared",
      `
        let f;
        switch (request.method) { case 'GET': let y = 5; f = () => y; default: y = 6; }
        return f?.();
      `,
    ),
    same(
      "nested breaks",
      `
        let n = 0;
        for (let i = 0; i < 3; i++) { for (;;) { n++; if (n % 2) break; else break; } }
        return n;
      `,
    ),
    same(
      "forEach, every and some stop as they should",
      `
        let n = 0;
        [1, 2, 3].forEach((x) => { n += x; });
        [1, 2, 3].some((x) => { n += x; return x === 2; });
        [1, 2].every((x) => { n += x; return false; });
        return n;
      `,
    ),
    same(
      "keys that are numbers come first",
      `
        const o: any = {};
        for (const k of ['b', '2', '1']) o[k] = 1;
        return Object.keys(o);
      `,
    ),
  ],
};
