import type { RuleId } from "@featheredge/diagnostics";

/**
 * The syntax of cloudfront-js-2.0 as Babel names its nodes: ES 5.1 plus what AWS lists. A node that is not here is
 * refused, and so are the forms in `refusedForms`, which share a node with listed syntax.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
export const syntaxNodes: readonly string[] = [
  "File",
  "Program",
  "Directive",
  "DirectiveLiteral",
  // Statements
  "BlockStatement",
  "BreakStatement",
  "CatchClause",
  "ContinueStatement",
  "DoWhileStatement",
  "EmptyStatement",
  "ExpressionStatement",
  "ForInStatement",
  "ForStatement",
  "FunctionDeclaration",
  "IfStatement",
  "LabeledStatement",
  "ReturnStatement",
  "SwitchCase",
  "SwitchStatement",
  "ThrowStatement",
  "TryStatement",
  "VariableDeclaration",
  "VariableDeclarator",
  "WhileStatement",
  // Expressions
  "ArrayExpression",
  "ArrowFunctionExpression",
  "AssignmentExpression",
  "AwaitExpression",
  "BinaryExpression",
  "CallExpression",
  "ConditionalExpression",
  "FunctionExpression",
  "Identifier",
  "LogicalExpression",
  "MemberExpression",
  "NewExpression",
  "ObjectExpression",
  "ObjectMethod",
  "ObjectProperty",
  "ParenthesizedExpression",
  "RestElement",
  "SequenceExpression",
  "ThisExpression",
  "UnaryExpression",
  "UpdateExpression",
  // Literals
  "BooleanLiteral",
  "NullLiteral",
  "NumericLiteral",
  "RegExpLiteral",
  "StringLiteral",
  "TemplateElement",
  "TemplateLiteral",
  // Modules
  "ImportDeclaration",
  "ImportDefaultSpecifier",
];

/** Values that a listed node may take. */
export const syntaxDetails = {
  declarations: ["var", "let", "const"],
  logicalOperators: ["||", "&&"],
  assignmentOperators: ["=", "+=", "-=", "*=", "/=", "%=", "**=", "<<=", ">>=", ">>>=", "&=", "^=", "|="],
  regExpFlags: ["g", "i", "m", "y"],
} as const;

/** Syntax that a runtime does not list. */
export interface RefusedSyntax {
  readonly rule: RuleId;
  /** As it reads in a sentence: `a class`. */
  readonly name: string;
  /** How to write the same in the listed language. */
  readonly fix: string;
  /**
   * True if CloudFront loads code with it: njs, from which CloudFront's engine was forked, takes it, or functions with
   * it were seen to run. All other syntax of these tables is a SyntaxError there, for the function as a whole.
   */
  readonly loads?: true;
}

