/**
 * A read-write lock: any number of readers run together, and each writer runs alone. Readers that come after a waiting
 * writer wait for it, so that it gets its turn.
 */
export interface Turns {
  together<T>(work: () => Promise<T>): Promise<T>;
  alone<T>(work: () => Promise<T>): Promise<T>;
}

/** Makes a lock that nothing holds. */
export function takeTurns(): Turns {
  /** Settles when all writers so far have ended. */
  let writers: Promise<unknown> = Promise.resolve();
  const readers = new Set<Promise<unknown>>();
  const settled = (work: Promise<unknown>) => work.then(nothing, nothing);
  return {
    together(work) {
      const turn = writers.then(work);
      const ended = settled(turn);
      readers.add(ended);
      ended.then(() => readers.delete(ended));
      return turn;
    },
    alone(work) {
      const before = [writers, ...readers];
      const turn = Promise.all(before).then(work);
      writers = settled(turn);
      return turn;
    },
  };
}

function nothing(): void {}
