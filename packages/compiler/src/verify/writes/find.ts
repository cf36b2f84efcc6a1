import { type NodePath, traverse } from "@babel/core";
import * as t from "@babel/types";
import type { StatusKey } from "@featheredge/aws-rules";
import { follow } from "../../load/handler-file.ts";
import { handlersOf } from "../../native/takes-callback.ts";
import { beginningOf, constantKey } from "../constants.ts";
import { exportedFunction } from "../exported-function.ts";
import type { LineAndColumn, SimplifiedSource } from "../simplified-source.ts";
import { at, known, type OriginWrite, originWrite } from "./origins.ts";
import { Results } from "./results.ts";
import { isNativeResponse, makerOf, nameOf, type Subject, Subjects } from "./subjects.ts";
import { type VariableRead, variableRead } from "./variables.ts";

/** The constant changes that a source makes to a request or a response, whatever its runtime and event. */
export type Write = { readonly at: LineAndColumn } & (
  | { readonly kind: "header"; readonly isDeleted: boolean; readonly name: string; readonly of: readonly Subject[] }
  | HeadersWrite
  | StatusWrite
  | { readonly kind: "uri"; readonly uri: string; readonly of: readonly Subject[] }
  | GeneratedWrite
  | OriginWrite
  | { readonly kind: "request-body"; readonly bytes: number; readonly encoding: unknown }
  | VariableRead
);

interface StatusWrite {
  readonly kind: "status";
  readonly key: StatusKey;
  readonly status: readonly unknown[];
  readonly of: readonly Subject[];
}

/** All headers of a request or response at once: the names of those that are written out. */
interface HeadersWrite {
  readonly kind: "headers";
  readonly names: readonly string[];
  readonly of: readonly Subject[];
}

interface GeneratedWrite {
  readonly kind: "generated";
  /** In AWS's own form, rather than by the SDK. */
  readonly isNative: boolean;
  /** The possible values of each key for the status; empty where they are not constant. */
  readonly statuses: Readonly<Partial<Record<StatusKey, readonly unknown[]>>>;
  /** True if the function returns it, or calls back with it. */
  readonly isResult: boolean;
  /** True if it may have other properties than those that are written out. */
  readonly isOpen: boolean;
  readonly bodies: readonly string[];
}

type Found = Write extends infer W ? (W extends Write ? Omit<W, "at"> : never) : never;
type Add = (write: Found, node: t.Node) => void;

/**
 * The constant writes of a handler's source, or of a file that it imports, in their order.
 *
 * @param isPortable whether the function behind its default export is handed a request or response
 */
export function findWrites(source: SimplifiedSource | undefined, isPortable: boolean): Write[] {
  if (source === undefined) return [];
  const writes: Write[] = [];
  const add: Add = (write, node) => void writes.push({ ...write, at: source.positionOf(node) });
  let subjects = new Subjects(undefined);
  let results = new Results([]);
  traverse(source.tree, {
    Program(program) {
      if (isPortable) subjects = new Subjects(exportedFunction(program)?.node);
      else results = new Results(handlersOf(program));
    },
    Identifier(path) {
      const read = variableRead(path);
      for (const one of read) add(one, path.node);
    },
    CallExpression: (path) => findInCall(path, subjects, add),
    AssignmentExpression: (path) => findInAssignment(path, subjects, add),
    UnaryExpression(path) {
      const argument = path.get("argument");
      if (path.node.operator !== "delete" || !argument.isMemberExpression()) return;
      const name = constantKey(argument);
      const of = subjects.ofHeaders(argument.get("object"));
      if (name !== undefined && of.length > 0) add({ kind: "header", isDeleted: true, name, of }, path.node);
    },
    ObjectExpression(path) {
      if (!isNativeResponse(path.node) && !(at(path, "status") !== undefined && results.has(path))) return;
      const isOpen = path.node.properties.some((one) => t.isSpreadElement(one));
      const [statuses, bodies] = [statusesIn(path), texts(known(at(path, "body")))];
      add({ kind: "generated", isNative: true, statuses, isResult: results.has(path), isOpen, bodies }, path.node);
      const headers = at(path, "headers");
      findInHeaders(headers, add);
      const names = isOpen ? undefined : namesIn(headers);
      if (names !== undefined) add({ kind: "headers", names, of: ["generated"] }, path.node);
    },
  });
  return writes;
}

function findInCall(path: NodePath<t.CallExpression>, subjects: Subjects, add: Add): void {
  const callee = path.get("callee");
  const given = path.get("arguments");
  const [first] = given;
  const maker = makerOf(path);
  if (maker !== undefined) findInMaker(path, maker, given, add);
  const origin = originWrite(path, subjects);
  if (origin !== undefined) add(origin, path.node);
  if (!callee.isMemberExpression() || first === undefined) return;
  const method = constantKey(callee);
  const object = callee.get("object");
  if (method === "rewrite") addUri(first, subjects.of(object), path.node, add);
  if (method !== "set" && method !== "append" && method !== "delete") return;
  const of = subjects.ofHeaders(object);
  if (of.length === 0) return;
  for (const name of texts(known(first))) {
    add({ kind: "header", isDeleted: method === "delete", name, of }, path.node);
  }
}

