/** The directives of a response's Cache-Control that concern a shared cache. Times are in seconds. */
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
  /** Header names in `no-cache="…"` and `private="…"`, in lower case. They must not be stored. */
  readonly unstorable: readonly string[];
}

/** A directive, without spaces around `=`: https://www.rfc-editor.org/rfc/rfc9111#section-5.2 */
const directive = /([!#$%&'*+.^_`|~\w-]+)(?:=(?:"((?:[^"\\]|\\.)*)"|([^\s,]*)))?/g;
/** RFC 9111 requires at least 31 bits; greater values mean "forever". */
const maxSeconds = 2 ** 31;

/**
 * Reads a Cache-Control header. If a directive is repeated, the first one counts.
 * @param value all values of the header, joined with commas
 * @see https://www.rfc-editor.org/rfc/rfc9111#section-5.2
 */
export function parseCacheControl(value: string | undefined): CacheControl {
  const directives = new Map<string, string | undefined>();
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
    } else if (!directives.has(lower)) {
      directives.set(lower, argument);
    }
  }
  return {
    noStore: directives.has("no-store"),
    noCache: directives.has("no-cache"),
    private: directives.has("private"),
    noTransform: directives.has("no-transform"),
    mustRevalidate: directives.has("must-revalidate") || directives.has("proxy-revalidate"),
    maxAge: seconds(directives, "max-age"),
    sharedMaxAge: seconds(directives, "s-maxage"),
    staleWhileRevalidate: seconds(directives, "stale-while-revalidate"),
    staleIfError: seconds(directives, "stale-if-error"),
    unstorable,
  };
}

/** Invalid seconds count as 0: a response with invalid freshness is stale (RFC 9111, section 4.2.1). */
function seconds(directives: ReadonlyMap<string, string | undefined>, name: string): number | undefined {
  if (!directives.has(name)) return undefined;
  const text = directives.get(name) ?? "";
  return /^\d+$/.test(text) ? Math.min(Number(text), maxSeconds) : 0;
}
