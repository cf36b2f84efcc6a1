import { randomBytes } from "node:crypto";
import { createLambdaEnvironment, type LambdaEnvironment, type LambdaNetwork } from "@featheredge/runtimes";
import type { Clock, LambdaVersion } from "../../../deployment.ts";

/** An environment in use, and the log stream that it writes to. */
export interface Taken {
  readonly environment: LambdaEnvironment;
  readonly logStreamName: string;
  /** True if it was started for this use. */
  readonly cold: boolean;
}

export interface PoolOptions {
  /** The maximum of environments in use; AWS allows 1,000 per region. */
  readonly concurrency: number;
  /** How long an idle environment is kept, in milliseconds. */
  readonly idleMs: number;
  readonly network: LambdaNetwork | undefined;
  readonly now: Clock;
}

interface Idle extends Omit<Taken, "cold"> {
  readonly timer: NodeJS.Timeout;
}

/** Environments of Lambda functions. They are started when none is idle, reused, and stopped after they were idle. */
export class EnvironmentPool {
  readonly #options: PoolOptions;
  readonly #idle = new Map<string, Idle[]>();
  readonly #running = new Set<LambdaEnvironment>();
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /**
   * Uses an environment of a function's version.
   *
   * @param arn the version's ARN, with the account's twelve digits
   * @returns undefined if the maximum of environments is in use
   */
  async use<T>(
    arn: string,
    version: LambdaVersion,
    memoryMb: number,
    run: (taken: Taken) => Promise<T>,
  ): Promise<T | undefined> {
    if (this.#running.size >= this.#options.concurrency) return undefined;
    const key = JSON.stringify([arn, version.codeSha256, memoryMb, version.variables]);
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

  /** Stops all environments. Runs that have not ended fail. */
  async close(): Promise<void> {
    this.#closed = true;
    const idle = [...this.#idle.values()].flat();
    this.#idle.clear();
    for (const { timer } of idle) clearTimeout(timer);
    const environments = [...this.#running, ...idle.map(({ environment }) => environment)];
    await Promise.all(environments.map((environment) => environment.dispose()));
  }

  /** Takes the environment that was used last, so that surplus ones stay idle and are stopped. */
  #takeIdle(key: string): Taken | undefined {
    const idle = this.#idle.get(key) ?? [];
    for (let entry = idle.pop(); entry !== undefined; entry = idle.pop()) {
      clearTimeout(entry.timer);
      if (entry.environment.usable) return { ...entry, cold: false };
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
    const [, , , region = "", account = ""] = arn.split(":");
    const day = new Date(this.#options.now()).toISOString().slice(0, 10).replaceAll("-", "/");
    const logStreamName = `${day}/[${version.version}]${randomBytes(16).toString("hex")}`;
    const { functionName, runtime, directory, handler } = version;
    const environment = createLambdaEnvironment({
      file: directory,
      handler,
      memoryMb,
      identity: { functionName, version: version.version, account, runtime, directory, logStreamName },
      env: {
        ...version.variables,
        AWS_REGION: region,
        AWS_DEFAULT_REGION: region,
        // On the loopback, the access key id is the account.
        AWS_ACCESS_KEY_ID: account,
        AWS_SECRET_ACCESS_KEY: "loopback",
        ...sdkSettings,
      },
      network: this.#options.network,
    });
    return { environment, logStreamName, cold: true };
  }
}

/** Keeps the SDK's warning about this machine's Node.js version out of the function's log. */
const sdkSettings = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };
