import { type NodePath, traverse } from "@babel/core";
import * as t from "@babel/types";
import type { EdgeEvent, RequestRead } from "@featheredge/aws-rules";
import { entryFile } from "../bundle/entry.ts";
import { follow } from "../load/handler-file.ts";
import type { Code } from "../source/code.ts";
import { constantKey, constantsOf } from "../verify/constants.ts";
import { type Subject, Subjects } from "../verify/writes/subjects.ts";

type Kind = RequestRead["kind"];

const partsOf: Readonly<Record<Kind, string>> = { header: "headers", cookie: "cookies", query: "query" };
const reading = ["get", "getAll", "has"];
const writing = ["set", "append", "delete"];

/**
 * The headers, cookies and query parameters of the request that a function at an origin event reads by constant names.
 * A name that is made at run time is not reported, nor is one that the function itself writes, nor any of a kind of which
 * it writes a name that is made at run time.
 *
 * @param bundled with its names kept
 * @param isAuthors is true for the author's files; packages look for parts that few requests have
 */
export function findRequestReads(bundled: Code, event: EdgeEvent, isAuthors: (file: string) => boolean): RequestRead[] {
  const wanted: readonly Subject[] = event === "origin-request" ? ["request", "handed"] : ["request"];
  const reads: RequestRead[] = [];
  const written = new Map<Kind, Set<string>>();
  const isUnknown = new Set<Kind>();
  const read = (kind: Kind, names: readonly unknown[] | undefined, node: t.Node) => {
    const position = bundled.positionOf(node);
    if (position === undefined || !isAuthors(position.file)) return;
    const at = `${position.file}:${position.line}`;
    for (const name of names ?? []) if (typeof name === "string") reads.push(readOf(kind, name, at));
  };
  const write = (kind: Kind, names: readonly unknown[] | undefined) => {
    if (names === undefined) isUnknown.add(kind);
    const known = written.get(kind) ?? new Set();
    for (const name of names ?? []) known.add(String(name).toLowerCase());
    written.set(kind, known);
  };
  const subjects = new Subjects(...handlersOf(bundled));
  const kindOf = (path: NodePath) =>
    (Object.keys(partsOf) as Kind[]).find((kind) =>
      subjects.ofPart(path, partsOf[kind]).some((subject) => wanted.includes(subject)),
    );
  const inMember = (path: NodePath<t.MemberExpression | t.OptionalMemberExpression>) => {
    const object = path.get("object") as NodePath;
    const key = constantKey(path);
    if (key === "language" && isViewer(object)) read("header", ["accept-language"], path.node);
    const isMethod = path.key === "callee" && [...reading, ...writing, "names", "toString"].includes(key ?? "");
    if (isMethod || kindOf(object) !== "header") return;
    const names = path.node.computed ? constantsOf(path.get("property") as NodePath) : [key];
    if (isTarget(path)) write("header", names);
    else read("header", names, path.node);
  };
  traverse(bundled.tree, {
    CallExpression(path) {
      const callee = path.get("callee");
      const [argument] = path.get("arguments");
      if (!callee.isMemberExpression() || argument === undefined) return;
      const method = constantKey(callee) ?? "";
      if (!reading.includes(method) && !writing.includes(method)) return;
      const kind = kindOf(callee.get("object"));
      if (kind === undefined) return;
      if (reading.includes(method)) read(kind, constantsOf(argument), path.node);
      else if (method !== "delete") write(kind, constantsOf(argument));
    },
    MemberExpression: inMember,
    OptionalMemberExpression: inMember,
  });
  const isOwn = ({ kind, name }: RequestRead) => isUnknown.has(kind) || written.get(kind)?.has(name.toLowerCase());
  const distinct = new Map(reads.filter((one) => !isOwn(one)).map((one) => [`${one.kind} ${one.name}`, one]));
  return [...distinct.values()];
}

/** A native function gets its cookies in a header. */
function readOf(kind: Kind, name: string, at: string): RequestRead {
  return kind === "header" && name.toLowerCase() === "cookie" ? { kind: "cookie", name: "*", at } : { kind, name, at };
}

/** The functions of portable handlers, as the entry lists them. */
function handlersOf(bundled: Code): t.Node[] {
  const handlers: t.Node[] = [];
  traverse(bundled.tree, {
    ObjectProperty(path) {
      if (!t.isIdentifier(path.node.key, { name: "handle" })) return;
      if (bundled.positionOf(path.node)?.file !== entryFile) return;
      const handler = follow(path.get("value"));
      if (handler?.isFunction() === true) handlers.push(handler.node);
    },
  });
  return handlers;
}

function isViewer(path: NodePath): boolean {
  return path.isMemberExpression() && constantKey(path) === "viewer";
}

/** True for the left side of an assignment, and for what `delete` removes. */
function isTarget(path: NodePath): boolean {
  const { parentPath: parent, key } = path;
  if (parent?.isAssignmentExpression()) return key === "left";
  return parent?.isUnaryExpression({ operator: "delete" }) === true;
}
