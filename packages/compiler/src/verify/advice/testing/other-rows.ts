import { type Row, row, whole } from "../row.ts";

const passOn = "function handler(event) {\n  return event.request;\n}";
const inHandler = (body: string) => `async function handler(event) {\n  ${body}\n  return event.request;\n}`;
const cloudfront = "import cf from 'cloudfront';\n";

/** A row for each advice of the language check itself. */
export const otherRows: Readonly<Record<string, Row>> = {
  awaitArgument: whole(
    inHandler("console.log(await Promise.resolve(1));"),
    inHandler("const one = await Promise.resolve(1);\n  console.log(one);"),
  ),
  awaitOutside: whole(`await Promise.resolve(1);\n${passOn}`, inHandler("await Promise.resolve(1);")),
  awaitRest: whole(
    "async function handler(...all) {\n  await Promise.resolve(1);\n  return all[0].request;\n}",
    "async function handler(...all) {\n  const events = all;\n  await Promise.resolve(1);\n  return events[0].request;\n}",
  ),
  awaitShared: whole(
    inHandler("let n = 0;\n  const up = () => { n += 1; };\n  up();\n  await Promise.resolve(1);\n  console.log(n);"),
    inHandler(
      "let n = 0;\n  const shared = { n: n };\n  const up = () => { shared.n += 1; };\n  up();\n  await Promise.resolve(1);\n  console.log(shared.n);",
    ),
  ),
  computedGlobal: row("value = globalThis[text];", "value = globalThis.JSON;"),
  computedRequire: row("value = require(text);", "value = require('crypto');"),
  consoleArguments: row("console.log('a', 'b');", "console.log('a' + ' ' + 'b');"),
  consoleNoArgument: row("console.log();", "console.log('');"),
  constructorMember: row("value = new object.constructor();", "value = new Object();"),
  errorOptions: row(
    "value = new Error('a', { cause: text });",
    "value = new Error('a'); var cause = text; value.cause = cause;",
  ),
  functionConstructor: row("value = new Function('return 1');", "value = function () { return 1; };"),
  globalPassedOn: row("value = (function (g) { return g.JSON; })(globalThis);", "value = globalThis.JSON;"),
  localeString: row("value = (1000).toLocaleString();", "value = '1' + ',' + '000';"),
  noHandler: whole("function go(event) {\n  return event.request;\n}", passOn),
  regExpEscape: row("value = /\\p{L}/.test(text);", "value = /[a-zA-Z\\u00e9é]/.test(text);"),
  regExpFlag: row("value = /a/u.test(text);", "value = /a/.test(text);"),
  regExpFlagGroup: row("value = new RegExp('(?i:a)').test(text);", "value = new RegExp('a', 'i').test(text);"),
  regExpInvalid: row("value = new RegExp('(').test(text);", "value = new RegExp('\\\\(').test(text);"),
  regExpLookbehind: row("value = /(?<=a)b/.exec(text);", "value = /ab/.exec(text) && /a(b)/.exec(text)[1];"),
  regExpNames: row(
    "value = new RegExp('(?<a>b)|(?<a>c)').exec(text);",
    "value = new RegExp('(?<a>b)|(?<b>c)').exec(text);",
  ),
  symbolCall: row("value = Symbol('a');", "value = Symbol.for('a');"),
  undeclared: row("total = 1;", "let total = 1; value = total;"),
  unknownGlobal: row("value = nowhere;", "var nowhere = 1; value = nowhere;"),
  unknownModule: whole(`import fs from 'fs';\n${passOn}\nfs.readFileSync('/a');`, passOn),
  unlistedExport: whole(
    `import crypto from 'crypto';\n${passOn}\nvar id = crypto.randomBytes(1);`,
    `import crypto from 'crypto';\n${passOn}\nvar id = crypto.createHash('md5').update('a').digest('hex');`,
  ),
  unlistedPrototype: row(
    "value = Array.prototype.unknown;",
    "value = function (all) { return Array.prototype.slice.call(all); };",
  ),
  unlistedStatic: row(
    "value = Object.fromEntries([]);",
    "value = {}; [['a', 1]].forEach(function (pair) { value[pair[0]] = pair[1]; }); value = Object.keys(value);",
  ),
  unlistedSyntax: whole(
    `import crypto from 'crypto' with { type: 'json' };\n${passOn}\nvar hash = crypto.createHash('md5');`,
    `import crypto from 'crypto';\n${passOn}\nvar hash = crypto.createHash('md5');`,
  ),
  wrongLoader: whole(`${passOn}\nvar cf = require('cloudfront');`, `${cloudfront}${passOn}\nvar store = cf.kvs;`),
};
