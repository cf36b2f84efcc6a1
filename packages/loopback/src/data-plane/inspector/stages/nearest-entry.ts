import type { CacheEntry } from "../../base/cache-entry.ts";
import { entryId } from "../names.ts";
import { type RawPart, shownValue, splitKey } from "./key-parts.ts";

/** A part in which two keys differ; undefined on the side that has no such part. */
interface Difference {
  readonly part: string;
  readonly here?: string;
  readonly there?: string;
}

/** The entry whose key differs least from a key, and the differences. */
export interface NearestEntry {
  readonly id: string;
  readonly path: string;
  readonly differences: Difference[];
}

/** Entries that differ more than this explain nothing. */
const mostDifference = 5;
/** Unrelated paths explain nothing; paths that differ in case, in a slash at the end or in an index file do. */
const unrelatedPath = mostDifference + 1;

/**
 * Finds the stored entry that comes nearest to a key that was missed.
 * @param before milliseconds since 1970; entries that were stored later are not looked at
 */
export function nearestEntry(key: string, entries: Iterable<CacheEntry>, before: number): NearestEntry | undefined {
  const parts = splitKey(key);
  const distribution = key.slice(0, key.indexOf("\n") + 1);
  let best: { readonly entry: CacheEntry; readonly distance: number } | undefined;
  for (const entry of entries) {
    if (entry.key === key || entry.storedAt > before || !entry.key.startsWith(distribution)) continue;
    const distance = distanceOf(parts, splitKey(entry.key));
    if (distance <= mostDifference && distance < (best?.distance ?? Number.POSITIVE_INFINITY))
      best = { entry, distance };
  }
  if (best === undefined) return undefined;
  return {
    id: entryId(best.entry.key),
    path: best.entry.url.replace(/\?.*$/s, ""),
    differences: differencesOf(parts, splitKey(best.entry.key)),
  };
}

function distanceOf(here: readonly RawPart[], there: readonly RawPart[]): number {
  return differing(here, there).reduce((sum, [left, right]) => {
    if (left?.part === "path" || right?.part === "path") {
      return sum + (loosePath(left?.value) === loosePath(right?.value) ? 2 : unrelatedPath);
    }
    return sum + (left?.part === orderPart ? 0.5 : 1);
  }, 0);
}

const orderPart = "order of the query parameters";

/** A path without what people tend to mix up. */
function loosePath(path = ""): string {
  return path.toLowerCase().replace(/\/(index\.html?)?$|\.html?$/, "");
}

function differencesOf(here: readonly RawPart[], there: readonly RawPart[]): Difference[] {
  return differing(here, there).map(([left, right]) => ({
    part: left?.part ?? right?.part ?? "",
    ...(left === undefined ? {} : { here: shownValue(left) }),
    ...(right === undefined ? {} : { there: shownValue(right) }),
  }));
}

type Pair = readonly [left: RawPart | undefined, right: RawPart | undefined];

/** Pairs of parts with different values. Repeated parts, such as a query parameter twice, are paired in their order. */
function differing(here: readonly RawPart[], there: readonly RawPart[]): Pair[] {
  const rest = [...there];
  const pairs: Pair[] = here.map((left) => {
    const at = rest.findIndex(({ part }) => part === left.part);
    return [left, at < 0 ? undefined : rest.splice(at, 1)[0]];
  });
  const all: Pair[] = [...pairs, ...rest.map((right): Pair => [undefined, right])];
  const different = all.filter(([left, right]) => left?.value !== right?.value);
  const hasOrder = different.length > 0 || here.every(({ part }, index) => part === there[index]?.part);
  return hasOrder ? different : [[orderOf(here), orderOf(there)]];
}

/** CloudFront keeps the order of query parameters in the key. */
function orderOf(parts: readonly RawPart[]): RawPart {
  const names = parts.filter(({ part }) => part.startsWith("query parameter ")).map(({ part }) => part.slice(16));
  return { part: orderPart, value: names.join(", "), isSecret: false, isFixed: false };
}
