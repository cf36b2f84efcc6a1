import { availableParallelism } from "node:os";
import type { LambdaEnvironment } from "@featheredge/runtimes";

/** An environment in use, and the log stream that it writes to. */
export interface Taken {
  readonly environment: LambdaEnvironment;
  readonly logStreamName: string;
  /** True if it was started for this use. */
  readonly cold: boolean;
}

interface GroupOptions {
  /** How long an idle environment is kept, in milliseconds. */
  readonly idleMs: number;
  /**
   * How long an event waits before another environment is started, in milliseconds for each busy environment.
   * Environments share this machine's processors: a start takes longer than most runs, and slows them down.
   */
  readonly patienceMs: number;
  /** Called when the group has no environment and no event. */
  readonly onUnused: () => void;
}

interface Idle extends Omit<Taken, "cold"> {
  readonly timer: NodeJS.Timeout;
}

/** An event that waits for an environment. */
interface Waiting {
  readonly start: () => Taken;
  readonly resolve: (taken: Taken) => void;
  readonly reject: (error: Error) => void;
  readonly since: number;
  /** Looks again and again whether it has waited long enough for another environment. */
  readonly timer: NodeJS.Timeout;
}

/** Environments that start at the same time. More of them would make each other's start slower. */
const mostStarting = Math.max(2, availableParallelism());

/** The environments of one version of a function, and the events that wait for them. */
export class EnvironmentGroup {
  readonly #options: GroupOptions;
  readonly #idle: Idle[] = [];
  /** Oldest first. */
  readonly #waiting: Waiting[] = [];
  readonly #busy = new Set<LambdaEnvironment>();
  /** Busy environments whose first event has not ended. */
  #starting = 0;
  #closed = false;

  constructor(options: GroupOptions) {
    this.#options = options;
  }

  /**
   * Takes an idle environment, starts the first one, or waits for one.
   * @param start starts an environment
   */
  acquire(start: () => Taken): Taken | Promise<Taken> {
    // The environment that was used last, so that surplus ones stay idle and are stopped.
    for (let entry = this.#idle.pop(); entry !== undefined; entry = this.#idle.pop()) {
      clearTimeout(entry.timer);
      const { environment, logStreamName } = entry;
      if (environment.usable) return this.#use({ environment, logStreamName, cold: false });
    }
    if (this.#busy.size === 0) return this.#use(start());
    return new Promise((resolve, reject) => {
      const timer = setInterval(() => this.#startForWaiting(), this.#options.patienceMs);
      this.#waiting.push({ start, resolve, reject, since: performance.now(), timer });
    });
  }

  /** Ends what {@link acquire} began: the environment goes to the event that has waited longest, or is kept idle. */
  async release({ environment, logStreamName, cold }: Taken): Promise<void> {
    this.#busy.delete(environment);
    if (cold) this.#starting -= 1;
    const isKept = environment.usable && !this.#closed;
    if (isKept) this.#giveOn({ environment, logStreamName, cold: false });
    this.#startForWaiting();
    this.#dropIfUnused();
    if (!isKept) await environment.dispose();
  }

  /** Stops all environments. Events that have not ended fail. */
  async close(): Promise<void> {
    this.#closed = true;
    const idle = this.#idle.splice(0);
    for (const { timer } of idle) clearTimeout(timer);
    for (const { timer, reject } of this.#waiting.splice(0)) {
      clearInterval(timer);
      reject(new Error("The environments of the function were stopped."));
    }
    const environments = [...this.#busy, ...idle.map(({ environment }) => environment)];
    await Promise.all(environments.map((environment) => environment.dispose()));
  }

  #use(taken: Taken): Taken {
    this.#busy.add(taken.environment);
    if (taken.cold) this.#starting += 1;
    return taken;
  }

  #giveOn(taken: Taken): void {
    const next = this.#waiting.shift();
    if (next !== undefined) {
      clearInterval(next.timer);
      next.resolve(this.#use(taken));
      return;
    }
    const { environment, logStreamName } = taken;
    const timer = setTimeout(() => {
      this.#idle.splice(this.#idle.indexOf(entry), 1);
      this.#dropIfUnused();
      void environment.dispose();
    }, this.#options.idleMs).unref();
    const entry: Idle = { environment, logStreamName, timer };
    this.#idle.push(entry);
  }

  /** Starts environments for events that have waited long enough, and for the oldest if no environment is left. */
  #startForWaiting(): void {
    while (this.#starting < mostStarting) {
      const [oldest] = this.#waiting;
      if (oldest === undefined) return;
      if (performance.now() - oldest.since < this.#options.patienceMs * this.#busy.size) return;
      this.#waiting.shift();
      clearInterval(oldest.timer);
      oldest.resolve(this.#use(oldest.start()));
    }
  }

  #dropIfUnused(): void {
    if (this.#busy.size + this.#idle.length + this.#waiting.length === 0) this.#options.onUnused();
  }
}
