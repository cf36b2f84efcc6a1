/**
 * A value as text that tells apart what JSON does not: undefined, NaN, -0, holes, errors, typed arrays. It goes into
 * every function of the corpus, so it is written in what all runtimes have.
 */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return value === 0 && 1 / value < 0 ? "-0" : String(value);
  if (typeof value === "function") return "function";
  if (typeof value === "symbol") return "symbol";
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `[${elements(value)}]`;
  if (value instanceof Error) return `${value.name}(${JSON.stringify(value.message)})`;
  if (value instanceof Date) return `Date(${value.getTime()})`;
  if (value instanceof RegExp) return String(value);
  if (ArrayBuffer.isView(value)) return `bytes(${elements(value as unknown as ArrayLike<unknown>)})`;
  const record = value as Record<string, unknown>;
  const members = Object.keys(record).map((key) => `${JSON.stringify(key)}:${show(record[key])}`);
  return `{${members.join(",")}}`;
}

function elements(list: ArrayLike<unknown>): string {
  const shown: string[] = [];
  for (let i = 0; i < list.length; i++) shown.push(i in list ? show(list[i]) : "hole");
  return shown.join(",");
}

/** What a snippet comes to: its value, or what it throws. */
export async function outcome(answer: (request: unknown) => unknown, request: unknown): Promise<string> {
  try {
    const value = await answer(request);
    return show(value);
  } catch (error) {
    return `throws ${show(error)}`;
  }
}
