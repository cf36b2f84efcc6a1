import type { MadeInvalidation } from "../deployment.ts";

type Listener = (invalidation: MadeInvalidation) => void;

/** The listeners that are notified of each invalidation. */
export class InvalidationListeners {
  readonly #listeners = new Set<Listener>();

  /** Adds a listener. @returns a function that removes it. */
  add(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  notify(invalidation: MadeInvalidation): void {
    for (const listener of this.#listeners) {
      listener(invalidation);
    }
  }
}
