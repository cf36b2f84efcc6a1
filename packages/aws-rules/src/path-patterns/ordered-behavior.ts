import { checkPathPattern, type PlacedPathPattern } from "./path-pattern.ts";

/** A behavior in the order in which CloudFront tries them; the default behavior is the last one. */
export interface OrderedBehavior extends PlacedPathPattern {
  readonly isDefault?: boolean;
  /** The functions and guards of its requests: `'members-auth' at viewer-request`, `the key group 'members'`. */
  readonly runs: readonly string[];
  /** Those of `runs` that can refuse a request before it is answered: at viewer-request, and key groups. */
  readonly guards?: readonly string[];
  /** Names the bucket that serves its requests, if its origin is S3, which decodes the paths of objects. */
  readonly bucket?: string | undefined;
  /** Its settings, such as `the origin 'pages'`. */
  readonly uses?: readonly string[];
}

/** `'/members/*' (behaviors[2])` */
export function nameOf({ pattern, owner }: OrderedBehavior): string {
  return `'${pattern}' (${owner})`;
}

/** Names as a sentence lists them: `a, b and c`. */
export function listOf(names: readonly string[]): string {
  return names.join(", ").replace(/, (?!.*, )/, " and ");
}

/** True if two patterns are the same for CloudFront, to which a leading `/` is optional. */
export function isSamePattern(one: OrderedBehavior, other: OrderedBehavior): boolean {
  return bare(one.pattern) === bare(other.pattern);
}

/** The behaviors whose patterns `checkPathPattern` accepts; others are reported by it. */
export function withValidPatterns<B extends OrderedBehavior>(behaviors: readonly B[]): B[] {
  return behaviors.filter(({ pattern }) => checkPathPattern(pattern) === undefined);
}

/**
 * False where what two patterns begin or end with, up to a wildcard, rules out a path that matches both: a quick test
 * before an exact search.
 */
export function mayMeet(one: string, other: string): boolean {
  const [first, second] = [bare(one), bare(other)];
  const prefixes = [literal(first), literal(second)] as const;
  const suffixes = [literal(reverse(first)), literal(reverse(second))] as const;
  return agree(...prefixes) && agree(...suffixes);
}

function agree(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

function literal(pattern: string): string {
  return pattern.replace(/[*?].*$/, "");
}

function reverse(text: string): string {
  return [...text].reverse().join("");
}

function bare(pattern: string): string {
  return pattern.replace(/^\//, "");
}
