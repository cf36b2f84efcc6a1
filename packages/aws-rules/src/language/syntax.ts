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
  /** The subject of a sentence: `A class`. */
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
  ArrayPattern: { name: "Destructuring", fix: "Read each element by its index." },
  AssignmentPattern: { name: "A default value", fix: "Test for undefined and assign." },
  BigIntLiteral: { name: "BigInt", fix: "Use a number up to Number.MAX_SAFE_INTEGER." },
  ClassDeclaration: { name: "A class", fix: "Use a function and its prototype." },
  ClassExpression: { name: "A class", fix: "Use a function and its prototype." },
  DebuggerStatement: { name: "debugger", fix: "Remove it.", loads: true },
  ExportAllDeclaration: { name: "export", fix: "Declare a function named 'handler' and export nothing." },
  ExportDefaultDeclaration: { name: "export", fix: "Declare a function named 'handler' and export nothing." },
  ExportNamedDeclaration: { name: "export", fix: "Declare a function named 'handler' and export nothing." },
  ForOfStatement: { name: "for-of", fix: "Use for with an index, or forEach." },
  Import: { name: "A dynamic import", fix: "Import the module at the top." },
  ImportExpression: { name: "A dynamic import", fix: "Import the module at the top." },
  ImportNamespaceSpecifier: { name: "import * as", fix: "Import the module's default: import crypto from 'crypto'." },
  ImportSpecifier: { name: "A named import", fix: "Import the module's default: import crypto from 'crypto'." },
  MetaProperty: { name: "new.target or import.meta", fix: "Remove it." },
  ObjectPattern: { name: "Destructuring", fix: "Read each property by its name." },
  OptionalCallExpression: { name: "Optional chaining (?.)", fix: "Test for undefined with &&." },
  OptionalMemberExpression: { name: "Optional chaining (?.)", fix: "Test for undefined with &&." },
  // njs 0.7.9 refuses it, but functions with a spread in a branch that is never taken were reported to run on AWS.
  SpreadElement: { name: "Spread (...)", fix: "Use concat, Object.assign or apply.", loads: true },
  Super: { name: "super", fix: "Use a function and its prototype." },
  TaggedTemplateExpression: {
    name: "A tagged template",
    fix: "Call the function with plain arguments.",
    loads: true,
  },
  YieldExpression: { name: "A generator", fix: "Collect the values in an array." },
};

/** Refused forms of nodes that are listed. */
export const refusedForms = {
  async: { name: "async", fix: "Write a function that returns its result." },
  binaryNumber: { name: "A binary or octal number", fix: "Write it in decimal or hexadecimal.", loads: true },
  catchWithoutParameter: { name: "catch without a parameter", fix: "Write catch (error)." },
  codePointEscape: {
    name: "The escape \\u{...}",
    fix: "Write \\uXXXX, as a surrogate pair above U+FFFF, or the character itself.",
    loads: true,
  },
  computedAccessor: { name: "A computed property name", fix: "Use Object.defineProperty().", loads: true },
  computedName: {
    name: "A computed property name",
    fix: "Assign object[name] after the literal.",
    loads: true,
  },
  generator: { name: "A generator", fix: "Collect the values in an array." },
  logicalAssignment: { name: "The operator &&=, ||= or ??=", fix: "Use if and =." },
  nonAsciiName: { name: "A name beyond ASCII", fix: "Write it in ASCII, or a property's name as a string." },
  nullishCoalescing: {
    name: "The operator ??",
    fix: "Test for null and undefined with == null.",
    loads: true,
  },
  numericSeparator: { name: "A number with separators", fix: "Write it without _.", loads: true },
  shorthandMethod: { name: "A shorthand method", fix: "Write { name: function () {} }.", loads: true },
  shorthandProperty: { name: "A shorthand property", fix: "Write { name: name }.", loads: true },
  using: { name: "A declaration with using", fix: "Use const or let." },
} as const satisfies Readonly<Record<string, RefusedSyntax>>;
