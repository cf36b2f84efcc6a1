import type { Clock } from "../deployment.ts";
import type { FileSystem } from "../files/file-system.ts";
import type { ObservedRequest } from "../proxy/proxy.ts";
import type { Runs } from "../runs/runs.ts";
import type { FindCertificate, ReadObject } from "./context.ts";
import type { Faults } from "./faults.ts";

export interface ControlPlaneOptions {
  /** The directory in which resources outlive this process, below `cloudfront/<account>/`. Without it they are in memory only. */
  readonly directory?: string | undefined;
  /** The file system that resources are written to. Default: the machine's. */
  readonly files?: FileSystem | undefined;
  readonly clock: Clock;
  /** How long a distribution stays `InProgress` and an invalidation takes, in seconds. */
  readonly deploySeconds: number;
  /** How long a Lambda@Edge function's replicas outlive its last association, in seconds. Default: 0. */
  readonly replicaSeconds?: number | undefined;
  /** Called with one line for each failure, each unsupported request and each doubtful distribution. */
  readonly log: (line: string) => void;
  readonly faults?: Faults | undefined;
  /** Called after each operation that may have changed a resource, before the client gets the answer. */
  readonly changed?: (() => Promise<void>) | undefined;
  /** Reads objects of S3 that a KeyValueStore is imported from. */
  readonly readObject?: ReadObject | undefined;
  /** Finds certificates of ACM. */
  readonly findCertificate?: FindCertificate | undefined;
  /** Finds the run of Terraform that a request belongs to. Without it, all requests count as other programs'. */
  readonly makerOf?: Runs["makerOf"] | undefined;
  /** Called before each change that the inspector makes to a KeyValueStore, with the request that would do the same. */
  readonly observe?: ((request: ObservedRequest) => void) | undefined;
}
