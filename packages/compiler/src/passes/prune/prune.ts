import { parseSync, types as t } from "@babel/core";
import { Tracer } from "../../source/trace.ts";
import { mayReadByComputedKey } from "./computed-reads.ts";
import { collectMentions, keyName, type Mentions, noMentions } from "./mentions.ts";

/** A part of a bundle that is shipped only if what is shipped mentions it. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly mentions: Mentions;
  /** What mentions it: an identifier, or the property of a table that an identifier names. */
  readonly identifier: string;
  readonly member?: { readonly name: string; readonly isSetter: boolean };
  /** The declaration that it is one of several of. */
  readonly declaration?: t.VariableDeclaration;
}

/**
 * Takes out of a bundle the methods and accessors of the SDK's objects that nothing in it mentions, and what only they
 * use. The bundler can't: to it a property of an object is never dead.
 *
 * A name counts as mentioned wherever it stands as a property or string in code that is kept, whatever the object.
 * What is taken out becomes blanks, so the bundle's map still holds.
 *
 * @param isSdk tells the SDK's files, relative to the sources' root
 */
export function pruneMembers(code: string, map: string, isSdk: (file: string) => boolean, isUnboxed: boolean): string {
  const ast = parseSync(code, { configFile: false, babelrc: false, sourceType: "module" });
  if (ast === null) return code;
  const tracer = new Tracer(map);
  const isOfSdk = ({ loc }: t.Node) => {
    const position = loc && tracer.trace(loc.start.line, loc.start.column);
    return position !== undefined && position !== null && isSdk(position.file);
  };
  const { body } = ast.program;
  if (
    mayReadByComputedKey(
      body.filter((statement) => !isOfSdk(statement)),
      isUnboxed,
    )
  )
    return code;
  const { roots, pieces } = partition(body, isOfSdk);
  const dead = unreached(roots, pieces);
  return rangesOf(dead, code).reduce(
    (text, { start, end }) => text.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, " ") + text.slice(end),
    code,
  );
}

function partition(body: readonly t.Statement[], isOfSdk: (node: t.Node) => boolean) {
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
    collectMentions(part, mentions, skip);
    pieces.push({ start: node.start ?? 0, end: node.end ?? 0, mentions, identifier, ...rest });
  };
  for (const statement of body) {
    if (t.isImportDeclaration(statement) && statement.specifiers.length === 1 && statement.specifiers[0]) {
      add(statement, t.emptyStatement(), statement.specifiers[0].local.name, new Set());
    } else if (t.isFunctionDeclaration(statement) && statement.id && isOfSdk(statement)) {
      add(statement, statement, statement.id.name, new Set([statement.id]));
    } else if (t.isVariableDeclaration(statement)) {
      for (const declarator of statement.declarations) {
        const { id, init } = declarator;
        if (!t.isIdentifier(id) || !init || !isPure(init) || !isOfSdk(declarator)) {
          collectMentions(declarator, roots, new Set());
          continue;
        }
        const members = t.isObjectExpression(init) && isTable(init) ? init.properties : [];
        add(declarator, init, id.name, new Set<t.Node>(members), { declaration: statement });
        for (const member of members) {
          const name = keyName((member as t.ObjectMethod).key) ?? "";
          const isSetter = t.isObjectMethod(member, { kind: "set" });
          add(member, member, id.name, new Set(), { member: { name, isSetter } });
        }
      }
    } else collectMentions(statement, roots, new Set());
  }
  return { roots, pieces };
}

/** An object of methods only: none of its properties is data that somebody could look up. */
function isTable({ properties }: t.ObjectExpression): boolean {
  return properties.every((property) => {
    if (t.isSpreadElement(property) || property.computed || keyName(property.key) === undefined) return false;
    return t.isObjectMethod(property) || t.isFunction(property.value);
  });
}

function isPure(init: t.Expression): boolean {
  if (t.isObjectExpression(init)) return isTable(init);
  return t.isFunction(init) || t.isRegExpLiteral(init) || (t.isLiteral(init) && !t.isTemplateLiteral(init));
}

/** What is not mentioned by the roots, nor by anything that they lead to. */
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

/** What to blank: pieces with the comma after them, and of a declaration what leaves one that is whole. */
function rangesOf(dead: readonly Piece[], code: string): { start: number; end: number }[] {
  return dead.flatMap(({ start, end, declaration }) => {
    if (declaration === undefined) return [{ start, end: end + (/^\s*,/.exec(code.slice(end))?.[0].length ?? 0) }];
    const isDead = (node: t.Node) =>
      dead.some((piece) => piece.declaration === declaration && piece.start === node.start);
    const kept = declaration.declarations.filter((node) => !isDead(node));
    const last = kept.at(-1);
    if (last === undefined) return [{ start: declaration.start ?? 0, end: declaration.end ?? 0 }];
    const next = declaration.declarations.find((node) => (node.start ?? 0) >= end);
    // After the last that stays, the comma goes that stands before.
    if (next === undefined || start > (last.start ?? 0)) return [{ start: last.end ?? 0, end }];
    return [{ start, end: next.start ?? end }];
  });
}
