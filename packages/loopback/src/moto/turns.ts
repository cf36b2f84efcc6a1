/**
 * Lets any number of readers run together, and every writer alone. A writer that waits holds back the readers that come
 * after it, so that it has its turn.
 */
export interface Turns {
  together<T>(work: () => Promise<T>): Promise<T>;
  alone<T>(work: () => Promise<T>): Promise<T>;
}

export function takeTurns(): Turns {
  /** Settles when every writer so far has ended. */
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
