import { type Area, refused, same } from "../snippet.ts";

export const exceptions: Area = {
  name: "exceptions",
  snippets: [
    same(
      "throw and catch an error",
      `
        try {
          throw new Error('x');
        } catch (e) {
          return [(e as Error).name, (e as Error).message];
        }
      `,
    ),
    same("catch without a name", "try { throw 1; } catch { return 'caught'; }"),
    same(
      "throw anything",
      `
        return [1, 'a', null, undefined, { a: 1 }].map((v) => {
          try { throw v; } catch (e) { return e; }
        });
      `,
    ),
    same(
      "finally runs after return, and after throw",
      `
        const log: any[] = [];
        const f = (t: boolean) => {
          try {
            if (t) throw new Error('x');
            return 'r';
          } catch {
            return 'c';
          } finally {
            log.push(t);
          }
        };
        return [f(false), f(true), log];
      `,
    ),
    same(
      "finally without catch lets the error go on",
      `
        const log: any[] = [];
        try {
          try { throw new Error('x'); } finally { log.push('f'); }
        } catch (e) {
          log.push((e as Error).message);
        }
        return log;
      `,
    ),
    same(
      "a return in finally wins",
      `
        const f = () => { try { return 1; } finally { return 2; } };
        const g = () => { try { throw new Error('x'); } finally { return 3; } };
        return [f(), g()];
      `,
    ),
    same(
      "the returned value is read before finally",
      "const f = () => { let x = 1; try { return x; } finally { x = 2; } }; return f();",
    ),
    same(
      "throw in catch with finally",
      `
        const log: any[] = [];
        const f = () => {
          try { throw new Error('a'); } catch { throw new Error('b'); } finally { log.push('f'); }
        };
        try { f(); } catch (e) { log.push((e as Error).message); }
        return log;
      `,
    ),
    same(
      "break and continue through finally",
      `
        const log = [];
        for (let i = 0; i < 3; i++) {
          try { if (i === 0) continue; if (i === 1) break; } finally { log.push(i); }
        }
        return log;
      `,
    ),
    same(
      "nested try",
      `
        const log: any[] = [];
        try {
          try { throw 1; } catch (e) { log.push(e); throw 2; } finally { log.push('f'); }
        } catch (e) {
          log.push(e);
        }
        return log;
      `,
    ),
    same(
      "catch's name is its own",
      `
        const e = 'outer';
        try { throw 'inner'; } catch (e) { if (e !== 'inner') return 'no'; }
        return e;
      `,
    ),
    same("a closure over catch's name", "let f: any; try { throw 5; } catch (e) { f = () => e; } return f();"),
    same("var in catch leaves it", "try { throw 1; } catch (e) { var x = e; } return x;"),
    same(
      "catch with a pattern",
      "try { throw { a: 1, b: [2, 3] }; } catch ({ a, b: [, c], d = 4 }: any) { return [a, c, d]; }",
    ),
    same(
      "kinds of errors",
      `
        return [
          new Error('a'), new TypeError('b'), new RangeError('c'), new SyntaxError('d'),
          new ReferenceError('e'), new URIError('f'), new EvalError('g'),
        ].map((e) => [e.name, e.message, e instanceof Error, String(e)]);
      `,
    ),
    same("Error without new", "const e = Error('x'); return [e instanceof Error, e.message];"),
    same(
      "an error's members do not show",
      `
        return [
          Object.keys(new Error('x')),
          JSON.stringify(new Error('x')),
          'message' in new Error('x'),
        ];
      `,
    ),
    same(
      "an error with more members",
      `
        const e: any = new Error('x');
        e.code = 7;
        try { throw e; } catch (c: any) { return [c.code, c === e, Object.keys(c)]; }
      `,
    ),
    same("an error's name can be set", "const e = new Error('x'); e.name = 'Custom'; return [String(e), e.name];"),
    same(
      "an error type by prototype",
      `
        function NotFound(this: any, m: string) { this.message = m; }
        NotFound.prototype = Object.create(Error.prototype);
        NotFound.prototype.name = 'NotFound';
        try {
          throw new (NotFound as any)('x');
        } catch (e) {
          return [e instanceof Error, e instanceof NotFound, String(e)];
        }
      `,
    ),
    same(
      "a read of undefined's property",
      "try { return (undefined as any).x; } catch (e) { return e instanceof TypeError; }",
    ),
    same(
      "a call of a value that is not a function",
      "try { return (5 as any)(); } catch (e) { return e instanceof TypeError; }",
    ),
    same(
      "new of a value that is not a constructor",
      "try { return new (5 as any)(); } catch (e) { return e instanceof TypeError; }",
    ),
    same("a range error", "try { return new Array(-1); } catch (e) { return (e as Error).name; }"),
    same(
      "a range error of repeat and toFixed",
      `
        return [() => 'a'.repeat(-1), () => (1).toFixed(101), () => (1).toString(1)].map((f) => {
          try { return f(); } catch (e) { return (e as Error).name; }
        });
      `,
    ),
    same("a URI error", "try { return decodeURIComponent('%'); } catch (e) { return (e as Error).name; }"),
    same("a syntax error of JSON", "try { return JSON.parse('{a}'); } catch (e) { return (e as Error).name; }"),
    same(
      "a write to a frozen object",
      `
        const o: any = Object.freeze({ a: 1 });
        try { o.a = 2; return 'no'; } catch (e) { return e instanceof TypeError; }
      `,
    ),
    same(
      "too deep a recursion can be caught",
      `
        const f = (): number => 1 + f();
        try { return f(); } catch (e) { return e instanceof Error; }
      `,
    ),
    same(
      "rethrow keeps the error",
      `
        const e = new Error('x');
        try { try { throw e; } catch (c) { throw c; } } catch (c) { return c === e; }
      `,
    ),
    same(
      "try in a function in a loop",
      `
        const safe = (s: string) => { try { return JSON.parse(s); } catch { return null; } };
        return ['1', '{', '[2]'].map(safe);
      `,
    ),
    same(
      "an error's cause by hand",
      `
        const e: any = new Error('outer');
        e.cause = new Error('inner');
        return e.cause.message;
      `,
    ),
    same("an error's stack", "return typeof new Error('x').stack;"),
    refused(
      "AggregateError",
      `const a = 1;
        return new AggregateError([], 'x');`,
      2,
      /AggregateError/,
    ),
    refused(
      "an error class",
      `class NotFound extends Error {}
        throw new NotFound();`,
      1,
      /class/,
    ),
    refused(
      "Error.captureStackTrace",
      `const o = {};
        (Error as any).captureStackTrace(o);
        return o;`,
      2,
      /Error\.captureStackTrace/,
    ),
    refused(
      "an error with a cause in its options",
      `const inner = new Error('a');
        return (new Error('b', { cause: inner }) as any).cause.message;`,
      2,
      /cause/,
    ),
  ],
};
