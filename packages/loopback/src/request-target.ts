/** The path and query of a request target, as sent. */
export interface RequestTarget {
  readonly path: string;
  readonly query: string;
}

/**
 * Splits the target of a request line, which a client may write in any form. Unlike `new URL`, this neither throws nor
 * changes the path.
 * @param target - `/path?query`, or an absolute URL, whose host is dropped.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2
 */
export function splitTarget(target: string): RequestTarget {
  const text = pathAndQuery(target);
  const mark = text.indexOf("?");
  return mark < 0 ? { path: text, query: "" } : { path: text.slice(0, mark), query: text.slice(mark + 1) };
}

/** The path and query of a request target. */
export function pathAndQuery(target: string): string {
  if (target.startsWith("/")) return target;
  const path = absolute.exec(target)?.[2] ?? "/";
  return path.startsWith("/") ? path : `/${path}`;
}

/** The host of a request target that is an absolute URL; undefined for a path. */
export function hostInTarget(target: string): string | undefined {
  return absolute.exec(target)?.[1];
}

const absolute = /^https?:\/\/([^/?#]*)(.*)$/i;

/** Decodes percent-encoded text. @returns `undefined` if the text is not percent-encoded UTF-8 */
export function decodePercent(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
