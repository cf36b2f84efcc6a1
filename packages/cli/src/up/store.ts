import type { UpEvent, UpListener, UpState } from "./state.ts";

/** Holds the state of a running `up`, and passes each event on to those who listen. */
export interface UpStore {
  readonly state: UpState;
  /** Replaces parts of the state, and passes the event on with the new one. */
  emit(event: UpEvent, change?: Partial<UpState>): void;
  /** @returns a function that ends the subscription */
  subscribe(listener: UpListener): () => void;
}

/** The state of an `up` that has just been started. @param now - Milliseconds since 1970. */
export function createUpStore(environment: string, now: number): UpStore {
  const listeners = new Set<UpListener>();
  let state: UpState = {
    environment,
    distributions: [],
    inspector: undefined,
    terraform: { status: "not-run", since: now },
    ahead: [],
    build: undefined,
    drift: undefined,
    diagnostics: [],
  };
  return {
    get state() {
      return state;
    },
    emit(event, change) {
      state = { ...state, ...change };
      for (const listener of listeners) listener(event, state);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
