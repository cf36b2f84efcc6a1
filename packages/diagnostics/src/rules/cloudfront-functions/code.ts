import { pages } from "../../pages.ts";
import { handler, type Rule, statements } from "../rule.ts";

/** Rules about a function as a whole: its handler, its modules, its awaits and its built-ins. */
export const codeRules = {
  "FE-CFF-001": {
    title: "An await in the arguments of a call",
    reason:
      "cloudfront-js-2.0 awaits in expressions and statements, but not in the arguments of a call: the function does not load.",
    page: pages.asyncAwait,
    examples: {
      awaitArgument: handler(
        `async function handler(event) {
  console.log(await Promise.resolve(1));
  return event.request;
}`,
        `async function handler(event) {
  const one = await Promise.resolve(1);
  console.log(one);
  return event.request;
}`,
      ),
    },
  },
  "FE-CFF-002": {
    title: "An await outside of a function",
    reason: "await works in async functions only: the function does not load.",
    page: pages.asyncAwait,
    examples: {
      awaitOutside: handler(
        `await Promise.resolve(1);
function handler(event) {
  return event.request;
}`,
        `async function handler(event) {
  await Promise.resolve(1);
  return event.request;
}`,
      ),
    },
  },
  "FE-CFF-003": {
    title: "A rest parameter that is read after an await",
    reason: "cloudfront-js-2.0 has lost a rest parameter when an async function goes on after an await.",
    page: pages.asyncAwait,
    examples: {
      awaitRest: handler(
        `async function handler(...all) {
  await Promise.resolve(1);
  return all[0].request;
}`,
        `async function handler(...all) {
  const events = all;
  await Promise.resolve(1);
  return events[0].request;
}`,
      ),
    },
  },
  "FE-CFF-004": {
    title: "A variable that an await parts",
    reason:
      "After an await, an async function goes on with a copy of its variables, so a function within it and the async function itself no longer see each other's changes.",
    page: pages.asyncAwait,
    examples: {
      awaitShared: handler(
        `async function handler(event) {
  let n = 0;
  const up = () => { n += 1; };
  up();
  await Promise.resolve(1);
  console.log(n);
  return event.request;
}`,
        `async function handler(event) {
  let n = 0;
  const shared = { n: n };
  const up = () => { shared.n += 1; };
  up();
  await Promise.resolve(1);
  console.log(shared.n);
  return event.request;
}`,
      ),
    },
  },
  "FE-CFF-005": {
    title: "A computed name of a global",
    reason: "The language check can only compare names that are written out with AWS's list of globals.",
    page: pages.runtime,
    examples: {
      computedGlobal: statements("value = globalThis[text];", "value = globalThis.JSON;"),
    },
  },
  "FE-CFF-006": {
    title: "require() without a module's name",
    reason:
      "The runtime has no files to load modules from, only the modules that AWS lists, so the name must be written out.",
    page: pages.runtime,
    examples: {
      computedRequire: statements("value = require(text);", "value = require('crypto');"),
    },
  },
  "FE-CFF-007": {
    title: "console.log() with no argument or several",
    reason: "AWS documents console.log() with one argument; the engine does not join several.",
    page: pages.runtime,
    examples: {
      consoleArguments: statements("console.log('a', 'b');", "console.log('a' + ' ' + 'b');"),
      consoleNoArgument: statements("console.log();", "console.log('');"),
    },
  },
  "FE-CFF-008": {
    title: ".constructor",
    reason:
      "The constructor of any function is Function, which makes code from strings; CloudFront Functions don't allow that.",
    page: pages.runtime,
    examples: {
      constructorMember: statements("value = new object.constructor();", "value = new Object();"),
    },
  },
  "FE-CFF-009": {
    title: "The options of an error",
    reason: "The errors of the runtime take a message only, so the option cause is lost.",
    page: pages.runtime,
    examples: {
      errorOptions: statements(
        "value = new Error('a', { cause: text });",
        "value = new Error('a'); var cause = text; value.cause = cause;",
      ),
    },
  },
  "FE-CFF-010": {
    title: "The Function constructor",
    reason: "CloudFront Functions can't make code from strings.",
    page: pages.runtime,
    examples: {
      functionConstructor: statements("value = new Function('return 1');", "value = function () { return 1; };"),
    },
  },
  "FE-CFF-011": {
    title: "The global object, passed on",
    reason:
      "Code that holds the global object can read any global by it, without a name that the language check can compare with AWS's list.",
    page: pages.runtime,
    examples: {
      globalPassedOn: statements("value = (function (g) { return g.JSON; })(globalThis);", "value = globalThis.JSON;"),
    },
  },
  "FE-CFF-012": {
    title: "toLocaleString()",
    reason: "The runtime has no locales.",
    page: pages.runtime,
    examples: {
      localeString: statements("value = (1000).toLocaleString();", "value = '1' + ',' + '000';"),
    },
  },
  "FE-CFF-013": {
    title: "No handler",
    reason: "CloudFront calls a top-level function named 'handler'.",
    page: pages.eventStructure,
    examples: {
      noHandler: handler(
        `function go(event) {
  return event.request;
}`,
        `function handler(event) {
  return event.request;
}`,
      ),
    },
  },
  "FE-CFF-014": {
    title: "\\u{...} or \\p{...} in a regular expression",
    reason: "Regular expressions are those of ES 5.1 and named groups, without Unicode escapes.",
    page: pages.runtime,
    examples: {
      regExpEscape: statements("value = /\\p{L}/.test(text);", "value = /[a-zA-Z\\u00e9é]/.test(text);"),
    },
  },
  "FE-CFF-015": {
    title: "A flag of a regular expression",
    reason: "AWS lists the flags g, i, m and y.",
    page: pages.runtime,
    examples: {
      regExpFlag: statements("value = /a/u.test(text);", "value = /a/.test(text);"),
    },
  },
  "FE-CFF-016": {
    title: "A group of a regular expression that sets flags",
    reason: "Groups with flags came with ECMAScript 2025, which the runtime does not have.",
    page: pages.runtime,
    examples: {
      regExpFlagGroup: statements(
        "value = new RegExp('(?i:a)').test(text);",
        "value = new RegExp('a', 'i').test(text);",
      ),
    },
  },
  "FE-CFF-017": {
    title: "An invalid regular expression",
    reason: "The runtime's library may read an expression that ECMAScript rejects in another way.",
    page: pages.runtime,
    examples: {
      regExpInvalid: statements("value = new RegExp('(').test(text);", "value = new RegExp('\\\\(').test(text);"),
    },
  },
  "FE-CFF-018": {
    title: "Lookbehind in a regular expression",
    reason: "Regular expressions are those of ES 5.1 and named groups, without lookbehind.",
    page: pages.runtime,
    examples: {
      regExpLookbehind: statements("value = /(?<=a)b/.exec(text);", "value = /ab/.exec(text) && /a(b)/.exec(text)[1];"),
    },
  },
  "FE-CFF-019": {
    title: "Two groups of one name in a regular expression",
    reason: "Groups that share a name came with ECMAScript 2025, which the runtime does not have.",
    page: pages.runtime,
    examples: {
      regExpNames: statements(
        "value = new RegExp('(?<a>b)|(?<a>c)').exec(text);",
        "value = new RegExp('(?<a>b)|(?<b>c)').exec(text);",
      ),
    },
  },
  "FE-CFF-020": {
    title: "Symbol()",
    reason: "AWS lists Symbol.for() and Symbol.keyFor() only.",
    page: pages.runtime,
    examples: {
      symbolCall: statements("value = Symbol('a');", "value = Symbol.for('a');"),
    },
  },
  "FE-CFF-021": {
    title: "An undeclared variable",
    reason: "Functions run in strict mode, where an assignment to an undeclared variable throws.",
    page: pages.runtime,
    examples: {
      undeclared: statements("total = 1;", "let total = 1; value = total;"),
    },
  },
  "FE-CFF-022": {
    title: "An unknown global",
    reason: "The name is neither declared in the code nor a global that AWS lists, so reading it throws.",
    page: pages.runtime,
    examples: {
      unknownGlobal: statements("value = nowhere;", "var nowhere = 1; value = nowhere;"),
    },
  },
  "FE-CFF-023": {
    title: "A module that the runtime does not have",
    reason: "CloudFront Functions have the modules that AWS lists, and no others can be uploaded.",
    page: pages.runtime,
    examples: {
      unknownModule: handler(
        `import fs from 'fs';
function handler(event) {
  return event.request;
}
fs.readFileSync('/a');`,
        `function handler(event) {
  return event.request;
}`,
      ),
    },
  },
  "FE-CFF-024": {
    title: "A member that a module does not have",
    reason: "AWS lists the members of each module.",
    page: pages.runtime,
    examples: {
      unlistedExport: handler(
        `import crypto from 'crypto';
function handler(event) {
  return event.request;
}
var id = crypto.randomBytes(1);`,
        `import crypto from 'crypto';
function handler(event) {
  return event.request;
}
var id = crypto.createHash('md5').update('a').digest('hex');`,
      ),
    },
  },
  "FE-CFF-025": {
    title: "A member that a prototype does not have",
    reason: "AWS lists the members of each prototype.",
    page: pages.runtime,
    examples: {
      unlistedPrototype: statements(
        "value = Array.prototype.unknown;",
        "value = function (all) { return Array.prototype.slice.call(all); };",
      ),
    },
  },
  "FE-CFF-026": {
    title: "A static member that a built-in does not have",
    reason: "AWS lists the static members of each built-in.",
    page: pages.runtime,
    examples: {
      unlistedStatic: statements(
        "value = Object.fromEntries([]);",
        "value = {}; [['a', 1]].forEach(function (pair) { value[pair[0]] = pair[1]; }); value = Object.keys(value);",
      ),
    },
  },
  "FE-CFF-027": {
    title: "Syntax that AWS does not list",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      unlistedSyntax: handler(
        `import crypto from 'crypto' with { type: 'json' };
function handler(event) {
  return event.request;
}
var hash = crypto.createHash('md5');`,
        `import crypto from 'crypto';
function handler(event) {
  return event.request;
}
var hash = crypto.createHash('md5');`,
      ),
    },
  },
  "FE-CFF-028": {
    title: "A module, loaded the wrong way",
    reason: "The module 'cloudfront' can only be imported; cloudfront-js-1.0 has no import.",
    page: pages.runtime,
    examples: {
      wrongLoader: handler(
        `function handler(event) {
  return event.request;
}
var cf = require('cloudfront');`,
        `import cf from 'cloudfront';
function handler(event) {
  return event.request;
}
var store = cf.kvs;`,
      ),
    },
  },
  "FE-CFF-029": {
    title: "Code that is not JavaScript",
    reason: "The code can't be parsed.",
    page: pages.runtime,
    examples: {},
  },
} as const satisfies Readonly<Record<`FE-CFF-${string}`, Rule>>;
