import { types as t } from "@babel/core";
import { CannotUnbox, type SdkFunctions } from "./sdk-functions.ts";
import type { Kind } from "./sdk-types.ts";

const isToken = /^[!#$%&'*+.^_`|~0-9a-z-]+$/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const hasControl = /[\0-\x08\n-\x1f\x7f]/;

/** What reading a property of a view comes to, on what it is a view of; undefined for one that is not unboxed. */
export function readMember(kind: Kind, name: string, of: t.Expression, sdk: SdkFunctions): t.Expression | undefined {
  const path = (...keys: string[]) =>
    keys.reduce<t.Expression>((at, key) => t.memberExpression(at, t.identifier(key)), of);
  const header = (key: string) => sdk.call("first", path("request", "headers"), t.stringLiteral(key));
  const members: Record<string, Record<string, () => t.Expression>> = {
    request: {
      event: () => of,
      id: () =>
        t.logicalExpression(
          "&&",
          path("context"),
          t.memberExpression(t.cloneNode(path("context")), t.identifier("requestId")),
        ),
      method: () => path("request", "method"),
      path: () => path("request", "uri"),
      query: () => path("request", "querystring"),
      headers: () => path("request", "headers"),
      cookies: () => path("request", "cookies"),
      body: () => path("request", "body"),
      viewer: () => of,
      origin: () => sdk.call("originOf", of),
    },
    response: {
      native: () => of,
      status: () => path("statusCode"),
      headers: () => path("headers"),
      cookies: () => path("cookies"),
      body: () => path("body"),
    },
    viewer: {
      ip: () => path("viewer", "ip"),
      country: () => header("cloudfront-viewer-country"),
      region: () => header("cloudfront-viewer-country-region"),
      city: () => header("cloudfront-viewer-city"),
      device: () => sdk.call("deviceOf", path("request", "headers")),
    },
  };
  const found = members[kind];
  return found !== undefined && Object.hasOwn(found, name) ? found[name]?.() : undefined;
}

/** What a call of a view's method comes to; undefined for one that is not unboxed. */
export function callMember(
  kind: Kind,
  name: string,
  of: t.Expression,
  values: readonly t.Expression[],
  sdk: SdkFunctions,
): t.Expression | undefined {
  const [first, second] = values;
  if (kind === "request" && name === "rewrite" && first !== undefined && t.isIdentifier(of)) {
    return t.sequenceExpression([writePath(of, first, sdk), t.cloneNode(of)]);
  }
  if (kind === "headers" && name === "names") {
    return t.callExpression(t.memberExpression(t.identifier("Object"), t.identifier("keys")), [of]);
  }
  if (first === undefined || (kind !== "headers" && kind !== "query" && kind !== "cookies")) return undefined;
  const key = kind === "headers" ? lowerCase(first) : first;
  if (name === "get") return sdk.call("first", of, key);
  if (name === "getAll" && kind !== "cookies") return sdk.call("valuesOf", of, key);
  if (name === "has") {
    return t.binaryExpression("!==", sdk.call("first", of, key), t.unaryExpression("void", t.numericLiteral(0)));
  }
  if (kind === "cookies") return undefined;
  if (name === "delete") return t.unaryExpression("delete", t.memberExpression(of, key, true));
  if (name !== "set" || second === undefined) return undefined;
  const target = kind === "headers" ? headerName(first, sdk) : sdk.call("queryValue", first);
  const value = kind === "headers" ? headerValue(second, sdk) : sdk.call("queryValue", second);
  const field = t.objectExpression([t.objectProperty(t.identifier("value"), value)]);
  return t.assignmentExpression("=", t.memberExpression(of, target, true), field);
}

/** What an assignment to a property comes to, as a statement; undefined for one that is not unboxed. */
export function writeMember(
  kind: Kind,
  name: string,
  of: t.Expression,
  value: t.Expression,
  sdk: SdkFunctions,
): t.Expression | undefined {
  if (kind === "request" && name === "path") return writePath(of, value, sdk);
  if (kind !== "response" || !t.isIdentifier(of)) return undefined;
  const own = (key: string) => t.memberExpression(t.cloneNode(of), t.identifier(key));
  if (name === "status") {
    const described = t.unaryExpression("delete", own("statusDescription"));
    return t.sequenceExpression([t.assignmentExpression("=", own("statusCode"), value), described]);
  }
  if (name !== "body" || !t.isIdentifier(value)) return undefined;
  const isAbsent = t.binaryExpression("===", t.cloneNode(value), t.unaryExpression("void", t.numericLiteral(0)));
  const absent = t.unaryExpression("delete", own("body"));
  return t.conditionalExpression(isAbsent, absent, t.assignmentExpression("=", own("body"), value));
}

/** The view itself, for what is not unboxed. */
export function box(kind: Kind, of: t.Expression, sdk: SdkFunctions): t.Expression {
  if (kind === "request" || kind === "response") throw new CannotUnbox(`a ${kind} goes out of sight`);
  return sdk.call(`${kind}Of`, of);
}

function writePath(of: t.Expression, value: t.Expression, sdk: SdkFunctions): t.Expression {
  const uri = t.memberExpression(t.memberExpression(of, t.identifier("request")), t.identifier("uri"));
  return t.assignmentExpression("=", uri, sdk.call("pathValue", value));
}

function lowerCase(name: t.Expression): t.Expression {
  if (t.isStringLiteral(name)) return t.stringLiteral(name.value.toLowerCase());
  return t.callExpression(t.memberExpression(name, t.identifier("toLowerCase")), []);
}

function headerName(name: t.Expression, sdk: SdkFunctions): t.Expression {
  const isPlain = t.isStringLiteral(name) && isToken.test(name.value);
  return lowerCase(isPlain ? name : sdk.call("token", name));
}

function headerValue(value: t.Expression, sdk: SdkFunctions): t.Expression {
  return t.isStringLiteral(value) && !hasControl.test(value.value) ? value : sdk.call("fieldValue", value);
}
