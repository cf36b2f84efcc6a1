import type { CachePolicyContent, SynthesizedBehavior, SynthesizedOrigin } from "../distributions/model.ts";

/** How long answers are cached, by the files that it is true of. Seconds; 0 is not at all. */
export interface Lifetime {
  /** `` files in `assets/` ``; undefined for all that the behavior serves. */
  readonly files?: string | undefined;
  readonly atCloudFront: number;
  readonly inBrowsers: number | undefined;
}

/** The times in which answers of an origin stay, as its files' `Cache-Control` and the cache policy decide. */
export function lifetimesOf(
  behavior: SynthesizedBehavior,
  { lifetimes }: Pick<SynthesizedOrigin, "lifetimes">,
  earlier: readonly SynthesizedBehavior[],
): Lifetime[] {
  const { content } = behavior.cachePolicy;
  if (content === undefined) return [];
  const reached = lifetimes.filter(({ prefix }) => mayServe(behavior.path, prefix, earlier));
  // The files of a prefix are all that a narrower pattern serves.
  const sole = reached.find(({ prefix }) => prefix !== undefined && literalStart(behavior.path).startsWith(prefix));
  const applying = sole === undefined ? reached : [sole];
  return applying.map(({ prefix, label, cacheControl }) => {
    const files = prefix === undefined ? (label ?? "other files") : `files in \`${prefix}\``;
    const shown = behavior.responseHeadersPolicy?.cacheControl ?? cacheControl;
    return {
      files: applying.length === 1 ? undefined : files,
      atCloudFront: secondsAtCloudFront(cacheControl, content.ttl),
      inBrowsers: directive(shown, "no-store") !== undefined ? 0 : seconds(shown, "max-age"),
    };
  });
}

/**
 * The time that CloudFront keeps an answer with a `Cache-Control`, in seconds.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html#ExpirationDownloadDist
 */
export function secondsAtCloudFront(
  cacheControl: string,
  { least, byDefault, most }: CachePolicyContent["ttl"],
): number {
  if (["no-store", "no-cache", "private"].some((name) => directive(cacheControl, name) !== undefined)) return least;
  const given = seconds(cacheControl, "s-maxage") ?? seconds(cacheControl, "max-age");
  if (given === undefined) return Math.max(byDefault, least);
  return Math.min(Math.max(given, least), most);
}

/** False if no request of a behavior, unless its function changes the path, is for a file of a prefix. */
function mayServe(path: string, prefix: string | undefined, earlier: readonly SynthesizedBehavior[]): boolean {
  if (prefix === undefined) return true;
  const start = literalStart(path);
  if (!start.startsWith(prefix) && !prefix.startsWith(start)) return false;
  return !earlier.some((one) => /^[^*?]*\*$/.test(one.path) && prefix.startsWith(literalStart(one.path)));
}

/** The beginning of a path pattern up to its first wildcard, as keys have it: `assets/` of `/assets/*`. */
function literalStart(path: string): string {
  return path.replace(/^\//, "").replace(/[*?].*$/, "");
}

function seconds(cacheControl: string, name: string): number | undefined {
  const value = directive(cacheControl, name);
  return value === undefined || !/^\d+$/.test(value) ? undefined : Number(value);
}

/** The value of a directive; empty if it has none, undefined if it is missing. */
function directive(cacheControl: string, name: string): string | undefined {
  const named = cacheControl
    .split(",")
    .map((part) => part.trim().toLowerCase())
    .find((part) => part === name || part.startsWith(`${name}=`));
  return named?.slice(name.length + 1).replaceAll('"', "");
}
