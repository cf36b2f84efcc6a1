import type { MadeInvalidation } from "../deployment.ts";

type Listener = (invalidation: MadeInvalidation) => void;

/** Who is told of invalidations. */
export class InvalidationListeners {
  readonly #listeners = new Set<Listener>();

  /** Returns what ends it. */
  add(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(invalidation: MadeInvalidation): void {
    for (const listener of this.#listeners) {
      listener(invalidation);
    }
  }
}
