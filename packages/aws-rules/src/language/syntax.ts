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
  readonly mend: string;
  /**
   * True if CloudFront loads code with it: njs, from which CloudFront's engine was forked, takes it, or functions with
   * it were seen to run. All other syntax of these tables is a SyntaxError there, for the function as a whole.
   */
  readonly loads?: true;
}

/** Nodes that are refused, by Babel's names. Nodes that are in neither list are refused too. */
export const refusedSyntax: Readonly<Record<string, RefusedSyntax>> = {
  ArrayPattern: { name: "Destructuring", mend: "Read each element by its index." },
  AssignmentPattern: { name: "A default value", mend: "Test for undefined and assign." },
  BigIntLiteral: { name: "BigInt", mend: "Use a number up to Number.MAX_SAFE_INTEGER." },
  ClassDeclaration: { name: "A class", mend: "Use a function and its prototype." },
  ClassExpression: { name: "A class", mend: "Use a function and its prototype." },
  DebuggerStatement: { name: "debugger", mend: "Remove it.", loads: true },
  ExportAllDeclaration: { name: "export", mend: "Declare a function named 'handler' and export nothing." },
  ExportDefaultDeclaration: { name: "export", mend: "Declare a function named 'handler' and export nothing." },
  ExportNamedDeclaration: { name: "export", mend: "Declare a function named 'handler' and export nothing." },
  ForOfStatement: { name: "for-of", mend: "Use for with an index, or forEach." },
  Import: { name: "A dynamic import", mend: "Import the module at the top." },
  ImportExpression: { name: "A dynamic import", mend: "Import the module at the top." },
  ImportNamespaceSpecifier: { name: "import * as", mend: "Import the module's default: import crypto from 'crypto'." },
  ImportSpecifier: { name: "A named import", mend: "Import the module's default: import crypto from 'crypto'." },
  MetaProperty: { name: "new.target or import.meta", mend: "Remove it." },
  ObjectPattern: { name: "Destructuring", mend: "Read each property by its name." },
  OptionalCallExpression: { name: "Optional chaining (?.)", mend: "Test for undefined with &&." },
  OptionalMemberExpression: { name: "Optional chaining (?.)", mend: "Test for undefined with &&." },
  // njs 0.7.9 refuses it, but functions with a spread in a branch that is never taken were reported to run on AWS.
  SpreadElement: { name: "Spread (...)", mend: "Use concat, Object.assign or apply.", loads: true },
  Super: { name: "super", mend: "Use a function and its prototype." },
  TaggedTemplateExpression: {
    name: "A tagged template",
    mend: "Call the function with plain arguments.",
    loads: true,
  },
  YieldExpression: { name: "A generator", mend: "Collect the values in an array." },
};

/** Refused forms of nodes that are listed. */
export const refusedForms = {
  async: { name: "async", mend: "Write a function that returns its result." },
  binaryNumber: { name: "A binary or octal number", mend: "Write it in decimal or hexadecimal.", loads: true },
  catchWithoutParameter: { name: "catch without a parameter", mend: "Write catch (error)." },
  codePointEscape: {
    name: "The escape \\u{...}",
    mend: "Write \\uXXXX, as a surrogate pair above U+FFFF, or the character itself.",
    loads: true,
  },
  computedAccessor: { name: "A computed property name", mend: "Use Object.defineProperty().", loads: true },
  computedName: {
    name: "A computed property name",
    mend: "Assign object[name] after the literal.",
    loads: true,
  },
  generator: { name: "A generator", mend: "Collect the values in an array." },
  logicalAssignment: { name: "The operator &&=, ||= or ??=", mend: "Use if and =." },
  nonAsciiName: { name: "A name beyond ASCII", mend: "Write it in ASCII, or a property's name as a string." },
  nullishCoalescing: {
    name: "The operator ??",
    mend: "Test for null and undefined with == null.",
    loads: true,
  },
  numericSeparator: { name: "A number with separators", mend: "Write it without _.", loads: true },
  shorthandMethod: { name: "A shorthand method", mend: "Write { name: function () {} }.", loads: true },
  shorthandProperty: { name: "A shorthand property", mend: "Write { name: name }.", loads: true },
  using: { name: "A declaration with using", mend: "Use const or let." },
} as const satisfies Readonly<Record<string, RefusedSyntax>>;
