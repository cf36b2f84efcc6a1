import { type Area, refused, same } from "../snippet.ts";

const global = (name: string, use: string) =>
  refused(
    name,
    `const a: any = 'a';
      return ${use};`,
    2,
    new RegExp(name.replace(".", "\\.")),
  );

export const platform: Area = {
  name: "platform and modules",
  snippets: [
    same(
      "crypto's hashes",
      `
        return [
          crypto.createHash('sha256').update('a').digest('hex'),
          crypto.createHash('md5').update('a').update('b').digest('base64'),
          crypto.createHash('sha1').update('ñ').digest('base64url'),
        ];
      `,
      "import crypto from 'crypto';",
    ),
    same(
      "crypto's HMAC",
      "return crypto.createHmac('sha256', 'key').update('a').digest('hex');",
      "import crypto from 'crypto';",
    ),
    same(
      "named imports of crypto",
      `
        return [
          createHash('sha256').update('a').digest('hex').length,
          mac('sha256', 'k').update('a').digest('base64').length,
        ];
      `,
      "import { createHash, createHmac as mac } from 'crypto';",
    ),
    same("import * as crypto", "return c.createHash('md5').update('a').digest('hex');", "import * as c from 'crypto';"),
    same(
      "a default and a named import",
      "return [c.createHash === createHash, typeof createHash];",
      "import c, { createHash } from 'crypto';",
    ),
    same(
      "querystring",
      `
        return [
          qs.parse('a=1&b=2&a=3&c=%20x'),
          qs.stringify({ a: 1, b: ['x', 'y z'] }),
          qs.escape('a b'),
          qs.unescape('%41'),
        ];
      `,
      "import qs from 'querystring';",
    ),
    same("buffer", "return Buffer.from('a').toString('hex');", "import { Buffer } from 'buffer';"),
    same(
      "a helper module's constants fold away",
      `
        const flags = { beta: false as boolean };
        if (flags.beta) return 'beta';
        return 'stable';
      `,
    ),
    same("console.log", "console.log('a' + 1); console.log({ a: 1 }); return 'ok';"),
    same("a re-exported type only", "const v: T = 1; return v;", "type T = number; export type { T };"),
    same(
      "module-level state and functions",
      "return [next(), next(), table.a];",
      "let n = 0; const next = () => ++n; const table = { a: next.length };",
    ),
    same(
      "module-level destructuring and spread",
      "return [a, rest, merged];",
      "const { a, ...rest } = { a: 1, b: 2, c: 3 }; const merged = { ...rest, d: [...'xy'] };",
    ),
    same(
      "module-level for-of",
      "return index;",
      "const index: Record<string, number> = {}; for (const [i, k] of [[0, 'a'], [1, 'b']] as const) index[k] = i;",
    ),
    refused(
      "console.log with two arguments",
      `const a = 1;
        console.log('a', a);
        return a;`,
      2,
      /console\.log/,
    ),
    refused(
      "console.error",
      `const a = 1;
        console.error(a);
        return a;`,
      2,
      /console\.error/,
    ),
    refused(
      "crypto.randomUUID",
      `const a = 1;
        return crypto.randomUUID();`,
      2,
      /randomUUID/,
      "import crypto from 'crypto';",
    ),
    refused(
      "crypto.timingSafeEqual by name",
      `const a = Buffer.from('a');
        return timingSafeEqual(a, a);`,
      2,
      /timingSafeEqual/,
      "import { timingSafeEqual } from 'crypto';",
    ),
    refused(
      "the global crypto",
      `const a = 1;
        return crypto.subtle;`,
      2,
      /crypto/,
    ),
    refused(
      "fs",
      `const a = 1;
        return readFileSync('/etc/passwd');`,
      -1,
      /fs/,
      "import { readFileSync } from 'fs';",
    ),
    refused(
      "node:crypto",
      `const a = 1;
        return createHash('md5');`,
      -1,
      /node:crypto/,
      "import { createHash } from 'node:crypto';",
    ),
    refused(
      "path",
      `const a = '/a';
        return join(a, 'b');`,
      -1,
      /path/,
      "import { join } from 'path';",
    ),
    refused(
      "url",
      `const a = '/a';
        return parse(a);`,
      -1,
      /url/,
      "import { parse } from 'url';",
    ),
    global("URL", "new URL(a)"),
    global("URLSearchParams", "new URLSearchParams(a)"),
    global("Headers", "new Headers()"),
    global("Response", "new Response(a)"),
    global("AbortController", "new AbortController()"),
    global("process", "process.env.HOME"),
    global("eval", "eval(a)"),
    global("Function", "new Function(a)"),
    global("Intl", "new Intl.Collator().compare(a, a)"),
    global("setInterval", "setInterval(a, 1)"),
    global("setImmediate", "setImmediate(a)"),
    global("clearTimeout", "clearTimeout(a)"),
    global("Atomics", "Atomics.add(a, 0, 1)"),
    global("WebAssembly", "WebAssembly.validate(a)"),
    global("FinalizationRegistry", "new FinalizationRegistry(a)"),
    global("navigator", "(navigator as any).userAgent"),
    global("global", "(global as any).a"),
    global("__dirname", "__dirname + a"),
    global("Event", "new Event(a)"),
    global("FormData", "new FormData()"),
    global("ReadableStream", "new ReadableStream()"),
    global("MessageChannel", "new MessageChannel()"),
    refused(
      "a global through globalThis by a name that is constant",
      `const a: any = 'fetch';
        return (globalThis as any)[a];`,
      2,
      /fetch/,
    ),
    refused(
      "a global through globalThis by a name that is not constant",
      `const a: any = request.method;
        return (globalThis as any)[a];`,
      2,
      /globalThis/,
    ),
    same(
      "typeof of a global that is not there",
      "return [typeof (globalThis as any).noSuch, typeof noSuch];",
      "declare const noSuch: any;",
    ),
  ],
};
