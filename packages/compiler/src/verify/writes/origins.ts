import type { NodePath } from "@babel/core";
import type * as t from "@babel/types";
import { constantKey, constantsOf } from "../constants.ts";
import { nameOf, type Subjects } from "./subjects.ts";

/** The constant parts of the origin that a function chooses for a request. */
export interface OriginWrite {
  readonly kind: "origin";
  readonly responseTimeouts: readonly number[];
  readonly failoverStatuses: readonly number[];
  /** Header names to values. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** By the SDK's `request.origin.update()` and `group()`, or by the runtime's own functions behind them. */
export function originWrite(call: NodePath<t.CallExpression>, subjects: Subjects): OriginWrite | undefined {
  const callee = call.get("callee");
  if (!callee.isMemberExpression()) return undefined;
  const method = constantKey(callee);
  const [first, second] = call.get("arguments");
  const object = callee.get("object");
  const isOrigins =
    object.isMemberExpression() && constantKey(object) === "origin" && subjects.of(object.get("object")).length > 0;
  if (method === "updateRequestOrigin" || (method === "update" && isOrigins)) return updateOf(first);
  if (method === "createRequestOriginGroup") return groupOf(at(first, "failoverCriteria", "statusCodes"));
  return method === "group" && isOrigins ? groupOf(second) : undefined;
}

function updateOf(changes: NodePath | undefined): OriginWrite {
  const [headers] = known(at(changes, "customHeaders"));
  return {
    kind: "origin",
    responseTimeouts: numbers(known(at(changes, "timeouts", "readTimeout"))),
    failoverStatuses: [],
    headers: Object.entries(headers ?? {}).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value]] : [],
    ),
  };
}

function groupOf(statuses: NodePath | undefined): OriginWrite {
  const [list] = known(statuses);
  return {
    kind: "origin",
    responseTimeouts: [],
    failoverStatuses: numbers(Array.isArray(list) ? list : []),
    headers: [],
  };
}

/** The value below some keys of an object that is written out. */
export function at(object: NodePath | undefined, ...keys: readonly string[]): NodePath | undefined {
  return keys.reduce<NodePath | undefined>((found, key) => {
    if (!found?.isObjectExpression()) return undefined;
    const property = found
      .get("properties")
      .find((one) => one.isObjectProperty() && !one.node.computed && nameOf(one.node.key) === key);
    return property?.isObjectProperty() ? property.get("value") : undefined;
  }, object);
}

/** The possible values of an expression; empty where they are not constant, or there is none. */
export function known(value: NodePath | undefined): readonly unknown[] {
  return value === undefined ? [] : (constantsOf(value) ?? []);
}

function numbers(values: readonly unknown[]): number[] {
  return values.filter((value) => typeof value === "number");
}
