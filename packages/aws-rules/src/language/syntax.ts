/**
 * The syntax of cloudfront-js-2.0 as Babel names its nodes: ES 5.1 plus what AWS lists. A node that is not here is
 * refused. Forms that share a node with a listed one (a shorthand property, a generator) are told apart by
 * `syntaxDetails`.
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

/** What refused syntax is called, and how to say the same in the listed language. Keys are Babel's node names. */
export const refusedSyntax: Readonly<Record<string, { readonly name: string; readonly mend: string }>> = {
  ArrayPattern: { name: "Destructuring", mend: "Read each element by its index." },
  AssignmentPattern: { name: "A default value", mend: "Test for undefined and assign." },
  BigIntLiteral: { name: "BigInt", mend: "Use a number up to Number.MAX_SAFE_INTEGER." },
  ClassDeclaration: { name: "A class", mend: "Use a function and its prototype." },
  ClassExpression: { name: "A class", mend: "Use a function and its prototype." },
  DebuggerStatement: { name: "debugger", mend: "Remove it." },
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
  SpreadElement: { name: "Spread (...)", mend: "Use concat, Object.assign or apply." },
  Super: { name: "super", mend: "Use a function and its prototype." },
  TaggedTemplateExpression: { name: "A tagged template", mend: "Call the function with plain arguments." },
  WithStatement: { name: "with", mend: "Name the object." },
  YieldExpression: { name: "A generator", mend: "Collect the values in an array." },
};
