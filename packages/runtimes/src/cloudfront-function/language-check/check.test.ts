import { describe, expect, it } from "vitest";
import { checkCloudFrontFunction } from "../../index.ts";

/** Puts a line into a handler as its third line. */
const inHandler = (line: string) => `function handler(event) {\n  let value;\n${line}\n  return event.request;\n}\n`;
const diagnosticsIn = (line: string) => checkCloudFrontFunction(inHandler(line));

describe("checkCloudFrontFunction reports", () => {
  it.each([
    ["class", "class A {}", "FE-CFF-033", "A class"],
    ["a class with members once", "class A { b() {} static c = 1; #d = 2; }", "FE-CFF-033", "A class"],
    ["array destructuring", "const [a] = value;", "FE-CFF-030", "Destructuring"],
    ["object destructuring", "const { a } = value;", "FE-CFF-030", "Destructuring"],
    ["a default parameter", "value = function (a = 1) {};", "FE-CFF-031", "A default value"],
    ["spread in an array", "value = [].concat([...value]);", "FE-CFF-042", "Spread"],
    ["spread in an object", "value = { ...value };", "FE-CFF-042", "Spread"],
    ["spread in a call", "Math.max(...value);", "FE-CFF-042", "Spread"],
    ["for-of", "for (const a of value) { a(); }", "FE-CFF-036", "for-of"],
    ["a generator", "value = function* () {};", "FE-CFF-045", "A generator"],
    ["optional chaining", "value = value?.a.b;", "FE-CFF-041", "Optional chaining"],
    ["an optional call", "value?.();", "FE-CFF-041", "Optional chaining"],
    ["??", "value = value ?? 1;", "FE-CFF-053", "The operator ??"],
    ["??=", "value ??= 1;", "FE-CFF-051", "The operator ??="],
    ["||=", "value ||= 1;", "FE-CFF-051", "The operator ||="],
    ["BigInt", "value = 1n;", "FE-CFF-032", "BigInt"],
    ["a tagged template", "value`a`;", "FE-CFF-044", "A tagged template"],
    ["a shorthand property", "value = { value };", "FE-CFF-056", "A shorthand property"],
    ["a shorthand method", "value = { a() {} };", "FE-CFF-055", "A shorthand method"],
    ["a computed property name", "value = { [value]: 1 };", "FE-CFF-050", "A computed property name"],
    ["catch without a parameter", "try { value(); } catch {}", "FE-CFF-048", "catch without a parameter"],
    ["a binary number", "value = 0b11;", "FE-CFF-047", "A binary or octal number"],
    ["an escape of a code point", String.raw`value = "\u{1F600}";`, "FE-CFF-049", "The escape"],
    ["new.target", "value = new.target;", "FE-CFF-040", "new.target"],
    ["debugger", "debugger;", "FE-CFF-034", "debugger"],
    ["with", "with (value) {}", "FE-CFF-029", "The code is not JavaScript"],
    ["a dynamic import", "import('crypto');", "FE-CFF-037", "A dynamic import"],
    ["the regular expression flag s", "value = /a/s;", "FE-CFF-015", "The flag s"],
    ["the regular expression flag u", "value = /a/u;", "FE-CFF-015", "The flag u"],
    ["a flag given to RegExp", "value = new RegExp('a', 'v');", "FE-CFF-015", "The flag v"],
    ["lookbehind", "value = /(?<=a)b/;", "FE-CFF-018", "Lookbehind"],
    ["negative lookbehind", "value = new RegExp('(?<!a)b');", "FE-CFF-018", "Lookbehind"],
    ["eval", "eval('1');", "FE-CFF-060", "'eval'"],
    ["new Function", "value = new Function('return 1');", "FE-CFF-010", "Function makes code"],
    ["Function under another name", "value = Function;", "FE-CFF-010", "Function makes code"],
    ["the constructor of a function", "(function () {}).constructor('return 1')();", "FE-CFF-008", "'.constructor'"],
    ["the constructor by string", "value = value['constructor'];", "FE-CFF-008", "'.constructor'"],
    ["Map", "value = new Map();", "FE-CFF-065", "'Map'"],
    ["Set", "value = new Set();", "FE-CFF-065", "'Set'"],
    ["WeakMap", "value = new WeakMap();", "FE-CFF-066", "'WeakMap'"],
    ["URL", "value = new URL('https://a/');", "FE-CFF-069", "'URL'"],
    ["Intl", "value = Intl.NumberFormat;", "FE-CFF-068", "'Intl'"],
    ["fetch", "fetch('https://a/');", "FE-CFF-062", "'fetch'"],
    ["fetch through globalThis", "globalThis.fetch('https://a/');", "FE-CFF-062", "'fetch'"],
    ["fetch through globalThis by string", "globalThis['fetch']('https://a/');", "FE-CFF-062", "'fetch'"],
    ["setTimeout", "setTimeout(value, 1);", "FE-CFF-061", "'setTimeout'"],
    ["process", "value = process.env.A;", "FE-CFF-063", "'process'"],
    ["a name that the code does not declare", "value = nowhere;", "FE-CFF-022", "'nowhere'"],
    ["an assignment to a name that the code does not declare", "nowhere = 1;", "FE-CFF-021", "'nowhere'"],
    ["Symbol()", "value = Symbol('a');", "FE-CFF-020", "Symbol()"],
    ["Symbol.iterator", "value = value[Symbol.iterator];", "FE-CFF-026", "Symbol.iterator"],
    ["Object.fromEntries", "value = Object.fromEntries([]);", "FE-CFF-026", "Object.fromEntries"],
    ["Object.fromEntries by string", "value = Object['fromEntries']([]);", "FE-CFF-026", "Object.fromEntries"],
    ["Array.from", "value = Array.from(value);", "FE-CFF-026", "Array.from"],
    ["String.raw", "value = String.raw;", "FE-CFF-026", "String.raw"],
    ["console.error", "console.error('a');", "FE-CFF-026", "console.error"],
    [".flat()", "value = value.flat();", "FE-CFF-080", ".flat()"],
    [".flatMap()", "value = value.flatMap(value);", "FE-CFF-080", ".flatMap()"],
    [".at()", "value = value.at(-1);", "FE-CFF-080", ".at()"],
    [".matchAll()", "value = value.matchAll(/a/g);", "FE-CFF-081", ".matchAll()"],
    [".localeCompare()", "value = value.localeCompare('a');", "FE-CFF-081", ".localeCompare()"],
    [".findLast()", "value = value.findLast(value);", "FE-CFF-080", ".findLast()"],
    [".toSorted()", "value = value.toSorted();", "FE-CFF-080", ".toSorted()"],
    [".normalize()", "value = value.normalize();", "FE-CFF-081", ".normalize()"],
    ["a method by string", "value = value['flat']();", "FE-CFF-080", ".flat()"],
    ["a method through call", "value = [].flat.call(value);", "FE-CFF-080", ".flat()"],
    [".keys() of an array", "value = value.keys();", "FE-CFF-080", ".keys()"],
    [".entries() of an array", "value = value.entries();", "FE-CFF-080", ".entries()"],
    ["a method next to data of its name", "value = { at: 5 }; value.list.at(0);", "FE-CFF-080", ".at()"],
    ["a method under another name", "const flat = value.flat; flat.call(value);", "FE-CFF-080", ".flat()"],
    [".toLocaleString() of a number", "value = value.toLocaleString();", "FE-CFF-012", ".toLocaleString()"],
    ["a cause of an error", "throw new Error('a', { cause: value });", "FE-CFF-009", "The option cause of Error"],
    ["fetch by an alias of globalThis", "const g = globalThis; g.fetch('https://a/');", "FE-CFF-062", "'fetch'"],
    [
      "fetch by an alias of an alias",
      "const g = globalThis; var h = g; h['fetch']('https://a/');",
      "FE-CFF-062",
      "'fetch'",
    ],
    ["fetch by globalThis of globalThis", "globalThis.globalThis.fetch('https://a/');", "FE-CFF-062", "'fetch'"],
    ["a computed name of an alias", "const g = globalThis; value = g[value];", "FE-CFF-005", "read by a computed name"],
    [
      "a module of the host by an alias",
      "var g = globalThis; g.require('\\n../a#');",
      "FE-CFF-023",
      "is not in cloudfront-js-2.0",
    ],
    ["a computed module by globalThis", "globalThis.require(value);", "FE-CFF-006", "require takes the name"],
    ["an alias of require", "const r = require; value = r(value);", "FE-CFF-006", "require takes the name"],
    [
      "an unlisted member by an alias of its owner",
      "const o = Object; value = o.groupBy(value);",
      "FE-CFF-026",
      "Object.groupBy",
    ],
    ["globalThis as an argument", "value(globalThis);", "FE-CFF-011", "passed on as a value"],
    ["globalThis as a property", "value.a = globalThis;", "FE-CFF-011", "passed on as a value"],
    ["globalThis in an object", "value = { a: globalThis };", "FE-CFF-011", "passed on as a value"],
    ["globalThis in an array", "value = [globalThis];", "FE-CFF-011", "passed on as a value"],
    ["globalThis as a result", "value = function () { return globalThis; };", "FE-CFF-011", "passed on as a value"],
    ["globalThis of an arrow function", "value = () => globalThis;", "FE-CFF-011", "passed on as a value"],
    ["globalThis thrown", "throw globalThis;", "FE-CFF-011", "passed on as a value"],
    ["globalThis assigned", "value = globalThis;", "FE-CFF-011", "passed on as a value"],
    ["a variable of globalThis that changes", "let g = globalThis; g = value;", "FE-CFF-011", "passed on as a value"],
    ["globalThis chosen by ||", "value = (value || globalThis).a;", "FE-CFF-011", "passed on as a value"],
    ["globalThis chosen by ?:", "value = (value ? value : globalThis).a;", "FE-CFF-011", "passed on as a value"],
    ["globalThis at a sequence's end", "value = (0, globalThis).fetch;", "FE-CFF-011", "passed on as a value"],
    ["an alias passed on", "const g = globalThis; value(g);", "FE-CFF-011", "passed on as a value"],
    [
      "a global by a computed name",
      "value = globalThis[value];",
      "FE-CFF-005",
      "globalThis is read by a computed name",
    ],
    ["a name beyond ASCII", "value = { ñ: 1 };", "FE-CFF-052", "A name beyond ASCII"],
    [
      "a group that sets flags",
      "value = new RegExp('(?i:a)');",
      "FE-CFF-016",
      "A group of a regular expression that sets",
    ],
    ["groups of one name", "value = new RegExp('(?<a>b)|(?<a>c)');", "FE-CFF-019", "two groups of one name"],
    ["an invalid regular expression", "value = new RegExp('(');", "FE-CFF-017", "The invalid regular expression"],
    ["a method of a prototype", "value = Array.prototype.flat;", "FE-CFF-080", "Array.prototype.flat"],
    ["console.log with two arguments", "console.log('a', 'b');", "FE-CFF-007", "2 arguments"],
    ["console.log without arguments", "console.log();", "FE-CFF-007", "0 arguments"],
    ["a module that the runtime does not have", "value = require('fs');", "FE-CFF-023", "'fs'"],
    ["a module by a computed name", "value = require(value);", "FE-CFF-006", "written out"],
    ["require of cloudfront", "value = require('cloudfront');", "FE-CFF-028", "by require"],
    [
      "a member that a module does not have",
      "value = require('crypto').randomBytes(1);",
      "FE-CFF-024",
      "'randomBytes'",
    ],
  ])("%s, on its line", (_, line, rule, text) => {
    const [diagnostic, ...others] = diagnosticsIn(line);
    expect(others).toEqual([]);
    expect(diagnostic).toMatchObject({ rule, line: 3 });
    expect(diagnostic?.message).toContain(text);
    expect(diagnostic?.page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });

  it.each([
    ["a named import", "import { createHash } from 'crypto';", "FE-CFF-039"],
    ["import * as", "import * as crypto from 'crypto';", "FE-CFF-038"],
    ["an import of a module that the runtime does not have", "import fs from 'fs';", "FE-CFF-023"],
    ["an export", "export const a = 1;", "FE-CFF-035"],
    ["top-level await", "await 1;", "FE-CFF-002"],
    ["an import's member that the module does not have", "import c from 'crypto'; c.randomBytes(1);", "FE-CFF-024"],
    [
      "a required module's member that the module does not have",
      "var c = require('crypto'); c.randomBytes(1);",
      "FE-CFF-024",
    ],
  ])("%s at the top level", (_, line, rule) => {
    const diagnostics = checkCloudFrontFunction(`${line}\n${inHandler("")}`);
    expect(diagnostics.map((diagnostic) => [diagnostic.rule, diagnostic.line])).toEqual([[rule, 1]]);
  });

  it.each([
    ["a call", "f(await 1);"],
    ["a construction", "new Promise(await 1);"],
    ["an object in a call", "f({ a: [await 1] });"],
  ])("await in the arguments of %s", (_, line) => {
    const code = `function f() {}\nasync function handler(event) {\n${line}\n}`;
    expect(checkCloudFrontFunction(code).map((diagnostic) => [diagnostic.rule, diagnostic.line])).toEqual([
      ["FE-CFF-001", 3],
    ]);
  });

  it.each([
    ["sets before an await", "let n = 0; const up = () => { n++; }; up(); await 1; return n;"],
    ["sets after an await", "let n = 0; const up = () => { n++; }; await 1; up(); return n;"],
    ["reads though it changes", "let n = 0; const get = () => n; await 1; n = 1; return get();"],
    ["reads before it has its value", "const get = () => n; const n = await 1; return get();"],
    ["reads as a declared function", "const n = await 1; return get(); function get() { return n; }"],
    ["sets in every round", "let n = 0; for (;;) { await 1; [1].forEach(() => { n++; }); }"],
  ])("a variable that an await parts from the closure that %s", (_, body) => {
    const code = `async function handler(event) {\n${body}\n}`;
    expect(checkCloudFrontFunction(code)).toMatchObject([{ rule: "FE-CFF-004", line: 2 }]);
    expect(checkCloudFrontFunction(code)[0]?.message).toMatch(/^'n' is shared by an async function/);
  });

  it("a rest parameter that is read after an await", () => {
    const code = "async function handler(...all) {\n  await 1;\n  return all;\n}";
    expect(checkCloudFrontFunction(code)).toMatchObject([{ rule: "FE-CFF-003", line: 1, column: 24 }]);
  });

  it("code without a handler", () => {
    expect(checkCloudFrontFunction("function other() {}").map(({ rule }) => rule)).toEqual(["FE-CFF-013"]);
  });

  it("code that is not JavaScript, where the parser stopped", () => {
    expect(checkCloudFrontFunction("function handler( {\n  return }\n")).toMatchObject([
      { rule: "FE-CFF-029", line: 2 },
    ]);
  });

  it("every mistake, in the order of the code", () => {
    const diagnostics = diagnosticsIn("value = new Map();\nfetch(value ?? 1);");
    expect(diagnostics.map(({ line, column, rule }) => [line, column, rule])).toEqual([
      [3, 13, "FE-CFF-065"],
      [4, 1, "FE-CFF-062"],
      [4, 7, "FE-CFF-053"],
    ]);
  });
});

describe("checkCloudFrontFunction accepts", () => {
  it.each([
    ["ES 5.1", "outer: for (var i = 0; i < 3; i++) { if (i in event) { continue outer; } else { break; } }"],
    ["getters and setters", "value = { get a() { return 1; }, set a(b) {} };"],
    ["numbers with separators and **", "value = 1_000 ** 2;"],
    ["template literals, nested", "value = `a${`b${value}`}`;"],
    ["arrow functions and rest parameters", "value = (...rest) => rest.length;"],
    ["named groups, lookahead and the flags g, i, m and y", "value = [/(?<a>b)(?=c)/g, /a/i, /a/m, /a/y];"],
    ["code that looks like lookbehind in a class or escaped", String.raw`value = /[(?<=]\(?<=a/;`],
    ["a doubled backslash before u{", String.raw`value = "\\u{1}";`],
    ["listed methods", "value = 'a'.replaceAll('a', 'b').padStart(3).charCodeAt(0) + [1].findIndex(event.f);"],
    ["listed static members", "value = Object.entries(Object.assign({}, event)).length + Math.max(1, Date.now());"],
    [
      "methods by prototype",
      "value = Object.prototype.hasOwnProperty.call(event, 'a') && Array.prototype.slice.call([]);",
    ],
    ["Buffer, atob and typed arrays", "value = Buffer.from(atob('YQ'), 'utf8').length + Uint8Array.of(1).length;"],
    ["globalThis by its listed members", "const g = globalThis; value = [g.Buffer, globalThis.JSON.parse('1')];"],
    ["globalThis compared and tested", "if (globalThis && globalThis !== value) value = typeof globalThis;"],
    ["a module by globalThis", "value = globalThis.require('crypto').createHash('md5');"],
    ["the code's own globalThis", "value = function (globalThis) { return value(globalThis); };"],
    ["typeof of a global that does not exist", "value = [typeof process, typeof globalThis.fetch];"],
    [".toLocaleString() of a date", "const now = new Date(); value = now.toLocaleString();"],
    ["a name beyond ASCII in a string", "value = { 'ñ': value['ñ'] };"],
    ["a test for functions", "value = event instanceof Function;"],
    ["a comparison of constructors", "value = event.constructor === Object;"],
    ["the code's own method with an unlisted name", "value = { at: function () {} }; value.at(1);"],
    ["the code's own variable with an unlisted name", "var Map = event; value = new Map(); value.flat;"],
    ["keys of data with an unlisted name", "value = event.at + event.normalize;"],
    ["modules by require", "value = require('querystring').parse('a=b');"],
    ["console.log with one argument", "console.log('a' + ' ' + 'b');"],
  ])("%s", (_, line) => {
    expect(diagnosticsIn(line)).toEqual([]);
  });

  it("the documented modules by import, and await of a KeyValueStore read", () => {
    const code = `
      import cf from 'cloudfront';
      import crypto from 'crypto';
      const store = cf.kvs();
      const handler = async (event) => {
        const value = await store.get('key');
        const hash = crypto.createHash('sha256').update(value).digest('hex');
        event.request.headers['x-hash'] = { value: hash };
        return event.request;
      };`;
    expect(checkCloudFrontFunction(code)).toEqual([]);
  });

  it.each([
    ["has its one value", "const n = await 1; await 1; return [1].map((x) => x + n);"],
    ["is a parameter", "const add = (x) => x + event; await 1; return add(1);"],
    ["no await comes after", "await 1; let n = 0; [1].forEach((x) => { n += x; }); return n;"],
    ["is set once before it is captured", "var n; n = await 1; const get = () => n; await 1; return get();"],
    ["is of an object", "const o = { n: 0 }; const up = () => { o.n++; }; await 1; up(); return o.n;"],
  ])("a variable that a closure shares where it %s", (_, body) => {
    expect(checkCloudFrontFunction(`async function handler(event) {\n${body}\n}`)).toEqual([]);
  });

  it("await in a function that is itself an argument", () => {
    const code =
      "function make(f) { return f; }\nvar handler = make(async function (event) { await 1; return event; });";
    expect(checkCloudFrontFunction(code)).toEqual([]);
  });
});

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-10.html
describe("checkCloudFrontFunction for cloudfront-js-1.0", () => {
  const diagnostics = (code: string) => checkCloudFrontFunction(code, "cloudfront-js-1.0");
  const page =
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-10.html";

  it.each([
    ["const", "const a = 1;", "A declaration with const", "Use var."],
    ["let", "let a = 1;", "A declaration with let", "Use var."],
    ["an async function", "async function f() {}", "async", "Write a function that returns its result."],
    ["import", "import crypto from 'crypto';", "import", "var crypto = require('crypto')"],
    ["a named import, once", "import { createHash } from 'crypto';", "import", "require"],
    ["a number with separators", "var a = 1_000;", "A number with separators", "without _"],
    ["the flag y", "var a = /a/y;", "The flag y", "Write the expression without it."],
    ["Buffer", "var a = Buffer.from('a');", "'Buffer'", "String.bytesFrom()"],
    ["atob", "var a = atob('a');", "'atob'", "cloudfront-js-2.0"],
    ["replaceAll", "var a = 'a'.replaceAll('a', 'b');", ".replaceAll()", "flag g"],
    ["Promise.all", "var a = Promise.all([]);", "Promise.all", "reject, resolve"],
    ["the module buffer", "var a = require('buffer');", "The module 'buffer'", "crypto, querystring"],
    ["the module cloudfront", "var a = require('cloudfront');", "The module 'cloudfront'", "crypto, querystring"],
  ])("reports %s", (_, line, what, fix) => {
    const [diagnostic, ...others] = diagnostics(`${line}\nfunction handler(event) { return event.request; }`);
    expect(others).toEqual([]);
    expect(diagnostic).toMatchObject({ line: 1, page });
    expect(diagnostic?.message.startsWith(what)).toBe(true);
    expect(diagnostic?.message).toContain("cloudfront-js-1.0");
    expect(diagnostic?.fix).toContain(fix);
  });

  it.each([
    "var a = (...rest) => `${rest[0] ** 2}`;",
    "var a = String.bytesFrom('YQ', 'base64').fromUTF8();",
    "var a = 'a'.toUTF8().toBytes().fromBytes();",
    "var a = require('crypto').createHash('md5').update('a').digest();",
    "var a = Promise.resolve(1).then(null).catch(null).finally(null);",
    "var a = Object.entries(Object.assign({}, { a: 1 }));",
    "try { null.a; } catch (error) { error instanceof MemoryError; }",
  ])("accepts what its page lists: %s", (line) => {
    expect(diagnostics(`${line}\nfunction handler(event) { return event.request; }`)).toEqual([]);
  });
});
