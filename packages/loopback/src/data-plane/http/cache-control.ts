/** What a shared cache reads in a response's Cache-Control. Times are in seconds. */
export interface CacheControl {
  readonly noStore: boolean;
  readonly noCache: boolean;
  readonly private: boolean;
  readonly noTransform: boolean;
  readonly mustRevalidate: boolean;
  readonly maxAge: number | undefined;
  readonly sharedMaxAge: number | undefined;
  readonly staleWhileRevalidate: number | undefined;
  readonly staleIfError: number | undefined;
  /** Header names of `no-cache="…"` and `private="…"`, in lower case: not to be stored. */
  readonly unstorable: readonly string[];
}

/** No space stands around `=`: https://www.rfc-editor.org/rfc/rfc9111#section-5.2 */
const directive = /([!#$%&'*+.^_`|~\w-]+)(?:=(?:"((?:[^"\\]|\\.)*)"|([^\s,]*)))?/g;
/** RFC 9111 asks for 31 bits at least; what is more stands for "for ever". */
const most = 2 ** 31;

/**
 * Reads a Cache-Control header. Of a directive that comes more than once, the first counts.
 * @param value all of its values, joined with commas
 * @see https://www.rfc-editor.org/rfc/rfc9111#section-5.2
 */
export function parseCacheControl(value: string | undefined): CacheControl {
  const found = new Map<string, string | undefined>();
  const unstorable: string[] = [];
  for (const [, name = "", quoted, token] of (value ?? "").matchAll(directive)) {
    const lower = name.toLowerCase();
    const argument = quoted?.replace(/\\(.)/g, "$1") ?? token;
    if ((lower === "no-cache" || lower === "private") && argument) {
      unstorable.push(
        ...argument
          .toLowerCase()
          .split(",")
          .map((field) => field.trim()),
      );
    } else if (!found.has(lower)) {
      found.set(lower, argument);
    }
  }
  return {
    noStore: found.has("no-store"),
    noCache: found.has("no-cache"),
    private: found.has("private"),
    noTransform: found.has("no-transform"),
    mustRevalidate: found.has("must-revalidate") || found.has("proxy-revalidate"),
    maxAge: seconds(found, "max-age"),
    sharedMaxAge: seconds(found, "s-maxage"),
    staleWhileRevalidate: seconds(found, "stale-while-revalidate"),
    staleIfError: seconds(found, "stale-if-error"),
    unstorable,
  };
}

/** A value that is no number of seconds counts as 0: invalid freshness is none (RFC 9111, section 4.2.1). */
function seconds(found: ReadonlyMap<string, string | undefined>, name: string): number | undefined {
  if (!found.has(name)) return undefined;
  const text = found.get(name) ?? "";
  return /^\d+$/.test(text) ? Math.min(Number(text), most) : 0;
}
