import type { ProjectView } from "@featheredge/inspector/api";
import type { Administration } from "../../administration.ts";
import type { Clock, Deployment, LambdaCode } from "../../deployment.ts";
import type { CacheEntry } from "../base/cache-entry.ts";
import type { TraceRing } from "../base/trace.ts";

/** The files of the inspector's page, by their path: `/`, `/page.js`. */
type Pages = ReadonlyMap<string, { readonly type: string; readonly body: string }>;

/** Parts of the inspector that the loopback itself can't know. */
export interface InspectorOptions {
  /** Builds the page; called when the page is first asked for. */
  readonly page?: (() => Promise<Pages>) | undefined;
  /** The project whose environment is served. */
  readonly project?: ProjectView | undefined;
}

/** The services that the inspector reads and changes. */
export interface InspectorContext extends InspectorOptions {
  readonly traces: TraceRing;
  readonly deployment: Deployment;
  readonly cache: InspectedCache;
  readonly lambda: LambdaCode | undefined;
  readonly administration: Administration | undefined;
  /** The names of the functions and KeyValueStores that are ahead of Terraform now. */
  readonly namesAhead: () => ReadonlySet<string>;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  /** The ports on which distributions and the inspector are served. */
  readonly ports: () => { readonly http: number; readonly https: number };
}

/** The stored responses, as the inspector lists and deletes them. */
interface InspectedCache {
  /** All entries, the last used one first. */
  entries(): Iterable<CacheEntry>;
  delete(key: string): void;
  clear(): void;
}

/** A request to the inspector can't be answered as asked: the status and sentences for people. */
export class InspectorFault extends Error {
  override readonly name = "InspectorFault";
  readonly status: number;

  constructor(status: 400 | 403 | 404 | 405 | 409 | 413 | 415, message: string) {
    super(message);
    this.status = status;
  }
}
