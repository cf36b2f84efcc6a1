import type { CachePolicyConfig } from "@aws-sdk/client-cloudfront";
import type { KeyPart } from "@featheredge/inspector/api";
import { maskOf } from "@featheredge/inspector/api";
import { decodePercent } from "../../../request-target.ts";
import { isSecretHeader, isSecretName } from "../masking/secret-names.ts";
import { uriAndQuery } from "./messages.ts";

/** A part of a cache key with its value, which may be a secret. */
export interface RawPart {
  readonly part: string;
  readonly value: string;
  /** True if the value must not be shown. */
  readonly isSecret: boolean;
  /** True if every key has it, whatever the policy. */
  readonly isFixed: boolean;
}

/** Takes a cache key apart: one part for each query parameter and cookie. @param key as `cacheKey` makes it */
export function splitKey(key: string): RawPart[] {
  const [distribution = "", method = "", url = "", ...lines] = key.split("\n");
  const { uri, querystring } = uriAndQuery(url);
  const fixed = (part: string, value: string): RawPart => ({ part, value, isSecret: false, isFixed: true });
  return [
    fixed("distribution", distribution),
    fixed("method", method === "GET" ? "GET or HEAD" : method),
    fixed("path", uri),
    ...(querystring === "" ? [] : querystring.split("&").map(queryPart)),
    ...lines.flatMap(linePart),
  ];
}

function queryPart(parameter: string): RawPart {
  const [name = "", value = ""] = splitAt(parameter, "=");
  const decoded = decodePercent(name) ?? name;
  return { part: `query parameter ${decoded}`, value, isSecret: isSecretName(decoded), isFixed: false };
}

function linePart(line: string): RawPart[] {
  if (line === "HEAD") return [{ part: "method", value: "HEAD alone", isSecret: false, isFixed: true }];
  const [name = "", value = ""] = splitAt(line, ": ");
  if (name !== "cookie") {
    return [{ part: `header ${name}`, value, isSecret: isSecretHeader(name), isFixed: false }];
  }
  return value.split("; ").map((cookie) => {
    const [cookieName = "", cookieValue = ""] = splitAt(cookie, "=");
    return { part: `cookie ${cookieName}`, value: cookieValue, isSecret: true, isFixed: false };
  });
}

function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** A part's value as it is shown. */
export function shownValue({ value, isSecret }: RawPart): string {
  return isSecret ? maskOf(value) : value;
}

/** A key as a table: part, value, and the policy that added it. @param policy undefined for a behavior's legacy settings */
export function keyTable(
  key: string,
  policy: { readonly id: string; readonly config: CachePolicyConfig } | undefined,
): KeyPart[] {
  const byPolicy: KeyPart["by"] =
    policy === undefined
      ? { kind: "legacy-settings", name: "ForwardedValues" }
      : { kind: "cache-policy", id: policy.id, name: policy.config.Name ?? policy.id };
  return splitKey(key).map((raw) => ({
    part: raw.part,
    value: shownValue(raw),
    by: raw.isFixed ? { kind: "cloudfront", name: "CloudFront" } : byPolicy,
  }));
}
