import { setTimeout as delay } from "node:timers/promises";
import { DiagnosticError } from "@featheredge/diagnostics";

/** How long no file may change before a batch is complete: git writes several files, one after the other. */
const quietMs = 100;

/** How long nothing may happen after a sole file has changed. An editor takes less from truncating a file to writing it. */
const soleQuietMs = 30;

/** The system's events about watched folders since they were taken last, and the files that they name. */
export class Events {
  readonly stop: AbortSignal;
  readonly #files = new Set<string>();
  #count = 0;
  #taken = 0;
  #failure: unknown;
  #wake = () => {};

  /** @param stop - Ends every wait. */
  constructor(stop: AbortSignal) {
    this.stop = stop;
    stop.addEventListener("abort", () => this.#wake(), { once: true });
  }

  add(file?: string): void {
    this.#count += 1;
    if (file !== undefined) this.#files.add(file);
    this.#wake();
  }

  /** Makes {@link next} throw. */
  fail(error: unknown): void {
    this.#failure ??= error;
    this.#wake();
  }

  /**
   * Resolves when there is an event that wasn't taken, or when it is stopped.
   * @throws {DiagnosticError} when the system can't watch the folders.
   */
  async next(): Promise<void> {
    while (!this.stop.aborted && this.#count === this.#taken) {
      if (this.#failure !== undefined) throw cannotWatch(this.#failure);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Resolves when no event has come for a moment, or when it is stopped. */
  async quiet(): Promise<void> {
    for (let count = -1; count !== this.#count && !this.stop.aborted; ) {
      count = this.#count;
      const quiet = this.#files.size <= 1 ? soleQuietMs : quietMs;
      await delay(quiet, undefined, { signal: this.stop }).catch(() => {});
    }
  }

  /** The files that events have named since the last call. */
  take(): string[] {
    const files = [...this.#files];
    this.#files.clear();
    this.#taken = this.#count;
    return files;
  }
}

function cannotWatch(failure: unknown): Error {
  const { code, message } = failure as NodeJS.ErrnoException;
  const fix =
    code === "ENOSPC" || code === "EMFILE"
      ? "Raise the limit: 'sysctl fs.inotify.max_user_watches=524288' on Linux, 'ulimit -n 10240' elsewhere."
      : "";
  return DiagnosticError.of("FE-CLI-015", {
    message: `The project's folders can't be watched for changes: ${message}.`,
    fix,
  });
}
