import { types as t } from "@babel/core";
import { CannotInline, type SdkFunctions } from "../sdk-functions.ts";
import type { Kind } from "./sdk-types.ts";

/** What `pathValue` leaves as it is. */
const safePath = /^[A-Za-z0-9\-._~!$&'()*+,;=:@/%]*$/;
const isToken = /^[!#$%&'*+.^_`|~0-9a-z-]+$/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const hasControl = /[\0-\x08\n-\x1f\x7f]/;

/** What reading a property of a view comes to, on what it is a view of; undefined for one that is not unboxed. */
export function readMember(kind: Kind, name: string, of: t.Expression, sdk: SdkFunctions): t.Expression | undefined {
  const path = (...keys: string[]) =>
    keys.reduce<t.Expression>((at, key) => t.memberExpression(at, t.identifier(key)), of);
  const header = (key: string) => {
    const headers = path("request", "headers");
    return own(headers, t.stringLiteral(key)) ?? sdk.call("first", headers, t.stringLiteral(key));
  };
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
  if ((kind === "query" || kind === "cookies") && name === "toString") return sdk.call("queryText", of);
  if (kind === "headers" && name === "names") {
    return t.callExpression(t.memberExpression(t.identifier("Object"), t.identifier("keys")), [of]);
  }
  if (
    kind === "responseCookies" &&
    name === "set" &&
    first !== undefined &&
    second !== undefined &&
    values.length < 4
  ) {
    const attributes = values[2];
    // Attributes that may be left out are the view's affair.
    if (attributes !== undefined && !t.isStringLiteral(attributes) && !t.isTemplateLiteral(attributes))
      return undefined;
    const cookie = t.objectExpression([t.objectProperty(t.identifier("value"), sdk.call("cookieValue", second))]);
    if (attributes) cookie.properties.push(t.objectProperty(t.identifier("attributes"), headerValue(attributes, sdk)));
    const isPlain = t.isStringLiteral(first) && isToken.test(first.value);
    return t.assignmentExpression(
      "=",
      t.memberExpression(of, isPlain ? first : sdk.call("token", first), true),
      cookie,
    );
  }
  if (first === undefined || (kind !== "headers" && kind !== "query" && kind !== "cookies")) return undefined;
  const key = kind === "headers" ? lowerCase(first) : first;
  if (name === "get") return own(of, key) ?? sdk.call("first", of, key);
  if (name === "getAll" && kind !== "cookies") return sdk.call("valuesOf", of, key);
  if (name === "has") {
    return t.binaryExpression(
      "!==",
      own(of, key) ?? sdk.call("first", of, key),
      t.unaryExpression("void", t.numericLiteral(0)),
    );
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
  if (name !== "body") return undefined;
  if (t.isUnaryExpression(value, { operator: "void" })) return t.unaryExpression("delete", own("body"));
  if (t.isStringLiteral(value)) return t.assignmentExpression("=", own("body"), value);
  if (!t.isIdentifier(value)) return undefined;
  const isAbsent = t.binaryExpression("===", t.cloneNode(value), t.unaryExpression("void", t.numericLiteral(0)));
  const absent = t.unaryExpression("delete", own("body"));
  return t.conditionalExpression(isAbsent, absent, t.assignmentExpression("=", own("body"), value));
}

/** The view itself, for what is not unboxed. */
export function box(kind: Kind, of: t.Expression, sdk: SdkFunctions): t.Expression {
  if (kind === "request" || kind === "response") throw new CannotInline(`a ${kind} goes out of sight`);
  return sdk.call(`${kind}Of`, of);
}

function writePath(of: t.Expression, value: t.Expression, sdk: SdkFunctions): t.Expression {
  const uri = t.memberExpression(t.memberExpression(of, t.identifier("request")), t.identifier("uri"));
  const isSafe = t.isStringLiteral(value) && safePath.test(value.value);
  return t.assignmentExpression("=", uri, isSafe ? value : sdk.call("pathValue", value));
}

/** A field with a name that no object inherits, where it costs little to write: without a call. */
function own(fields: t.Expression, key: t.Expression): t.Expression | undefined {
  if (!isPath(fields) || !t.isStringLiteral(key) || key.value in Object.prototype) return undefined;
  const field = t.memberExpression(t.cloneNode(fields), key, true);
  const value = t.memberExpression(t.cloneNode(field), t.identifier("value"));
  return t.logicalExpression("&&", field, value);
}

function isPath(node: t.Expression): boolean {
  if (t.isMemberExpression(node, { computed: false })) return t.isExpression(node.object) && isPath(node.object);
  return t.isIdentifier(node);
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
  const isSafe = t.isStringLiteral(value) && !hasControl.test(value.value);
  // A location is percent-encoded already.
  return isSafe || sdk.isCall("locationValue", value) ? value : sdk.call("fieldValue", value);
}
