import { pages } from "../../pages.ts";
import { handler, type Rule, statements } from "../rule.ts";

/** Rules about syntax that AWS does not list. */
export const syntaxRules = {
  "FE-CFF-030": {
    title: "Destructuring",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      ArrayPattern: statements("const [first] = list; value = first;", "const first = list[0]; value = first;"),
      ObjectPattern: statements("const { uri } = request; value = uri;", "const uri = request.uri; value = uri;"),
    },
  },
  "FE-CFF-031": {
    title: "A default value",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      AssignmentPattern: statements(
        "value = (function (a = 1) { return a; })();",
        "value = (function (a) { if (a === undefined) { a = 1; } return a; })();",
      ),
    },
  },
  "FE-CFF-032": {
    title: "BigInt",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      BigIntLiteral: statements("value = 1n;", "value = Math.min(1, Number.MAX_SAFE_INTEGER);"),
      BigInt: statements("value = BigInt(2);", "value = Math.min(2, Number.MAX_SAFE_INTEGER);"),
    },
  },
  "FE-CFF-033": {
    title: "A class",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      ClassDeclaration: statements(
        "class Counter { up() { return 1; } } value = new Counter().up();",
        "function Counter() {} Counter.prototype.up = function () { return 1; }; value = new Counter().up();",
      ),
      ClassExpression: statements(
        "var Counter = class { up() { return 1; } }; value = new Counter().up();",
        "var Counter = function () {}; Counter.prototype.up = function () { return 1; }; value = new Counter().up();",
      ),
    },
  },
  "FE-CFF-034": {
    title: "debugger",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      DebuggerStatement: statements("debugger;", "value = 1;"),
    },
  },
  "FE-CFF-035": {
    title: "export",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      ExportAllDeclaration: handler(
        `export * from 'crypto';
function handler(event) {
  return event.request;
}`,
        `function handler(event) {
  return event.request;
}`,
      ),
      ExportDefaultDeclaration: handler(
        `export default function handler(event) {
  return event.request;
}`,
        `function handler(event) {
  return event.request;
}`,
      ),
      ExportNamedDeclaration: handler(
        `export function handler(event) {
  return event.request;
}`,
        `function handler(event) {
  return event.request;
}`,
      ),
    },
  },
  "FE-CFF-036": {
    title: "for-of",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      ForOfStatement: statements(
        "for (const one of list) { value = one; }",
        "for (var i = 0; i < list.length; i += 1) { value = list[i]; } list.forEach(function (one) { value = one; });",
      ),
    },
  },
  "FE-CFF-037": {
    title: "A dynamic import",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      Import: handler(
        `async function handler(event) {
  const crypto = await import('crypto');
  return crypto ? event.request : event.request;
}`,
        `import crypto from 'crypto';
async function handler(event) {
  return crypto ? event.request : event.request;
}`,
      ),
    },
  },
  "FE-CFF-038": {
    title: "import * as",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      ImportNamespaceSpecifier: handler(
        `import * as crypto from 'crypto';
function handler(event) {
  return event.request;
}
var hash = crypto.createHash('md5');`,
        `import crypto from 'crypto';
function handler(event) {
  return event.request;
}
var hash = crypto.createHash('md5').update('a').digest('hex');`,
      ),
    },
  },
  "FE-CFF-039": {
    title: "A named import",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      ImportSpecifier: handler(
        `import { createHash } from 'crypto';
function handler(event) {
  return event.request;
}
var hash = createHash('md5');`,
        `import crypto from 'crypto';
function handler(event) {
  return event.request;
}
var hash = crypto.createHash('md5').update('a').digest('hex');`,
      ),
    },
  },
  "FE-CFF-040": {
    title: "new.target or import.meta",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      MetaProperty: statements("value = function () { return new.target; };", "value = function () { return 1; };"),
    },
  },
  "FE-CFF-041": {
    title: "Optional chaining (?.)",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      OptionalCallExpression: statements("value = object.f?.();", "value = object.f && object.f();"),
      OptionalMemberExpression: statements("value = object.b?.c;", "value = object.b && object.b.c;"),
    },
  },
  "FE-CFF-042": {
    title: "Spread (...)",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      SpreadElement: statements(
        "value = [[...list], { ...object }, Math.max(...list)];",
        "value = [list.concat([]), Object.assign({}, object), Math.max.apply(null, list)];",
      ),
    },
  },
  "FE-CFF-043": {
    title: "super",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      Super: statements(
        "value = { a() { return super.toString(); } };",
        "value = function () {}; value.prototype = object;",
      ),
    },
  },
  "FE-CFF-044": {
    title: "A tagged template",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      TaggedTemplateExpression: statements(
        "var tag = function (parts) { return parts; }; value = tag`a`;",
        "var tag = function (parts) { return parts; }; value = tag(['a']);",
      ),
    },
  },
  "FE-CFF-045": {
    title: "A generator",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      YieldExpression: statements(
        "value = function* () { yield 1; };",
        "value = (function () { var values = []; values.push(1); return values; })();",
      ),
      generator: statements(
        "value = function* () { yield 1; };",
        "value = (function () { var values = []; values.push(1); return values; })();",
      ),
    },
  },
  "FE-CFF-046": {
    title: "async in cloudfront-js-1.0",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {},
  },
  "FE-CFF-047": {
    title: "A binary or octal number",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      binaryNumber: statements("value = 0b11;", "value = 3 + 0x3;"),
    },
  },
  "FE-CFF-048": {
    title: "catch without a parameter",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      catchWithoutParameter: statements("try { value = 1; } catch {}", "try { value = 1; } catch (error) {}"),
    },
  },
  "FE-CFF-049": {
    title: "The escape \\u{...}",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      codePointEscape: statements("value = '\\u{e9}\\u{1F600}';", "value = '\\u00e9\\ud83d\\ude00' + 'é';"),
    },
  },
  "FE-CFF-050": {
    title: "A computed property name",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      computedAccessor: statements(
        "value = { get [text]() { return 1; } };",
        "value = {}; Object.defineProperty(value, text, { get: function () { return 1; } });",
      ),
      computedName: statements("value = { [text]: 1 };", "value = {}; value[text] = 1;"),
    },
  },
  "FE-CFF-051": {
    title: "The operators &&=, ||= and ??=",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      logicalAssignment: statements("value ||= 1;", "if (!value) { value = 1; }"),
    },
  },
  "FE-CFF-052": {
    title: "A name beyond ASCII",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      nonAsciiName: statements("var é = { ñ: 1 }; value = é;", "var e = { 'ñ': 1 }; value = e;"),
    },
  },
  "FE-CFF-053": {
    title: "The operator ??",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      nullishCoalescing: statements("value = value ?? 1;", "value = value == null ? 1 : value;"),
    },
  },
  "FE-CFF-054": {
    title: "A number with separators in cloudfront-js-1.0",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {},
  },
  "FE-CFF-055": {
    title: "A shorthand method",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      shorthandMethod: statements("value = { a() { return 1; } };", "value = { a: function () { return 1; } };"),
    },
  },
  "FE-CFF-056": {
    title: "A shorthand property",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      shorthandProperty: statements("value = { text };", "value = { text: text };"),
    },
  },
  "FE-CFF-057": {
    title: "A declaration that AWS does not list",
    reason: "The language is ES 5.1 and the later syntax that AWS lists.",
    page: pages.runtime,
    examples: {
      using: statements("using a = null;", "const a = null; let b = a; value = b;"),
    },
  },
  "FE-CFF-058": {
    title: "await in cloudfront-js-1.0",
    reason: "cloudfront-js-1.0 has no async functions.",
    page: pages.runtime10,
    examples: {},
  },
  "FE-CFF-059": {
    title: "import in cloudfront-js-1.0",
    reason: "cloudfront-js-1.0 loads modules by require().",
    page: pages.runtime10,
    examples: {},
  },
} as const satisfies Readonly<Record<`FE-CFF-${string}`, Rule>>;
