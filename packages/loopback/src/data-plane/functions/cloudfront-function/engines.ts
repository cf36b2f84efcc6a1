import { sentences } from "@featheredge/diagnostics";
import {
  type CloudFrontFunctionEngine,
  checkCloudFrontFunction,
  createCloudFrontFunctionEngine,
  type EdgeLocation,
  type LanguageDiagnostic,
} from "@featheredge/runtimes";
import type { Deployment, PublishedFunction } from "../../../deployment.ts";

/** Limit of a run: about twenty times the steps of AWS's samples, and a few milliseconds on this machine. */
const maxSteps = 200_000;

/** A function that is ready to run, or the reason why CloudFront would not load it. */
export type Loaded =
  | {
      readonly engine: CloudFrontFunctionEngine;
      /** Code that AWS's page does not list: warnings for the first run, which empties the list. */
      readonly unlisted: string[];
      readonly loadError?: never;
    }
  | { readonly loadError: string; readonly engine?: never };

interface Kept {
  readonly revision: string;
  readonly loaded: Loaded;
  store: ReadonlyMap<string, string> | undefined;
}

export interface EnginesOptions {
  readonly deployment: Pick<Deployment, "cloudFrontFunction" | "keyValueStore">;
  readonly edgeLocation: EdgeLocation;
  readonly now: () => number;
}

/** Keeps an engine for each published function, until a new version of the function is published. */
export class Engines {
  readonly #kept = new Map<string, Kept>();
  /** Engines of replaced versions, whose last events have not ended. */
  readonly #retiring = new Set<CloudFrontFunctionEngine>();
  readonly #options: EnginesOptions;

  constructor(options: EnginesOptions) {
    this.#options = options;
  }

  /** @returns undefined if no function with the ARN is published; no promise if it is loaded already */
  get(arn: string): Promise<Loaded | undefined> | Loaded | undefined {
    const { deployment } = this.#options;
    const published = deployment.cloudFrontFunction(arn);
    const known = this.#kept.get(arn);
    if (published === undefined) {
      this.#drop(arn);
      return undefined;
    }
    const store = published.keyValueStore === undefined ? undefined : deployment.keyValueStore(published.keyValueStore);
    if (known?.revision === published.revision) {
      if (known.store !== store) {
        known.store = store;
        known.loaded.engine?.setKeyValueStore(store);
      }
      return known.loaded;
    }
    this.#drop(arn);
    return this.#add(arn, published, store);
  }

  async #add(
    arn: string,
    published: PublishedFunction,
    store: ReadonlyMap<string, string> | undefined,
  ): Promise<Loaded> {
    const loaded = await this.#load(published, store);
    // Another request may have loaded the same version meanwhile.
    const other = this.#kept.get(arn);
    if (other?.revision === published.revision) {
      loaded.engine?.dispose();
      return other.loaded;
    }
    // A request may have loaded another version meanwhile.
    this.#drop(arn);
    this.#dropDeleted();
    this.#kept.set(arn, { revision: published.revision, loaded, store });
    return loaded;
  }

  /** Ends all engines. Events that are still running end with an error. */
  close(): void {
    for (const { loaded } of this.#kept.values()) loaded.engine?.dispose();
    for (const engine of this.#retiring) engine.dispose();
    this.#kept.clear();
  }

  /** CloudFront does not check code. A function that it can load runs, and fails only when it uses a missing feature. */
  async #load(published: PublishedFunction, store: ReadonlyMap<string, string> | undefined): Promise<Loaded> {
    const { name, code, runtime } = published;
    const diagnostics = checkCloudFrontFunction(code, runtime);
    const [first, ...others] = diagnostics.filter(({ stopsLoading }) => stopsLoading);
    if (first !== undefined) {
      const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
      return { loadError: `${atLine(name, first)}${more}` };
    }
    const { edgeLocation, now } = this.#options;
    const options = { runtime, maxSteps, edgeLocation, now, keyValueStore: store, logPositions: true };
    return {
      engine: await createCloudFrontFunctionEngine(code, options),
      unlisted: diagnostics.map((diagnostic) => atLine(name, diagnostic)),
    };
  }

  /** A deleted function gets no other request, so it is dropped with the next one that is loaded. */
  #dropDeleted(): void {
    for (const arn of this.#kept.keys()) {
      if (this.#options.deployment.cloudFrontFunction(arn) === undefined) this.#drop(arn);
    }
  }

  /** Later requests load the function again. Events that are still running end as they began. */
  #drop(arn: string): void {
    const engine = this.#kept.get(arn)?.loaded.engine;
    this.#kept.delete(arn);
    if (engine === undefined) return;
    this.#retiring.add(engine);
    void engine.retire().then(() => this.#retiring.delete(engine));
  }
}

function atLine(name: string, diagnostic: LanguageDiagnostic): string {
  const { line, column } = diagnostic;
  return `${name}, line ${line}, column ${column}: ${sentences(diagnostic)}`;
}
