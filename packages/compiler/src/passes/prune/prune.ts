import * as t from "@babel/types";
import { type SdkFunction, views } from "@featheredge/edge-sdk/views";
import { type IsTheirs, isOfSdk } from "../authorship.ts";
import type { Pass } from "../pass.ts";
import { findSdkFunctions } from "../sdk-functions.ts";
import { mayReadByComputedKey } from "./computed-reads.ts";
import { collectMentions, isText, keyName, type Mentions, noMentions } from "./mentions.ts";

/** A part of a bundle that is shipped only if what is shipped mentions it. */
interface Piece {
  readonly node: t.Node;
  readonly mentions: Mentions;
  /** The name by which other code mentions it, or mentions the table that it is a property of. */
  readonly identifier: string;
  readonly member?: { readonly name: string; readonly isSetter: boolean };
}

/**
 * Drops the methods and accessors of the SDK's objects that the rest of the code doesn't mention, and code that only
 * they use. The bundler can't do this, since it takes every property of an object to be in use.
 *
 * A name counts as mentioned wherever it is a property or a string in code that is kept, whatever the object.
 */
export const prune: Pass = {
  name: "prune",
  run(module) {
    const isSdk = isOfSdk(module);
    const { body } = module.code.tree.program;
    const authors = body.filter((statement) => !isSdk(statement));
    const sdk = findSdkFunctions(module.code.tree.program, module);
    if (mayReadByComputedKey(authors, sdk, module.isInlined)) return module;
    return { ...module, code: module.code.change(({ program }) => pruneProgram(program, isSdk, sdk)) };
  },
};

function pruneProgram(program: t.Program, isSdk: IsTheirs, sdk: ReadonlyMap<SdkFunction, string>): void {
  const textMakers = Object.values(views).flatMap((view) => (isText(view) ? [sdk.get(view.maker) ?? ""] : []));
  const { roots, pieces } = partition(program.body, isSdk, new Set(textMakers));
  const dead = new Set(unreached(roots, pieces).map(({ node }) => node));
  const isAlive = (node: t.Node) => !dead.has(node);
  program.body = program.body.filter((statement) => {
    if (!t.isVariableDeclaration(statement)) return isAlive(statement);
    statement.declarations = statement.declarations.filter(isAlive);
    for (const { init } of statement.declarations) {
      if (t.isObjectExpression(init)) init.properties = init.properties.filter(isAlive);
    }
    return statement.declarations.length > 0;
  });
}

function partition(body: readonly t.Statement[], isSdk: IsTheirs, textMakers: ReadonlySet<string>) {
  const roots = noMentions();
  const pieces: Piece[] = [];
  const add = (
    node: t.Node,
    part: t.Node,
    identifier: string,
    skip: ReadonlySet<t.Node>,
    rest: Partial<Piece> = {},
  ) => {
    const mentions = noMentions();
    collectMentions(part, mentions, skip, textMakers);
    pieces.push({ node, mentions, identifier, ...rest });
  };
  for (const statement of body) {
    if (t.isImportDeclaration(statement) && statement.specifiers.length === 1 && statement.specifiers[0]) {
      add(statement, t.emptyStatement(), statement.specifiers[0].local.name, new Set());
    } else if (t.isFunctionDeclaration(statement) && statement.id && isSdk(statement)) {
      add(statement, statement, statement.id.name, new Set([statement.id]));
    } else if (t.isVariableDeclaration(statement)) {
      for (const declarator of statement.declarations) {
        const { id, init } = declarator;
        if (!t.isIdentifier(id) || !init || !isPure(init) || !isSdk(declarator)) {
          collectMentions(declarator, roots, new Set(), textMakers);
          continue;
        }
        const members = t.isObjectExpression(init) && isTable(init) ? membersOf(init) : [];
        add(declarator, init, id.name, new Set<t.Node>(members));
        for (const member of members) {
          const name = keyName(member.key) ?? "";
          const isSetter = t.isObjectMethod(member, { kind: "set" });
          add(member, member, id.name, new Set(), { member: { name, isSetter } });
        }
      }
    } else collectMentions(statement, roots, new Set(), textMakers);
  }
  return { roots, pieces };
}

/** True for an object of methods only: code can't look up data in it. */
function isTable({ properties }: t.ObjectExpression): boolean {
  return properties.every((property) => {
    if (t.isSpreadElement(property) || property.computed || keyName(property.key) === undefined) return false;
    return t.isObjectMethod(property) || t.isFunction(property.value);
  });
}

function membersOf({ properties }: t.ObjectExpression): (t.ObjectMethod | t.ObjectProperty)[] {
  return properties.filter((property) => !t.isSpreadElement(property));
}

function isPure(init: t.Expression): boolean {
  if (t.isObjectExpression(init)) return isTable(init);
  return t.isFunction(init) || t.isRegExpLiteral(init) || (t.isLiteral(init) && !t.isTemplateLiteral(init));
}

/** The pieces that neither the roots nor any piece that they lead to mention. */
function unreached(roots: Mentions, pieces: readonly Piece[]): Piece[] {
  let waiting = [...pieces];
  let fresh = [roots];
  const all = noMentions();
  while (fresh.length > 0) {
    for (const { reads, writes, identifiers } of fresh) {
      for (const name of reads) all.reads.add(name);
      for (const name of writes) all.writes.add(name);
      for (const name of identifiers) all.identifiers.add(name);
    }
    const reached = waiting.filter((piece) => isMentioned(piece, all));
    waiting = waiting.filter((piece) => !reached.includes(piece));
    fresh = reached.map(({ mentions }) => mentions);
  }
  return waiting;
}

function isMentioned({ identifier, member }: Piece, all: Mentions): boolean {
  if (!all.identifiers.has(identifier)) return false;
  if (member === undefined) return true;
  return (member.isSetter ? all.writes : all.reads).has(member.name);
}
