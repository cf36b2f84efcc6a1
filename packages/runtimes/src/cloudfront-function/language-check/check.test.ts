import { describe, expect, it } from "vitest";
import { checkCloudFrontFunction } from "../../index.ts";

/** Puts a line into a handler as its third line. */
const inHandler = (line: string) => `function handler(event) {\n  let value;\n${line}\n  return event.request;\n}\n`;
const findingsIn = (line: string) => checkCloudFrontFunction(inHandler(line));

describe("checkCloudFrontFunction refuses", () => {
  it.each([
    ["class", "class A {}", "syntax", "A class"],
    ["a class with members once", "class A { b() {} static c = 1; #d = 2; }", "syntax", "A class"],
    ["array destructuring", "const [a] = value;", "syntax", "Destructuring"],
    ["object destructuring", "const { a } = value;", "syntax", "Destructuring"],
    ["a default parameter", "value = function (a = 1) {};", "syntax", "A default value"],
    ["spread in an array", "value = [].concat([...value]);", "syntax", "Spread"],
    ["spread in an object", "value = { ...value };", "syntax", "Spread"],
    ["spread in a call", "Math.max(...value);", "syntax", "Spread"],
    ["for-of", "for (const a of value) { a(); }", "syntax", "for-of"],
    ["a generator", "value = function* () {};", "syntax", "A generator"],
    ["optional chaining", "value = value?.a.b;", "syntax", "Optional chaining"],
    ["an optional call", "value?.();", "syntax", "Optional chaining"],
    ["??", "value = value ?? 1;", "syntax", "The operator ??"],
    ["??=", "value ??= 1;", "syntax", "The operator ??="],
    ["||=", "value ||= 1;", "syntax", "The operator ||="],
    ["BigInt", "value = 1n;", "syntax", "BigInt"],
    ["a tagged template", "value`a`;", "syntax", "A tagged template"],
    ["a shorthand property", "value = { value };", "syntax", "A shorthand property"],
    ["a shorthand method", "value = { a() {} };", "syntax", "A shorthand method"],
    ["a computed property name", "value = { [value]: 1 };", "syntax", "A computed property name"],
    ["catch without a parameter", "try { value(); } catch {}", "syntax", "catch without a parameter"],
    ["a binary number", "value = 0b11;", "syntax", "A binary or octal number"],
    ["an escape of a code point", String.raw`value = "\u{1F600}";`, "syntax", "The escape"],
    ["new.target", "value = new.target;", "syntax", "new.target"],
    ["debugger", "debugger;", "syntax", "debugger"],
    ["with", "with (value) {}", "syntax", "The code is not JavaScript"],
    ["a dynamic import", "import('crypto');", "syntax", "A dynamic import"],
    ["the regular expression flag s", "value = /a/s;", "regexp", "The flag s"],
    ["the regular expression flag u", "value = /a/u;", "regexp", "The flag u"],
    ["a flag given to RegExp", "value = new RegExp('a', 'v');", "regexp", "The flag v"],
    ["lookbehind", "value = /(?<=a)b/;", "regexp", "Lookbehind"],
    ["negative lookbehind", "value = new RegExp('(?<!a)b');", "regexp", "Lookbehind"],
    ["eval", "eval('1');", "dynamic-code", "'eval'"],
    ["new Function", "value = new Function('return 1');", "dynamic-code", "Function makes code"],
    ["Function under another name", "value = Function;", "dynamic-code", "Function makes code"],
    ["the constructor of a function", "(function () {}).constructor('return 1')();", "dynamic-code", "'.constructor'"],
    ["the constructor by string", "value = value['constructor'];", "dynamic-code", "'.constructor'"],
    ["Map", "value = new Map();", "global", "'Map'"],
    ["Set", "value = new Set();", "global", "'Set'"],
    ["WeakMap", "value = new WeakMap();", "global", "'WeakMap'"],
    ["URL", "value = new URL('https://a/');", "global", "'URL'"],
    ["Intl", "value = Intl.NumberFormat;", "global", "'Intl'"],
    ["fetch", "fetch('https://a/');", "global", "'fetch'"],
    ["fetch through globalThis", "globalThis.fetch('https://a/');", "global", "'fetch'"],
    ["fetch through globalThis by string", "globalThis['fetch']('https://a/');", "global", "'fetch'"],
    ["setTimeout", "setTimeout(value, 1);", "global", "'setTimeout'"],
    ["process", "value = process.env.A;", "global", "'process'"],
    ["a name that nobody declares", "value = nowhere;", "global", "'nowhere'"],
    ["an assignment to a name that nobody declares", "nowhere = 1;", "undeclared", "'nowhere'"],
    ["Symbol()", "value = Symbol('a');", "global", "Symbol()"],
    ["Symbol.iterator", "value = value[Symbol.iterator];", "member", "Symbol.iterator"],
    ["Object.fromEntries", "value = Object.fromEntries([]);", "member", "Object.fromEntries"],
    ["Object.fromEntries by string", "value = Object['fromEntries']([]);", "member", "Object.fromEntries"],
    ["Array.from", "value = Array.from(value);", "member", "Array.from"],
    ["String.raw", "value = String.raw;", "member", "String.raw"],
    ["console.error", "console.error('a');", "member", "console.error"],
    [".flat()", "value = value.flat();", "method", ".flat()"],
    [".flatMap()", "value = value.flatMap(value);", "method", ".flatMap()"],
    [".at()", "value = value.at(-1);", "method", ".at()"],
    [".matchAll()", "value = value.matchAll(/a/g);", "method", ".matchAll()"],
    [".localeCompare()", "value = value.localeCompare('a');", "method", ".localeCompare()"],
    [".findLast()", "value = value.findLast(value);", "method", ".findLast()"],
    [".toSorted()", "value = value.toSorted();", "method", ".toSorted()"],
    [".normalize()", "value = value.normalize();", "method", ".normalize()"],
    ["a method by string", "value = value['flat']();", "method", ".flat()"],
    ["a method through call", "value = [].flat.call(value);", "method", ".flat()"],
    [".keys() of an array", "value = value.keys();", "method", ".keys()"],
    [".entries() of an array", "value = value.entries();", "method", ".entries()"],
    ["a method beside data of its name", "value = { at: 5 }; value.list.at(0);", "method", ".at()"],
    ["a method under another name", "const flat = value.flat; flat.call(value);", "method", ".flat()"],
    [".toLocaleString() of a number", "value = value.toLocaleString();", "method", ".toLocaleString()"],
    ["a cause of an error", "throw new Error('a', { cause: value });", "error-options", "The option cause of Error"],
    ["fetch by an alias of globalThis", "const g = globalThis; g.fetch('https://a/');", "global", "'fetch'"],
    [
      "fetch by an alias of an alias",
      "const g = globalThis; var h = g; h['fetch']('https://a/');",
      "global",
      "'fetch'",
    ],
    ["fetch by globalThis of globalThis", "globalThis.globalThis.fetch('https://a/');", "global", "'fetch'"],
    ["a computed name of an alias", "const g = globalThis; value = g[value];", "global", "read by a computed name"],
    [
      "a module of the host by an alias",
      "var g = globalThis; g.require('\\n../a#');",
      "module",
      "is not in cloudfront-js-2.0",
    ],
    ["a computed module by globalThis", "globalThis.require(value);", "module", "require takes the name"],
    ["an alias of require", "const r = require; value = r(value);", "module", "require takes the name"],
    [
      "an unlisted member by an alias of its owner",
      "const o = Object; value = o.groupBy(value);",
      "member",
      "Object.groupBy",
    ],
    ["globalThis as an argument", "value(globalThis);", "global", "passed on as a value"],
    ["globalThis as a property", "value.a = globalThis;", "global", "passed on as a value"],
    ["globalThis in an object", "value = { a: globalThis };", "global", "passed on as a value"],
    ["globalThis in an array", "value = [globalThis];", "global", "passed on as a value"],
    ["globalThis as a result", "value = function () { return globalThis; };", "global", "passed on as a value"],
    ["globalThis of an arrow function", "value = () => globalThis;", "global", "passed on as a value"],
    ["globalThis thrown", "throw globalThis;", "global", "passed on as a value"],
    ["globalThis assigned", "value = globalThis;", "global", "passed on as a value"],
    ["a variable of globalThis that changes", "let g = globalThis; g = value;", "global", "passed on as a value"],
    ["globalThis chosen by ||", "value = (value || globalThis).a;", "global", "passed on as a value"],
    ["globalThis chosen by ?:", "value = (value ? value : globalThis).a;", "global", "passed on as a value"],
    ["globalThis at a sequence's end", "value = (0, globalThis).fetch;", "global", "passed on as a value"],
    ["an alias passed on", "const g = globalThis; value(g);", "global", "passed on as a value"],
    ["a global by a computed name", "value = globalThis[value];", "global", "globalThis is read by a computed name"],
    ["a name beyond ASCII", "value = { ñ: 1 };", "syntax", "A name beyond ASCII"],
    ["a group that sets flags", "value = new RegExp('(?i:a)');", "regexp", "A group of a regular expression that sets"],
    ["groups of one name", "value = new RegExp('(?<a>b)|(?<a>c)');", "regexp", "two groups of one name"],
    ["an invalid regular expression", "value = new RegExp('(');", "regexp", "The invalid regular expression"],
    ["a method of a prototype", "value = Array.prototype.flat;", "method", "Array.prototype.flat"],
    ["console.log with two arguments", "console.log('a', 'b');", "console-log", "2 arguments"],
    ["console.log without arguments", "console.log();", "console-log", "0 arguments"],
    ["a module that is not there", "value = require('fs');", "module", "'fs'"],
    ["a module by a computed name", "value = require(value);", "module", "written out"],
    ["require of cloudfront", "value = require('cloudfront');", "module", "by require"],
    ["a member that a module has not", "value = require('crypto').randomBytes(1);", "module", "'randomBytes'"],
  ])("%s, on its line", (_, line, rule, text) => {
    const [finding, ...others] = findingsIn(line);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ rule, line: 3 });
    expect(finding?.message).toContain(text);
    expect(finding?.page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });

  it.each([
    ["a named import", "import { createHash } from 'crypto';", "syntax"],
    ["import * as", "import * as crypto from 'crypto';", "syntax"],
    ["an import of a module that is not there", "import fs from 'fs';", "module"],
    ["an export", "export const a = 1;", "syntax"],
    ["top-level await", "await 1;", "await"],
    ["an import's member that is not there", "import c from 'crypto'; c.randomBytes(1);", "module"],
    ["a required module's member that is not there", "var c = require('crypto'); c.randomBytes(1);", "module"],
  ])("%s at the top level", (_, line, rule) => {
    const findings = checkCloudFrontFunction(`${line}\n${inHandler("")}`);
    expect(findings.map((finding) => [finding.rule, finding.line])).toEqual([[rule, 1]]);
  });

  it.each([
    ["a call", "f(await 1);"],
    ["a construction", "new Promise(await 1);"],
    ["an object in a call", "f({ a: [await 1] });"],
  ])("await in the arguments of %s", (_, line) => {
    const code = `function f() {}\nasync function handler(event) {\n${line}\n}`;
    expect(checkCloudFrontFunction(code).map((finding) => [finding.rule, finding.line])).toEqual([["await", 3]]);
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
    expect(checkCloudFrontFunction(code)).toMatchObject([{ rule: "await", line: 2 }]);
    expect(checkCloudFrontFunction(code)[0]?.message).toMatch(/^'n' is shared by an async function/);
  });

  it("a rest parameter that is read after an await", () => {
    const code = "async function handler(...all) {\n  await 1;\n  return all;\n}";
    expect(checkCloudFrontFunction(code)).toMatchObject([{ rule: "await", line: 1, column: 24 }]);
  });

  it("code without a handler", () => {
    expect(checkCloudFrontFunction("function other() {}").map(({ rule }) => rule)).toEqual(["handler"]);
  });

  it("code that is not JavaScript, where the parser stopped", () => {
    expect(checkCloudFrontFunction("function handler( {\n  return }\n")).toMatchObject([{ rule: "syntax", line: 2 }]);
  });

  it("each thing it finds, in the order of the code", () => {
    const findings = findingsIn("value = new Map();\nfetch(value ?? 1);");
    expect(findings.map(({ line, column, rule }) => [line, column, rule])).toEqual([
      [3, 13, "global"],
      [4, 1, "global"],
      [4, 7, "syntax"],
    ]);
  });
});

