import { matchPathPattern } from "@featheredge/aws-rules";

/** The names of headers, cookies or query parameters that a policy includes. */
export interface NameFilter {
  readonly kind: "none" | "all" | "some" | "allExcept";
  readonly names: ReadonlySet<string>;
  /** The names that have `*` or `?`, which legacy lists of cookies may contain. */
  readonly patterns?: readonly string[] | undefined;
}

export const noNames: NameFilter = { kind: "none", names: new Set() };
export const allNames: NameFilter = { kind: "all", names: new Set() };

export function someNames(names: readonly string[]): NameFilter {
  const patterns = names.filter((name) => /[*?]/.test(name));
  return { kind: "some", names: new Set(names), patterns: patterns.length > 0 ? patterns : undefined };
}

/** @param kind the behavior in CloudFront's policies: none, whitelist, all or allExcept */
export function nameFilter(kind: string | undefined, names: readonly string[] = []): NameFilter {
  if (kind === "whitelist") return someNames(names);
  if (kind === "all") return allNames;
  return kind === "allExcept" ? { kind: "allExcept", names: new Set(names) } : noNames;
}

/** True if a filter includes a name. */
export function admits(filter: NameFilter, name: string): boolean {
  if (filter.kind === "none") return false;
  if (filter.kind === "all") return true;
  if (filter.kind === "allExcept") return !filter.names.has(name);
  return filter.names.has(name) || (filter.patterns?.some((pattern) => matchPathPattern(pattern, name)) ?? false);
}
