import { readKey } from "../key-value-store.ts";
import { secret } from "../secrets.ts";
import { isPreviewName, type PreviewEntry } from "./code.ts";

/** The time until a change of a preview is seen. */
const freshMilliseconds = 5 * 1000;
// Names come from viewers, so the memory must be limited.
const mostRemembered = 1000;

interface Remembered {
  readonly entry: PreviewEntry | undefined;
  /** When to read it again. */
  readonly next: number;
}

/**
 * Reads the entries of previews from a KeyValueStore, and keeps each for 5 seconds. While the store can't be read, the
 * last entry serves.
 *
 * @param parameterName the SSM parameter with the store's ARN
 * @returns a function that returns the entry of a preview; undefined if there is none. It throws if the store can't be read
 */
export function entryReader(parameterName: string): (name: string) => Promise<PreviewEntry | undefined> {
  const known = new Map<string, Remembered>();
  return async (name) => {
    if (!isPreviewName(name)) return undefined;
    const last = known.get(name);
    if (last !== undefined && Date.now() < last.next) return last.entry;
    const entry = await readEntry(parameterName, name).catch((error) => {
      if (last?.entry === undefined) throw error;
      console.error(`The last entry of ${name} serves, since the KeyValueStore can't be read: ${error}`);
      return last.entry;
    });
    known.delete(name);
    known.set(name, { entry, next: Date.now() + freshMilliseconds });
    const [oldest] = known.keys();
    if (known.size > mostRemembered && oldest !== undefined) known.delete(oldest);
    return entry;
  };
}

async function readEntry(parameterName: string, name: string): Promise<PreviewEntry | undefined> {
  const value = await readKey(await secret(parameterName), name);
  return value === undefined ? undefined : (JSON.parse(value) as PreviewEntry);
}
