import { setTimeout as delay } from "node:timers/promises";

/** A wish that Terraform applies the newest build. */
interface Wish {
  /** True if a user waits for it: the build is not served before Terraform has applied it. */
  readonly urgent: boolean;
  /** True if resources are read again, even those that no other client can have changed. @default false */
  readonly refreshes?: boolean;
  /** When the edit was made, in milliseconds since 1970. */
  readonly since: number;
}

/** A wish, and what a run must know while it fulfills it. */
export interface RunControls extends Wish {
  /** Aborted when a newer wish supersedes this run, and on {@link Reconciler.close}. */
  readonly signal: AbortSignal;
  /** True if there is a newer wish. */
  readonly isOvertaken: boolean;
  /** Must be called before anything is applied: from then on the run goes on to its end. @throws if it is superseded */
  beginApply(): void;
}

/** Runs Terraform in the background, one run at a time, until the newest build is applied. */
export interface Reconciler {
  wish(wish: Wish): void;
  /** Looks for changes outside of Terraform once no edit waits. An edit interrupts it, and it is repeated afterwards. */
  check(): void;
  /** Ends a run that has not begun to apply, waits for one that has, and begins no other. */
  close(reason: unknown): Promise<void>;
}

/** How long no edit may come before a build that is served already is applied, in milliseconds. */
const quietMs = 1_500;

/**
 * How often in a row a run that a user waits for may be superseded. A user who saves all the time would otherwise never see
 * an edit that only Terraform can apply.
 */
const mostSuperseded = 2;

interface ReconcilerOptions {
  /** Applies the newest build. It reports its own failures. */
  readonly run: (controls: RunControls) => Promise<void>;
  /** Looks for changes outside of Terraform. It reports its own failures, and is interrupted by the signal. */
  readonly check: (signal: AbortSignal) => Promise<void>;
  /** Gets an error that `run` or `check` throws although it was not superseded. */
  readonly onDefect: (error: unknown) => void;
  /** @default {@link quietMs} */
  readonly quiet?: number;
}

/** Applies come before checks for drift, and an edit does not wait for a check. */
export function createReconciler({ run, check, onDefect, quiet = quietMs }: ReconcilerOptions): Reconciler {
  let wanted: Wish | undefined;
  let isCheckWanted = false;
  let running: Promise<void> | undefined;
  let supersede = () => {};
  let superseded = 0;
  const closed = new AbortController();

  const runOne = async (wish: Wish) => {
    const newer = new AbortController();
    const signal = AbortSignal.any([newer.signal, closed.signal]);
    supersede = () => {
      if (!wish.urgent || superseded < mostSuperseded) newer.abort(new Error("A newer edit was made."));
    };
    try {
      if (!wish.urgent) await delay(quiet, undefined, { signal });
      await run({
        ...wish,
        signal,
        get isOvertaken() {
          return wanted !== undefined;
        },
        beginApply() {
          signal.throwIfAborted();
          supersede = () => {};
        },
      });
      superseded = 0;
    } catch (error) {
      if (closed.signal.aborted) return;
      if (!newer.signal.aborted) throw error;
      superseded += 1;
      wanted = both(wanted, wish);
    } finally {
      supersede = () => {};
    }
  };
  const checkOnce = async () => {
    const newer = new AbortController();
    supersede = () => newer.abort(new Error("A newer edit was made."));
    try {
      await check(AbortSignal.any([newer.signal, closed.signal]));
    } catch (error) {
      if (closed.signal.aborted) return;
      if (!newer.signal.aborted) throw error;
      isCheckWanted = true;
    } finally {
      supersede = () => {};
    }
  };
  const work = async () => {
    while ((wanted !== undefined || isCheckWanted) && !closed.signal.aborted) {
      const wish = wanted;
      wanted = undefined;
      if (wish !== undefined) {
        await runOne(wish);
        continue;
      }
      isCheckWanted = false;
      await checkOnce();
    }
  };
  const begin = () => {
    running ??= work()
      .catch(onDefect)
      .finally(() => {
        running = undefined;
      });
  };
  return {
    wish(wish) {
      wanted = both(wanted, wish);
      supersede();
      begin();
    },
    check() {
      isCheckWanted = true;
      begin();
    },
    async close(reason) {
      closed.abort(reason);
      await running;
    },
  };
}

/** The wish that fulfills both: the newest build has the edits of all builds before it. */
function both(one: Wish | undefined, other: Wish): Wish {
  if (one === undefined) return other;
  return {
    urgent: one.urgent || other.urgent,
    refreshes: one.refreshes === true || other.refreshes === true,
    since: one.urgent === other.urgent ? Math.min(one.since, other.since) : (one.urgent ? one : other).since,
  };
}
