import { type Attempt, reaching } from "./attempt.ts";

/** @param secret the path of a file that no function may read */
export function moduleAttempts(secret: string): Attempt[] {
  const up = "../".repeat(20);
  const names = [
    secret,
    `${secret}#`,
    `${secret}?`,
    `file://${secret}`,
    `${up}${secret.slice(1)}`,
    `\n${up}${secret.slice(1)}#`,
    `\r${up}${secret.slice(1)}#`,
    `\t${up}${secret.slice(1)}`,
    `crypto\n${up}${secret.slice(1)}#`,
    `crypto/../${up}${secret.slice(1)}`,
    `crypto\0${secret}`,
    "crypto\0",
    "data:text/javascript,0",
    "../prelude",
    "../lockdown",
    "lockdown",
    "prelude",
    "fs",
    "node:fs",
    "child_process",
    "node:process",
    "worker_threads",
    "std",
    "os",
    "__proto__",
    "constructor",
    "toString",
    "",
    "CRYPTO",
    "./crypto",
    "crypto.js",
    "%2e%2e%2fprelude",
  ];
  return names.flatMap((name) => {
    const text = JSON.stringify(name);
    return [
      reaching(`require(${text})`, `require(${text})`),
      reaching(`require of an alias with ${text}`, `g.require(${text})`, "var g = globalThis;"),
    ];
  });
}

export const loadingAttempts: readonly Attempt[] = [
  ...["fs", "node:fs", "std", "os", "../prelude.js", "crypto\\n../a"].map((name) => ({
    name: `import of '${name}'`,
    code: `import found from '${name}';\nfunction handler(event) { return found; }`,
  })),
  reaching(
    "a name whose toString changes",
    "require({ toString: () => (count++ ? 'fs' : 'crypto') })",
    "let count = 0;",
  ),
  reaching("a name that is an array", "require(['crypto'])"),
  reaching("a name that is a String object", "require(new String('fs'))"),
  reaching("a name that is a symbol", "require(Symbol.for('fs'))"),
  reaching("a name of a million characters", "require('a'.repeat(1e6))"),
  reaching("the cache of require", "require.cache"),
  reaching("the main module of require", "require.main"),
  reaching("a name that resolves", "require.resolve('fs')"),
  reaching("a polluted cache of modules", "require('fs')", "Object.prototype.fs = { readFileSync: {} };"),
  reaching("a call with another this", "require.call({ process: 1 }, 'fs')"),
  reaching("a changed String.prototype", "require('x')", "String.prototype.toString = () => 'crypto';"),
  reaching("a changed JSON.stringify", "require('crypto\\u0000')", "JSON.stringify = () => '\"prelude\"';"),
  reaching(
    "a changed Map.prototype",
    "require('prelude')",
    "if (typeof Map === 'function') Map.prototype.get = () => 'ESCAPED';",
  ),
];
