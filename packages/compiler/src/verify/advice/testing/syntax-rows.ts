import { type Row, row, whole } from "../row.ts";

const passOn = "function handler(event) {\n  return event.request;\n}";
const asClass = row(
  "class Counter { up() { return 1; } } value = new Counter().up();",
  "function Counter() {} Counter.prototype.up = function () { return 1; }; value = new Counter().up();",
);
const classValue = row(
  "var Counter = class { up() { return 1; } }; value = new Counter().up();",
  "var Counter = function () {}; Counter.prototype.up = function () { return 1; }; value = new Counter().up();",
);
const dynamicImport = whole(
  "async function handler(event) {\n  const crypto = await import('crypto');\n  return crypto ? event.request : event.request;\n}",
  "import crypto from 'crypto';\nasync function handler(event) {\n  return crypto ? event.request : event.request;\n}",
);
const hash = "var hash = crypto.createHash('md5').update('a').digest('hex');";
const named = (line: string, use: string) =>
  whole(`${line}\n${passOn}\nvar hash = ${use};`, `import crypto from 'crypto';\n${passOn}\n${hash}`);
const generator = row(
  "value = function* () { yield 1; };",
  "value = (function () { var values = []; values.push(1); return values; })();",
);

/** A row for each node in `refusedSyntax`. */
export const syntaxRows: Readonly<Record<string, Row>> = {
  ArrayPattern: row("const [first] = list; value = first;", "const first = list[0]; value = first;"),
  AssignmentPattern: row(
    "value = (function (a = 1) { return a; })();",
    "value = (function (a) { if (a === undefined) { a = 1; } return a; })();",
  ),
  BigIntLiteral: row("value = 1n;", "value = Math.min(1, Number.MAX_SAFE_INTEGER);"),
  ClassDeclaration: asClass,
  ClassExpression: classValue,
  DebuggerStatement: row("debugger;", "value = 1;"),
  ExportAllDeclaration: whole(`export * from 'crypto';\n${passOn}`, passOn),
  ExportDefaultDeclaration: whole("export default function (event) {\n  return event.request;\n}", passOn),
  ExportNamedDeclaration: whole(`export ${passOn}`, passOn),
  ForOfStatement: row(
    "for (const one of list) { value = one; }",
    "for (var i = 0; i < list.length; i += 1) { value = list[i]; } list.forEach(function (one) { value = one; });",
  ),
  Import: dynamicImport,
  ImportExpression: dynamicImport,
  ImportNamespaceSpecifier: named("import * as crypto from 'crypto';", "crypto.createHash('md5')"),
  ImportSpecifier: named("import { createHash } from 'crypto';", "createHash('md5')"),
  MetaProperty: row("value = function () { return new.target; };", "value = function () { return 1; };"),
  ObjectPattern: row("const { uri } = request; value = uri;", "const uri = request.uri; value = uri;"),
  OptionalCallExpression: row("value = object.f?.();", "value = object.f && object.f();"),
  OptionalMemberExpression: row("value = object.b?.c;", "value = object.b && object.b.c;"),
  SpreadElement: row(
    "value = [[...list], { ...object }, Math.max(...list)];",
    "value = [list.concat([]), Object.assign({}, object), Math.max.apply(null, list)];",
  ),
  Super: row("value = { a() { return super.toString(); } };", "value = function () {}; value.prototype = object;"),
  TaggedTemplateExpression: row(
    "var tag = function (parts) { return parts; }; value = tag`a`;",
    "var tag = function (parts) { return parts; }; value = tag(['a']);",
  ),
  YieldExpression: generator,
};

/** A row for each form in `refusedForms` that cloudfront-js-2.0 refuses. */
export const formRows: Readonly<Record<string, Row>> = {
  binaryNumber: row("value = 0b11;", "value = 3 + 0x3;"),
  catchWithoutParameter: row("try { value = 1; } catch {}", "try { value = 1; } catch (error) {}"),
  codePointEscape: row("value = '\\u{e9}\\u{1F600}';", "value = '\\u00e9\\ud83d\\ude00' + 'é';"),
  computedAccessor: row(
    "value = { get [text]() { return 1; } };",
    "value = {}; Object.defineProperty(value, text, { get: function () { return 1; } });",
  ),
  computedName: row("value = { [text]: 1 };", "value = {}; value[text] = 1;"),
  generator,
  logicalAssignment: row("value ||= 1;", "if (!value) { value = 1; }"),
  nonAsciiName: row("var é = { ñ: 1 }; value = é;", "var e = { 'ñ': 1 }; value = e;"),
  nullishCoalescing: row("value = value ?? 1;", "value = value == null ? 1 : value;"),
  shorthandMethod: row("value = { a() { return 1; } };", "value = { a: function () { return 1; } };"),
  shorthandProperty: row("value = { text };", "value = { text: text };"),
  using: row("using a = null;", "const a = null; let b = a; value = b;"),
};
