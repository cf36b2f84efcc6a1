import { randomBytes } from "node:crypto";
import { createLambdaEnvironment, type LambdaEnvironment, type LambdaNetwork } from "@featheredge/runtimes";
import type { Clock, LambdaVersion } from "../../../deployment.ts";

/** An environment that is taken, and what its logs go by. */
export interface Taken {
  readonly environment: LambdaEnvironment;
  readonly logStreamName: string;
  /** Whether it was started for this. */
  readonly cold: boolean;
}

export interface PoolOptions {
  /** As many events at a time; AWS has 1,000 per region. */
  readonly concurrency: number;
  /** How long an environment is kept without an event, in milliseconds. */
  readonly idleMs: number;
  readonly network: LambdaNetwork | undefined;
  readonly now: Clock;
}

interface Idle extends Omit<Taken, "cold"> {
  readonly timer: NodeJS.Timeout;
}

/** Environments of Lambda functions: started when none is idle, used again, ended when they were idle for long. */
export class EnvironmentPool {
  readonly #options: PoolOptions;
  readonly #idle = new Map<string, Idle[]>();
  readonly #running = new Set<LambdaEnvironment>();
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /**
   * Runs a use of an environment of a version.
   *
   * @param arn of the version, with the account's twelve digits
   * @returns undefined where as many are busy as may be
   */
  async use<T>(
    arn: string,
    version: LambdaVersion,
    memoryMb: number,
    run: (taken: Taken) => Promise<T>,
  ): Promise<T | undefined> {
    if (this.#running.size >= this.#options.concurrency) return undefined;
    const key = `${arn} ${version.codeSha256} ${memoryMb}`;
    const taken = this.#takeIdle(key) ?? this.#start(arn, version, memoryMb);
    this.#running.add(taken.environment);
    try {
      return await run(taken);
    } finally {
      this.#running.delete(taken.environment);
      if (taken.environment.usable && !this.#closed) this.#keep(key, taken);
      else await taken.environment.dispose();
    }
  }

  /** Events that are under way fail. */
  async close(): Promise<void> {
    this.#closed = true;
    const idle = [...this.#idle.values()].flat();
    this.#idle.clear();
    for (const { timer } of idle) clearTimeout(timer);
    const environments = [...this.#running, ...idle.map(({ environment }) => environment)];
    await Promise.all(environments.map((environment) => environment.dispose()));
  }

  /** The one used last, so that those that are not needed grow old. */
  #takeIdle(key: string): Taken | undefined {
    const idle = this.#idle.get(key) ?? [];
    for (let found = idle.pop(); found !== undefined; found = idle.pop()) {
      clearTimeout(found.timer);
      if (found.environment.usable) return { ...found, cold: false };
    }
    return undefined;
  }

  #keep(key: string, { environment, logStreamName }: Taken): void {
    const idle = this.#idle.get(key) ?? [];
    this.#idle.set(key, idle);
    const timer = setTimeout(() => {
      idle.splice(idle.indexOf(entry), 1);
      void environment.dispose();
    }, this.#options.idleMs).unref();
    const entry: Idle = { environment, logStreamName, timer };
    idle.push(entry);
  }

  #start(arn: string, version: LambdaVersion, memoryMb: number): Taken {
    const account = arn.split(":")[4] ?? "";
    const day = new Date(this.#options.now()).toISOString().slice(0, 10).replaceAll("-", "/");
    const logStreamName = `${day}/[${version.version}]${randomBytes(16).toString("hex")}`;
    const { functionName, runtime, directory, handler } = version;
    const environment = createLambdaEnvironment({
      file: directory,
      handler,
      memoryMb,
      identity: { functionName, version: version.version, account, runtime, directory, logStreamName },
      // On the loopback an access key id is the account.
      env: { AWS_ACCESS_KEY_ID: account, AWS_SECRET_ACCESS_KEY: "loopback", ...sdkSettings },
      network: this.#options.network,
    });
    return { environment, logStreamName, cold: true };
  }
}

/** Lambda's Node.js is AWS's choice; what the SDK thinks of this machine's is no log of the function. */
const sdkSettings = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };
