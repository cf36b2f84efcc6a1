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

/** An environment in use, and the number of its events. */
interface Busy extends Omit<Taken, "cold"> {
  events: number;
}

/** An event that waits for an environment. */
interface Waiting {
  readonly start: () => Taken;
  /** True if it may have an environment in which another event runs. */
  readonly mayQueue: boolean;
  readonly resolve: (taken: Taken) => void;
  readonly reject: (error: Error) => void;
  readonly since: number;
  /** Looks again and again whether it has waited long enough for another environment. */
  readonly timer: NodeJS.Timeout;
}

/** Environments that start at the same time. More of them would make each other's start slower. */
const mostStarting = Math.max(2, availableParallelism());

/** The events that a quick environment has at a time: one that runs, and others that it gets in the same message. */
const mostEvents = 16;

/** The environments of one version of a function, and the events that wait for them. */
export class EnvironmentGroup {
  readonly #options: GroupOptions;
  readonly #idle: Idle[] = [];
  /** Oldest first. */
  readonly #waiting: Waiting[] = [];
  readonly #busy = new Map<LambdaEnvironment, Busy>();
  /** Busy environments whose first event has not ended. */
  #starting = 0;
  #closed = false;

  constructor(options: GroupOptions) {
    this.#options = options;
  }

  /**
   * Takes an idle environment, starts the first one, shares a quick one with its other events, or waits for one.
   * @param start starts an environment
   * @param mayQueue true if the event may wait in the environment for others, which may turn out to be slow
   * @throws Error if the group is closed
   */
  acquire(start: () => Taken, mayQueue = true): Taken | Promise<Taken> {
    if (this.#closed) throw new Error(stopped);
    // The environment that was used last, so that surplus ones stay idle and are stopped.
    for (let entry = this.#idle.pop(); entry !== undefined; entry = this.#idle.pop()) {
      clearTimeout(entry.timer);
      const { environment, logStreamName } = entry;
      if (environment.usable) return this.#use({ environment, logStreamName, cold: false });
    }
    if (this.#busy.size === 0) return this.#use(start());
    const shared = mayQueue && this.#waiting.length === 0 ? [...this.#busy.values()].find(hasRoom) : undefined;
    if (shared !== undefined) return this.#use({ ...shared, cold: false });
    return new Promise((resolve, reject) => {
      const timer = setInterval(() => this.#startForWaiting(), this.#options.patienceMs);
      this.#waiting.push({ start, mayQueue, resolve, reject, since: performance.now(), timer });
    });
  }

  /** Ends what {@link acquire} began: the environment goes to the event that has waited longest, or is kept idle. */
  async release({ environment, logStreamName, cold }: Taken): Promise<void> {
    const busy = this.#busy.get(environment);
    if (busy !== undefined) busy.events -= 1;
    if (busy?.events === 0) this.#busy.delete(environment);
    if (cold) this.#starting -= 1;
    const isKept = environment.usable && !this.#closed;
    if (isKept) this.#giveOn({ environment, logStreamName, cold: false });
    this.#startForWaiting();
    this.#dropIfUnused();
    if (!isKept) await environment.dispose();
  }

  /** Stops the idle environments. */
  stopIdle(): void {
    for (const { environment, timer } of this.#idle.splice(0)) {
      clearTimeout(timer);
      void environment.dispose();
    }
    this.#dropIfUnused();
  }

  /** Stops all environments. Events that have not ended fail. */
  async close(): Promise<void> {
    this.#closed = true;
    const idle = this.#idle.splice(0);
    for (const { timer } of idle) clearTimeout(timer);
    for (const { timer, reject } of this.#waiting.splice(0)) {
      clearInterval(timer);
      reject(new Error(stopped));
    }
    const environments = [...this.#busy.keys(), ...idle.map(({ environment }) => environment)];
    await Promise.all(environments.map((environment) => environment.dispose()));
  }

  #use(taken: Taken): Taken {
    const { environment, logStreamName, cold } = taken;
    const busy = this.#busy.get(environment) ?? { environment, logStreamName, events: 0 };
    busy.events += 1;
    this.#busy.set(environment, busy);
    if (cold) this.#starting += 1;
    return { environment, logStreamName, cold };
  }

  #giveOn(taken: Taken): void {
    const { environment, logStreamName } = taken;
    for (let [next] = this.#waiting; next !== undefined; [next] = this.#waiting) {
      const busy = this.#busy.get(environment);
      if (busy !== undefined && !(next.mayQueue && hasRoom(busy))) break;
      this.#waiting.shift();
      clearInterval(next.timer);
      next.resolve(this.#use(taken));
    }
    if (this.#busy.has(environment)) return;
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

/** True if another event may wait in an environment for those that it has. */
function hasRoom({ environment, events }: Busy): boolean {
  return environment.isQuick && environment.usable && events < mostEvents;
}

const stopped = "The environments of the function were stopped.";
