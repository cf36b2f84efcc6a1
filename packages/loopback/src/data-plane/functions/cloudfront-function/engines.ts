import {
  type CloudFrontFunctionEngine,
  checkCloudFrontFunction,
  createCloudFrontFunctionEngine,
  type EdgeLocation,
} from "@featheredge/runtimes";
import type { Deployment, PublishedFunction } from "../../../deployment.ts";

/** Where a run is stopped: some twenty times what AWS's own samples take, and a few milliseconds here. */
const maxSteps = 200_000;

/** A function that is ready to run, or why it never will be. */
export type Loaded =
  | { readonly engine: CloudFrontFunctionEngine; readonly refusal?: never }
  | { readonly refusal: string; readonly engine?: never };

interface Kept {
  readonly etag: string;
  readonly loaded: Loaded;
  store: ReadonlyMap<string, string> | undefined;
}

export interface EnginesOptions {
  readonly deployment: Pick<Deployment, "cloudFrontFunction" | "keyValueStore">;
  readonly edgeLocation: EdgeLocation;
  readonly now: () => number;
}

/** An engine for each published function, kept warm until another is published in its place. */
export class Engines {
  readonly #kept = new Map<string, Kept>();
  readonly #options: EnginesOptions;

  constructor(options: EnginesOptions) {
    this.#options = options;
  }

  /** @returns undefined when nothing is published under the ARN */
  async get(arn: string): Promise<Loaded | undefined> {
    const { deployment } = this.#options;
    const published = deployment.cloudFrontFunction(arn);
    const known = this.#kept.get(arn);
    if (published === undefined) {
      this.#drop(arn);
      return undefined;
    }
    const store = published.keyValueStore === undefined ? undefined : deployment.keyValueStore(published.keyValueStore);
    if (known?.etag === published.etag) {
      if (known.store !== store) {
        known.store = store;
        known.loaded.engine?.setKeyValueStore(store);
      }
      return known.loaded;
    }
    this.#drop(arn);
    const loaded = await this.#load(published, store);
    // Another request may have loaded it meanwhile.
    const other = this.#kept.get(arn);
    if (other?.etag === published.etag) {
      loaded.engine?.dispose();
      return other.loaded;
    }
    this.#kept.set(arn, { etag: published.etag, loaded, store });
    return loaded;
  }

  close(): void {
    for (const arn of this.#kept.keys()) this.#drop(arn);
  }

  async #load({ name, code }: PublishedFunction, store: ReadonlyMap<string, string> | undefined): Promise<Loaded> {
    const [first, ...more] = checkCloudFrontFunction(code);
    if (first !== undefined) {
      const besides = more.length === 0 ? "" : ` (and ${more.length} more)`;
      return { refusal: `${name}, line ${first.line}, column ${first.column}: ${first.message}${besides}` };
    }
    const { edgeLocation, now } = this.#options;
    return {
      engine: await createCloudFrontFunctionEngine(code, { maxSteps, edgeLocation, now, keyValueStore: store }),
    };
  }

  #drop(arn: string): void {
    this.#kept.get(arn)?.loaded.engine?.dispose();
    this.#kept.delete(arn);
  }
}