/** `respond(status, body, headers)`, `redirect(location, status)`, `html(markup, status)`, `json(value, status)`. */
function findInMaker(path: NodePath, maker: string, given: readonly NodePath[], add: Add): void {
  const [first, second, headers] = given;
  const [status, body] = maker === "respond" ? [first, second] : [second, first];
  const written = known(body).map((value) => (maker === "json" ? JSON.stringify(value) : value));
  const bodies = maker === "redirect" ? [] : texts(written);
  add({ ...plain, statuses: { status: known(status) }, bodies }, path.node);
  if (maker === "respond") findInHeaders(headers, add);
  const names = maker === "respond" ? namesIn(headers) : [];
  if (names !== undefined) add({ kind: "headers", names, of: ["generated"] }, path.node);
}

/** A response, or a part of it, that is not an object in AWS's own form. */
const plain = { kind: "generated", isNative: false, isResult: false, isOpen: true } as const;

function statusesIn(response: NodePath<t.ObjectExpression>): GeneratedWrite["statuses"] {
  const keys = ["status", "statusCode"] as const;
  const namedKeys = keys.flatMap((key) => {
    const value = at(response, key);
    return value === undefined ? [] : [[key, known(value)] as const];
  });
  return Object.fromEntries(namedKeys);
}

/** The headers in an object of them. */
function findInHeaders(value: NodePath | undefined, add: Add, of: readonly Subject[] = ["generated"]): void {
  const object = value && follow(value);
  if (!object?.isObjectExpression()) return;
  for (const property of object.node.properties) {
    const name = t.isObjectProperty(property) && !property.computed ? nameOf(property.key) : undefined;
    // A header that is copied from the event, as read-only headers must be, is not changed.
    const isCopied = t.isObjectProperty(property) && t.isMemberExpression(property.value) && !of.includes("generated");
    if (name !== undefined && !isCopied) add({ kind: "header", isDeleted: false, name, of }, property);
  }
}

/** The names of headers that are written out as one object; undefined where it may have others. */
function namesIn(value: NodePath | undefined): readonly string[] | undefined {
  if (value === undefined) return [];
  // An object that has a name may be given more headers by it.
  if (value.isIdentifier() && value.scope.getBinding(value.node.name)?.references !== 1) return undefined;
  const object = follow(value);
  if (!object?.isObjectExpression()) return undefined;
  const names = object.node.properties.map((property) =>
    t.isObjectProperty(property) && !property.computed ? nameOf(property.key) : undefined,
  );
  return names.every((name) => name !== undefined) ? names : undefined;
}

function findInAssignment(path: NodePath<t.AssignmentExpression>, subjects: Subjects, add: Add): void {
  const target = path.get("left");
  if (path.node.operator !== "=" || !target.isMemberExpression()) return;
  const key = constantKey(target);
  const object = target.get("object");
  const value = path.get("right");
  if (key === undefined) return;
  const of = subjects.ofHeaders(object);
  if (of.length > 0) add({ kind: "header", isDeleted: false, name: key, of }, path.node);
  const owner = subjects.of(object);
  if (owner.length === 0) return;
  if (key === "path" || key === "uri") addUri(value, owner, path.node, add);
  if (key === "headers") {
    findInHeaders(value, add, owner);
    const names = namesIn(value);
    if (names !== undefined) add({ kind: "headers", names, of: owner }, path.node);
  }
  if (key === "status" || key === "statusCode")
    add({ kind: "status", key, status: known(value), of: owner }, path.node);
  if (key === "body") findInBody(value, path.node, add);
}

/** The text of a response, or the body with which a native Lambda@Edge function replaces a request's. */
function findInBody(value: NodePath, node: t.Node, add: Add): void {
  const data = texts(known(at(value, "data")));
  const [encoding] = known(at(value, "encoding"));
  for (const text of data) add({ kind: "request-body", bytes: Buffer.byteLength(text), encoding }, node);
  const bodies = texts(known(value));
  if (bodies.length > 0) add({ ...plain, statuses: {}, bodies }, node);
}

function addUri(value: NodePath, of: readonly Subject[], node: t.Node, add: Add): void {
  const beginning = beginningOf(value);
  if (of.length === 0 || beginning === undefined || (beginning.text === "" && !beginning.isWhole)) return;
  add({ kind: "uri", uri: beginning.text, of }, node);
}

function texts(values: readonly unknown[]): string[] {
  return values.filter((value) => typeof value === "string");
}
