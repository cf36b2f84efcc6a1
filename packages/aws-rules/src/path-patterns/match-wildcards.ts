/**
 * True if a pattern matches a whole text, from the given positions on: `*` stands for any number of characters, `?` for
 * exactly one. The time is at most proportional to the length of the pattern times that of the text.
 */
export function matchWildcards(pattern: string, text: string, patternStart = 0, textStart = 0): boolean {
  // Greedy with one point to fall back to: linear for one `*`.
  let p = patternStart;
  let t = textStart;
  let star = -1;
  let retry = 0;
  while (t < text.length) {
    if (pattern[p] === "*") {
      star = p;
      retry = t;
      p += 1;
    } else if (p < pattern.length && (pattern[p] === "?" || pattern[p] === text[t])) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      retry += 1;
      p = star + 1;
      t = retry;
    } else {
      return false;
    }
  }
  while (pattern[p] === "*") p += 1;
  return p === pattern.length;
}
