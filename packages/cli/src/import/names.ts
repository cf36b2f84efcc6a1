/**
 * A key of an environment from a name in AWS: lower-case letters, digits and '-', beginning with a letter.
 * @param taken - Keys that the result must differ from.
 */
export function keyFrom(name: string, taken: readonly string[] = []): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "");
  const short = (words === "" ? "imported" : words).slice(0, 28).replace(/-+$/, "");
  if (!taken.includes(short)) return short;
  let number = 2;
  while (taken.includes(`${short}-${number}`)) number += 1;
  return `${short}-${number}`;
}

/** Gives each name its own key. */
export function keysFor(names: readonly string[]): Map<string, string> {
  const keys = new Map<string, string>();
  for (const name of names) if (!keys.has(name)) keys.set(name, keyFrom(name, [...keys.values()]));
  return keys;
}
