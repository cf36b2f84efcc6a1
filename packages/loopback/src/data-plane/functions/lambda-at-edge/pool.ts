import { randomBytes } from "node:crypto";
import { createLambdaEnvironment, type LambdaNetwork } from "@featheredge/runtimes";
import type { Clock, LambdaVersion } from "../../../deployment.ts";
import { EnvironmentGroup, type Taken } from "./environment-group.ts";

export interface PoolOptions {
  /** The maximum of events that run or wait for an environment; AWS allows 1,000 per region. */
  readonly concurrency: number;
  /** How long an idle environment is kept, in milliseconds. */
  readonly idleMs: number;
  /** How long an event waits before another environment is started, in milliseconds per busy one. @default 50 */
  readonly patienceMs?: number | undefined;
  /** Returns the ARNs of the versions that distributions run. */
  readonly versionsInUse: () => ReadonlySet<string>;
  readonly network: (() => Promise<LambdaNetwork>) | undefined;
  readonly now: Clock;
}

interface PooledGroup {
  readonly arn: string;
  /** Identifies the code and how it runs, which differ between the events of `$LATEST` before and after an edit. */
  readonly content: string;
  readonly group: EnvironmentGroup;
  /** True if it was replaced when another version started: only requests that had begun before have events for it. */
  replaced: boolean;
}

/**
 * Environments of Lambda functions. They are started if events need them, reused, and stopped after they were idle, or
 * when a version starts that replaces theirs.
 */
export class EnvironmentPool {
  readonly #options: PoolOptions;
  readonly #groups = new Map<string, PooledGroup>();
  #events = 0;
  #network: LambdaNetwork | undefined;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /**
   * Uses an environment of a function's version.
   *
   * @param arn the version's ARN, with the account's twelve digits
   * @param run returns undefined if the environment did not run the event, which then gets another one
   * @returns undefined if the maximum of concurrent events is reached
   */
  async use<T>(
    arn: string,
    version: LambdaVersion,
    memoryMb: number,
    run: (taken: Taken) => Promise<T | undefined>,
  ): Promise<T | undefined> {
    if (this.#events >= this.#options.concurrency) return undefined;
    this.#events += 1;
    try {
      // Asked for once: the certificate of an authority that is issued again stays trusted.
      this.#network ??= await this.#options.network?.();
      const { codeSha256, handler, runtime, variables } = version;
      const pooled = this.#groupOf(arn, JSON.stringify([codeSha256, handler, runtime, variables]), memoryMb);
      for (let isFirstTry = true; ; isFirstTry = false) {
        const taken = await pooled.group.acquire(() => this.#start(arn, version, memoryMb), isFirstTry);
        try {
          const result = await run(taken);
          if (result !== undefined) return result;
        } finally {
          await pooled.group.release(taken);
          if (pooled.replaced && this.#isReplaced(pooled)) pooled.group.stopIdle();
        }
      }
    } finally {
      this.#events -= 1;
    }
  }

  /** Stops all environments. Events that have not ended fail. */
  async close(): Promise<void> {
    const groups = [...this.#groups.values()];
    this.#groups.clear();
    await Promise.all(groups.map(({ group }) => group.close()));
  }

  #groupOf(arn: string, content: string, memoryMb: number): PooledGroup {
    const key = `${arn} ${memoryMb} ${content}`;
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const { idleMs, patienceMs = 50 } = this.#options;
    const group = new EnvironmentGroup({ idleMs, patienceMs, onUnused: () => this.#groups.delete(key) });
    const pooled = { arn, content, group, replaced: false };
    this.#groups.set(key, pooled);
    // Each edit of a function would leave a process otherwise.
    for (const other of this.#groups.values()) {
      other.replaced = this.#isReplaced(other);
      if (other.replaced && other !== pooled) other.group.stopIdle();
    }
    return pooled;
  }

  /** True for a version that no distribution runs any more, or whose code was replaced. */
  #isReplaced({ arn, content }: PooledGroup): boolean {
    const newest = Array.from(this.#groups.values()).findLast((other) => other.arn === arn);
    if (newest !== undefined && newest.content !== content) return true;
    // A function's URL runs $LATEST, which no distribution names.
    return !arn.endsWith(":$LATEST") && !this.#options.versionsInUse().has(arn);
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
      network: this.#network,
    });
    return { environment, logStreamName, cold: true };
  }
}

/** Keeps the SDK's warning about this machine's Node.js version out of the function's log. */
const sdkSettings = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };
