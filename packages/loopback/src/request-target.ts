/** A request target's path and query, as they are on the wire. */
export interface RequestTarget {
  readonly path: string;
  readonly query: string;
}

/**
 * Splits the target of a request line, which a client may write in any way. Unlike `new URL`, it neither throws nor
 * changes the path.
 * @param target - `/path?query`, or a whole URL, whose host is dropped.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2
 */
export function splitTarget(target: string): RequestTarget {
  const text = pathAndQuery(target);
  const mark = text.indexOf("?");
  return mark < 0 ? { path: text, query: "" } : { path: text.slice(0, mark), query: text.slice(mark + 1) };
}

/** Path and query of a request target. */
export function pathAndQuery(target: string): string {
  if (target.startsWith("/")) return target;
  const path = absolute.exec(target)?.[2] ?? "/";
  return path.startsWith("/") ? path : `/${path}`;
}

/** The host in a request target that is a whole URL. */
export function hostInTarget(target: string): string | undefined {
  return absolute.exec(target)?.[1];
}

const absolute = /^https?:\/\/([^/?#]*)(.*)$/i;

/** @returns `undefined` where the text is not percent-encoded UTF-8 */
export function decodePercent(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
