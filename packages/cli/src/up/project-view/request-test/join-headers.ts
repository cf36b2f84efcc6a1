/** Headers by their names in lower case. Values of a repeated one are joined by a comma and a space. */
export function joinHeaders(headers: Iterable<readonly [name: string, value: string]>): Record<string, string> {
  const byName: Record<string, string> = {};
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    byName[key] = byName[key] === undefined ? value : `${byName[key]}, ${value}`;
  }
  return byName;
}
