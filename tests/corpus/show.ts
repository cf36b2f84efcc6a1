/**
 * Writes a value as text that distinguishes values that JSON does not: undefined, NaN, -0, holes, errors, typed arrays.
 * Every function of the corpus includes it, so it uses only features that all runtimes have.
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

/** Returns a snippet's outcome as text: its value, or the error that it throws. */
export async function outcome(answer: (request: unknown) => unknown, request: unknown): Promise<string> {
  try {
    const value = await answer(request);
    return show(value);
  } catch (error) {
    return `throws ${show(error)}`;
  }
}
