/**
 * The known name that a mistyped one most likely meant, case ignored; undefined when none is near.
 *
 * Near is at most one mistake, or one for every three characters: a character that is missing, extra or wrong, or two
 * that are swapped. A name that begins with the other is near as well.
 */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const wanted = name.toLowerCase();
  const most = Math.max(1, Math.floor(wanted.length / 3));
  const candidates = known.map((candidate) => {
    const edits = editDistance(wanted, candidate.toLowerCase());
    return { candidate, edits, distance: begins(wanted, candidate.toLowerCase()) ? Math.min(1, edits) : edits };
  });
  return candidates
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance || a.edits - b.edits)[0]?.candidate;
}

/** True if one name begins with the other, which counts as one mistake. */
function begins(a: string, b: string): boolean {
  return a.length > 2 && b.length > 2 && (a.startsWith(b) || b.startsWith(a));
}

/** Damerau-Levenshtein distance (optimal string alignment). */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i += 1) {
    const [above = [], twoAbove = []] = [rows[i - 1], rows[i - 2]];
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substituted = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const least = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, substituted);
      row.push(swapped ? Math.min(least, (twoAbove[j - 2] ?? 0) + 1) : least);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}
