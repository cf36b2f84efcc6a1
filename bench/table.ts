/** Rows under a heading, every column as wide as its widest cell, numbers to the right. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heading, ...rows];
  const widths = heading.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  return lines.map((line) => line.map((cell, column) => cell.padStart(widths[column] ?? 0)).join("  ")).join("\n");
}

/** How much more one unit costs at the larger size than at the smaller: 1 is linear growth, less is better. */
export function growth(
  smaller: { readonly size: number; readonly cost: number },
  larger: { readonly size: number; readonly cost: number },
): number {
  return larger.cost / larger.size / (smaller.cost / smaller.size);
}

/** The middle one; of an even number, the mean of the middle two. NaN of none. */
export function median(values: readonly number[]): number {
  const ordered = values.toSorted((a, b) => a - b);
  const middle = ordered.length / 2;
  const upper = ordered[Math.floor(middle)] ?? Number.NaN;
  return ordered.length % 2 === 1 ? upper : ((ordered[middle - 1] ?? Number.NaN) + upper) / 2;
}