/** Nodes that are refused, by Babel's names. Nodes that are in neither list are refused too. */
export const refusedSyntax: Readonly<Record<string, RefusedSyntax>> = {
  ArrayPattern: { rule: "FE-CFF-030", name: "destructuring", fix: "Read each element by its index." },
  AssignmentPattern: { rule: "FE-CFF-031", name: "a default value", fix: "Test for undefined and assign." },
  BigIntLiteral: { rule: "FE-CFF-032", name: "BigInt", fix: "Use a number up to Number.MAX_SAFE_INTEGER." },
  ClassDeclaration: { rule: "FE-CFF-033", name: "a class", fix: "Use a function and its prototype." },
  ClassExpression: { rule: "FE-CFF-033", name: "a class", fix: "Use a function and its prototype." },
  DebuggerStatement: { rule: "FE-CFF-034", name: "debugger", fix: "Remove it.", loads: true },
  ExportAllDeclaration: {
    rule: "FE-CFF-035",
    name: "export",
    fix: "Declare a function named 'handler' and export nothing.",
  },
  ExportDefaultDeclaration: {
    rule: "FE-CFF-035",
    name: "export",
    fix: "Declare a function named 'handler' and export nothing.",
  },
  ExportNamedDeclaration: {
    rule: "FE-CFF-035",
    name: "export",
    fix: "Declare a function named 'handler' and export nothing.",
  },
  ForOfStatement: { rule: "FE-CFF-036", name: "for-of", fix: "Use for with an index, or forEach." },
  Import: { rule: "FE-CFF-037", name: "a dynamic import", fix: "Import the module at the top." },
  ImportExpression: { rule: "FE-CFF-037", name: "a dynamic import", fix: "Import the module at the top." },
  ImportNamespaceSpecifier: {
    rule: "FE-CFF-038",
    name: "import * as",
    fix: "Import the module's default: import crypto from 'crypto'.",
  },
  ImportSpecifier: {
    rule: "FE-CFF-039",
    name: "a named import",
    fix: "Import the module's default: import crypto from 'crypto'.",
  },
  MetaProperty: { rule: "FE-CFF-040", name: "new.target or import.meta", fix: "Remove it." },
  ObjectPattern: { rule: "FE-CFF-030", name: "destructuring", fix: "Read each property by its name." },
  OptionalCallExpression: { rule: "FE-CFF-041", name: "optional chaining (?.)", fix: "Test for undefined with &&." },
  OptionalMemberExpression: { rule: "FE-CFF-041", name: "optional chaining (?.)", fix: "Test for undefined with &&." },
  // njs 0.7.9 refuses it, but functions with a spread in a branch that is never taken were reported to run on AWS.
  SpreadElement: { rule: "FE-CFF-042", name: "spread (...)", fix: "Use concat, Object.assign or apply.", loads: true },
  Super: { rule: "FE-CFF-043", name: "super", fix: "Use a function and its prototype." },
  TaggedTemplateExpression: {
    rule: "FE-CFF-044",
    name: "a tagged template",
    fix: "Call the function with plain arguments.",
    loads: true,
  },
  YieldExpression: { rule: "FE-CFF-045", name: "a generator", fix: "Collect the values in an array." },
};

/** Refused forms of nodes that are listed. */
export const refusedForms = {
  async: { rule: "FE-CFF-046", name: "async", fix: "Write a function that returns its result." },
  binaryNumber: {
    rule: "FE-CFF-047",
    name: "a binary or octal number",
    fix: "Write it in decimal or hexadecimal.",
    loads: true,
  },
  catchWithoutParameter: { rule: "FE-CFF-048", name: "catch without a parameter", fix: "Write catch (error)." },
  codePointEscape: {
    rule: "FE-CFF-049",
    name: "the escape \\u{...}",
    fix: "Write \\uXXXX, as a surrogate pair above U+FFFF, or the character itself.",
    loads: true,
  },
  computedAccessor: {
    rule: "FE-CFF-050",
    name: "a computed property name",
    fix: "Use Object.defineProperty().",
    loads: true,
  },
  computedName: {
    rule: "FE-CFF-050",
    name: "a computed property name",
    fix: "Assign object[name] after the literal.",
    loads: true,
  },
  generator: { rule: "FE-CFF-045", name: "a generator", fix: "Collect the values in an array." },
  logicalAssignment: { rule: "FE-CFF-051", name: "the operator &&=, ||= or ??=", fix: "Use if and =." },
  nonAsciiName: {
    rule: "FE-CFF-052",
    name: "a name beyond ASCII",
    fix: "Write it in ASCII, or a property's name as a string.",
  },
  nullishCoalescing: {
    rule: "FE-CFF-053",
    name: "the operator ??",
    fix: "Test for null and undefined with == null.",
    loads: true,
  },
  numericSeparator: { rule: "FE-CFF-054", name: "a number with separators", fix: "Write it without _.", loads: true },
  shorthandMethod: {
    rule: "FE-CFF-055",
    name: "a shorthand method",
    fix: "Write { name: function () {} }.",
    loads: true,
  },
  shorthandProperty: { rule: "FE-CFF-056", name: "a shorthand property", fix: "Write { name: name }.", loads: true },
  using: { rule: "FE-CFF-057", name: "a declaration with using", fix: "Use const or let." },
} as const satisfies Readonly<Record<string, RefusedSyntax>>;
