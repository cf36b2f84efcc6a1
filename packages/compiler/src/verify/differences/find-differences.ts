import { type NodePath, parseSync, type types as t, traverse } from "@babel/core";
import type { Blocker } from "../../placement/blocker.ts";
import type { MappedCode } from "../../source/mapped-code.ts";
import { Tracer } from "../../source/trace.ts";
import { checkBuiltIn } from "./built-ins.ts";
import { DeletedKeys } from "./deleted-keys.ts";
import { checkNumber } from "./numbers.ts";
import { checkRepeatedGroups } from "./repeated-groups.ts";
import { checkText } from "./texts.ts";

/** Tells what gives something else at the edge: what the source does, completing "uses …", and how to do without. */
export type Tell = (node: t.Node, what: string, fix: string) => void;

/**
 * What AWS's list has, and njs 0.7.9 gives another result for than ECMAScript, where no lowering makes up for it and the
 * source shows it. What only values decide at run time is not seen: a character above U+FFFF in a text that comes from
 * outside counts as one, and some numbers of sixteen or seventeen digits end in another digit as text.
 *
 * @param bundled the bundle before it is lowered, with a map to the author's files
 * @param isSdk tells the SDK's files, which have none of it
 */
export function findDifferences({ code, map }: MappedCode, isSdk: (file: string) => boolean): Blocker[] {
  const tracer = new Tracer(map);
  const found: Blocker[] = [];
  const positionOf = ({ loc }: t.Node) => (loc ? tracer.trace(loc.start.line, loc.start.column) : undefined);
  const tell: Tell = (node, what, fix) => {
    const position = positionOf(node);
    if (position === undefined || isSdk(position.file)) return;
    const end = "which CloudFront Functions may give another result for";
    found.push({ rule: "function-difference", what: `uses ${what}, ${end}`, fix, position });
  };
  const program = parse(code);
  if (program === undefined) return [];
  const deleted = new DeletedKeys();
  traverse(program, {
    enter(path: NodePath) {
      checkBuiltIn(path, tell);
      checkNumber(path, tell);
      checkRepeatedGroups(path, tell);
      checkText(path, tell);
      deleted.note(path);
    },
  });
  deleted.check(tell);
  return found;
}

/** What Babel does not take, the gate tells. */
function parse(code: string): t.File | undefined {
  try {
    return parseSync(code, { configFile: false, babelrc: false, sourceType: "module" }) ?? undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