describe("checkCloudFrontFunction takes", () => {
  it.each([
    ["ES 5.1", "outer: for (var i = 0; i < 3; i++) { if (i in event) { continue outer; } else { break; } }"],
    ["getters and setters", "value = { get a() { return 1; }, set a(b) {} };"],
    ["numbers with separators and **", "value = 1_000 ** 2;"],
    ["template literals, nested", "value = `a${`b${value}`}`;"],
    ["arrow functions and rest parameters", "value = (...rest) => rest.length;"],
    ["named groups, lookahead and the flags g, i, m and y", "value = [/(?<a>b)(?=c)/g, /a/i, /a/m, /a/y];"],
    ["what looks like lookbehind in a class or escaped", String.raw`value = /[(?<=]\(?<=a/;`],
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
    ["typeof of a global that is not there", "value = [typeof process, typeof globalThis.fetch];"],
    [".toLocaleString() of a date", "const now = new Date(); value = now.toLocaleString();"],
    ["a name beyond ASCII in a string", "value = { 'ñ': value['ñ'] };"],
    ["a test for functions", "value = event instanceof Function;"],
    ["a comparison of constructors", "value = event.constructor === Object;"],
    ["a method of its own with a refused name", "value = { at: function () {} }; value.at(1);"],
    ["a variable of its own with a refused name", "var Map = event; value = new Map(); value.flat;"],
    ["keys of data with a refused name", "value = event.at + event.normalize;"],
    ["modules by require", "value = require('querystring').parse('a=b');"],
    ["console.log with one argument", "console.log('a' + ' ' + 'b');"],
  ])("%s", (_, line) => {
    expect(findingsIn(line)).toEqual([]);
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
  const findings = (code: string) => checkCloudFrontFunction(code, "cloudfront-js-1.0");
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
  ])("refuses %s", (_, line, what, fix) => {
    const [finding, ...others] = findings(`${line}\nfunction handler(event) { return event.request; }`);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ line: 1, page });
    expect(finding?.message.startsWith(what)).toBe(true);
    expect(finding?.message).toContain("cloudfront-js-1.0");
    expect(finding?.message).toContain(fix);
  });

  it.each([
    "var a = (...rest) => `${rest[0] ** 2}`;",
    "var a = String.bytesFrom('YQ', 'base64').fromUTF8();",
    "var a = 'a'.toUTF8().toBytes().fromBytes();",
    "var a = require('crypto').createHash('md5').update('a').digest();",
    "var a = Promise.resolve(1).then(null).catch(null).finally(null);",
    "var a = Object.entries(Object.assign({}, { a: 1 }));",
    "try { null.a; } catch (error) { error instanceof MemoryError; }",
  ])("takes what its page lists: %s", (line) => {
    expect(findings(`${line}\nfunction handler(event) { return event.request; }`)).toEqual([]);
  });
});
