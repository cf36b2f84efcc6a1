import type { NodePath } from "@babel/core";
import * as t from "@babel/types";
import type { IsTheirs } from "../authorship.ts";

/** The globals and members that can make any text, from escapes, bytes or numbers. */
const textSources = /^(?:decodeURI|decodeURIComponent|atob|Buffer|TextDecoder)$/;
const textMembers = /^(?:parse|fromCharCode|fromCodePoint|get|text)$/;

/** Facts about the author's code that decide which patches are needed elsewhere. */
export class Facts {
  readonly isAuthors: IsTheirs;
  /** Names that the code gives to properties: a `stack` among them may not be an error's. */
  readonly ownNames = new Set<string>();
  /** True if the code has properties that are read by a function. */
  hasAccessors = false;
  /** True if the code deletes properties. */
  deletes = false;
  /** True if the code makes properties whose names are known at run time only, and may be numbers. */
  hasComputedKeys = false;
  /** True if the code can produce strings that a raw request cannot contain (CR, non-ASCII). */
  hasForeignText = false;
  /** True if the code makes regular expressions from text that is known at run time only. */
  makesRegExps = false;
  /** True if the code reads the `length` of a function that it was passed. */
  asksForLength = false;

  constructor(isAuthors: IsTheirs) {
    this.isAuthors = isAuthors;
  }

  find(program: NodePath<t.Program>): void {
    program.traverse({
      ObjectMember: ({ node }) => this.#member(node),
      AssignmentExpression: ({ node }) => this.#assignment(node.left),
      UnaryExpression: ({ node }) => {
        if (node.operator === "delete" && this.isAuthors(node)) this.deletes = true;
      },
      Identifier: (path) => {
        if (textSources.test(path.node.name) && isGlobal(path) && this.isAuthors(path.node)) this.hasForeignText = true;
      },
      MemberExpression: (path) => this.#read(path),
      StringLiteral: ({ node }) => this.#text(node, node.value),
      TemplateElement: ({ node }) => this.#text(node, node.value.cooked ?? ""),
      NewExpression: (path) => this.#call(path),
      CallExpression: (path) => this.#call(path),
    });
  }

  #member(node: t.ObjectMember): void {
    if (!this.isAuthors(node)) return;
    const name = nameOf(node.key, node.computed);
    if (name === undefined) this.hasComputedKeys ||= !isIndex(node.key);
    else this.ownNames.add(name);
    if (node.computed && isIntegerText(node.key)) this.hasComputedKeys = true;
    if (name === "get" || (t.isObjectMethod(node) && node.kind !== "method")) this.hasAccessors = true;
  }

  #assignment(left: t.Node): void {
    if (!t.isMemberExpression(left) || !this.isAuthors(left)) return;
    const name = nameOf(left.property, left.computed);
    if (name === undefined) this.hasComputedKeys ||= !isIndex(left.property);
    else this.ownNames.add(name);
    if (isIntegerText(left.property)) this.hasComputedKeys = true;
  }

  #read(path: NodePath<t.MemberExpression>): void {
    const name = nameOf(path.node.property, path.node.computed);
    if (name === undefined || !this.isAuthors(path.node)) return;
    if (textMembers.test(name)) this.hasForeignText = true;
    if (name === "parse") this.hasComputedKeys = true;
    if (name === "length" && isFunctionGiven(path)) this.asksForLength = true;
  }

  #text(node: t.Node, text: string): void {
    if (/[^\n\t -~]/.test(text) && this.isAuthors(node)) this.hasForeignText = true;
  }

  #call(path: NodePath<t.NewExpression> | NodePath<t.CallExpression>): void {
    if (!isGlobalNamed(path, path.node.callee, "RegExp") || t.isStringLiteral(path.node.arguments[0])) return;
    if (this.isAuthors(path.node)) this.makesRegExps = true;
  }
}

export function isGlobalNamed(path: NodePath, node: t.Node, name: string): boolean {
  return t.isIdentifier(node, { name }) && !path.scope.hasBinding(name, true);
}

function isGlobal(path: NodePath): boolean {
  return path.isReferencedIdentifier() && !path.scope.hasBinding(path.node.name, true);
}

/** The name of a property, as far as it is written out. */
export function nameOf(key: t.Node, computed: boolean): string | undefined {
  if (!computed && t.isIdentifier(key)) return key.name;
  if (t.isStringLiteral(key)) return key.value;
  return t.isNumericLiteral(key) ? String(key.value) : undefined;
}

/** True for `"2"`, as partial evaluation writes out a key that the author's code makes; an author's own is a number. */
function isIntegerText(key: t.Node): boolean {
  return t.isStringLiteral(key) && /^\d+$/.test(key.value);
}

/** `i++` and `.length` are array indexes; a template that starts with a letter is never numeric. */
function isIndex(key: t.Node): boolean {
  if (t.isUpdateExpression(key) || (t.isMemberExpression(key) && nameOf(key.property, key.computed) === "length"))
    return true;
  return t.isTemplateLiteral(key) && /^\D/.test(key.quasis[0]?.value.raw ?? "");
}

/** `f.length` where `f` is a variable that is also called. */
function isFunctionGiven(path: NodePath<t.MemberExpression>): boolean {
  const { object } = path.node;
  if (!t.isIdentifier(object)) return false;
  const uses = path.scope.getBinding(object.name)?.referencePaths ?? [];
  return uses.some(({ key, parent }) => {
    if (key === "callee") return true;
    const name = t.isMemberExpression(parent) ? nameOf(parent.property, parent.computed) : undefined;
    return key === "object" && (name === "apply" || name === "call" || name === "bind");
  });
}
