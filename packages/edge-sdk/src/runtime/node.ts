import type { NativeEvent } from "../native.ts";
import type { KeyValueStore, Origin } from "../types.ts";

// `#runtime` wherever Node.js runs handlers: in Lambda@Edge and in tests.

let provided: KeyValueStore = { get: async () => undefined };

/** The store that the adapter was given. Without one, every read misses. */
export const kvs: KeyValueStore = { get: (key) => provided.get(key) };

/** Sets the store for the whole module, since a function has only one. */
export function provideKeyValueStore(store: KeyValueStore): void {
  provided = store;
}

export function originOf(event: NativeEvent): Origin {
  if (event.origin === undefined) throw new TypeError("There is no origin to choose at this event: use origin request");
  return event.origin;
}

/** Lambda@Edge writes no field of the access logs, so the text goes to the function's own log. */
export function writeLogData(text: string): void {
  console.log(text);
}
