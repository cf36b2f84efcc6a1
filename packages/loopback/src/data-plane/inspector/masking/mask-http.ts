import { maskOf } from "@featheredge/inspector/api";
import { decodePercent } from "../../../request-target.ts";
import type { HeaderList } from "../../http/headers.ts";
import { isSecretHeader, isSecretName } from "./secret-names.ts";

/** Gives the text that a secret is shown as. @param name that of the cookie, the parameter or the header */
type Replace = (secret: string, name: string) => string;

/**
 * Masks the secret part of a header's value: of Authorization the credentials, of Cookie each cookie's value, of
 * Set-Cookie the value and not its attributes, of others the whole.
 * @param isSecret true for other names that hold secrets, such as an origin's custom headers; names in lower case
 */
export function maskHeader(
  name: string,
  value: string,
  isSecret: (name: string) => boolean = () => false,
  replace: Replace = maskOf,
): string {
  const lower = name.toLowerCase();
  switch (lower) {
    case "cookie":
      return value.replace(
        /([^;=\s]+)=([^;]*)/g,
        (_, cookie: string, secret: string) => `${cookie}=${replace(secret, cookie)}`,
      );
    case "set-cookie":
      return value.replace(
        /^([^=;]*)=([^;]*)/,
        (_, cookie: string, secret: string) => `${cookie}=${replace(secret, cookie)}`,
      );
    case "authorization":
    case "proxy-authorization":
      return maskCredentials(value, (secret) => replace(secret, lower));
    case "location":
    case "referer":
    case "content-location":
      return maskUrl(value, replace);
    default:
      return isSecretHeader(lower) || isSecret(lower) ? replace(value, lower) : value;
  }
}

/** Keeps the scheme, such as `Bearer`: https://www.rfc-editor.org/rfc/rfc9110#section-11.4 */
function maskCredentials(value: string, replace: (secret: string) => string): string {
  const space = value.indexOf(" ");
  return space < 0 ? replace(value) : `${value.slice(0, space)} ${replace(value.slice(space + 1))}`;
}

export function maskHeaders(
  headers: HeaderList,
  isSecret?: (name: string) => boolean,
): { readonly name: string; readonly value: string }[] {
  return headers.map(([name, value]) => ({ name, value: maskHeader(name, value, isSecret) }));
}

/** Masks the values of secret parameters. @param query without `?` */
export function maskQuery(query: string, replace: Replace = maskOf): string {
  if (query === "") return query;
  return query
    .split("&")
    .map((parameter) => {
      const equals = parameter.indexOf("=");
      if (equals < 0) return parameter;
      const name = parameter.slice(0, equals);
      return isSecretName(decodePercent(name) ?? name)
        ? `${name}=${replace(parameter.slice(equals + 1), name)}`
        : parameter;
    })
    .join("&");
}

/** Masks the secret parameters of a path with a query, or of a URL. */
export function maskUrl(url: string, replace: Replace = maskOf): string {
  const mark = url.indexOf("?");
  if (mark < 0) return url;
  const hash = url.indexOf("#", mark);
  const end = hash < 0 ? url.length : hash;
  return `${url.slice(0, mark)}?${maskQuery(url.slice(mark + 1, end), replace)}${url.slice(end)}`;
}
