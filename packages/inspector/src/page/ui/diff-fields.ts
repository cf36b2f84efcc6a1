/** A named value of a request or a response: its method, its path, a header, a cookie. */
export interface Field {
  readonly name: string;
  readonly value: string;
}

export interface DiffLine extends Field {
  readonly change: "added" | "removed" | "kept";
}

/**
 * Compares two lists of fields by name, whose order is the second's. Removed values precede the added ones of the same
 * name. A name can have several values, as headers and cookies do.
 */
export function diffFields(before: readonly Field[], after: readonly Field[]): DiffLine[] {
  const valuesBefore = group(before);
  const valuesAfter = group(after);
  const names = [...new Set([...after, ...before].map(({ name }) => name))];
  return names.flatMap((name) => {
    const old = valuesBefore.get(name) ?? [];
    const present = valuesAfter.get(name) ?? [];
    return [
      ...without(old, present).map((value): DiffLine => ({ name, value, change: "removed" })),
      ...markAdded(name, old, present),
    ];
  });
}

function group(fields: readonly Field[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { name, value } of fields) groups.set(name, [...(groups.get(name) ?? []), value]);
  return groups;
}

/** The values of the first list that the second does not have, counting repeated ones. */
function without(values: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return values.filter((value) => {
    const index = left.indexOf(value);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

function markAdded(name: string, old: readonly string[], present: readonly string[]): DiffLine[] {
  const left = [...old];
  return present.map((value) => {
    const index = left.indexOf(value);
    if (index >= 0) left.splice(index, 1);
    return { name, value, change: index >= 0 ? "kept" : "added" };
  });
}
