const termsOf = (filter: string): string[] => filter.split(/\s+/).filter(Boolean);

/** True if a word is in the filter. */
export const hasTerm = (filter: string, term: string): boolean => termsOf(filter).includes(term);

/**
 * Adds a word to a filter, or removes it. A word that names a field replaces another word that names it, since a request
 * has one value of it: both would match no request.
 */
export function toggleTerm(filter: string, term: string): string {
  const terms = termsOf(filter);
  if (terms.includes(term)) return terms.filter((other) => other !== term).join(" ");
  const field = term.slice(0, term.indexOf(":") + 1);
  return [...terms.filter((other) => field === "" || !other.startsWith(field)), term].join(" ");
}
