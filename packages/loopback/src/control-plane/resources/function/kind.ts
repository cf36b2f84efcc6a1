import type { FunctionConfig, Tag } from "@aws-sdk/client-cloudfront";
import { type FunctionRuntime, functionRuntimes } from "@featheredge/aws-rules";
import type { Kind } from "../../state/account.ts";
import type { StoredRecord } from "../../state/collection.ts";

/** One stage of a function. */
interface FunctionStage {
  /** Counts the changes of the function, from 0; the ETag follows from it. Undefined in state of earlier versions. */
  readonly version?: number | undefined;
  readonly etag: string;
  /** Unique to each change, unlike the ETag. Undefined in state of earlier versions. */
  readonly revision?: string | undefined;
  readonly code: Uint8Array;
  readonly config: FunctionConfig;
  readonly created: Date;
  readonly modified: Date;
}

export interface FunctionRecord extends StoredRecord {
  /** Its name, which is unique in the account and ends its ARN. */
  readonly id: string;
  readonly development: FunctionStage;
  /** The stage that distributions run. */
  readonly live?: FunctionStage | undefined;
  readonly tags?: readonly Tag[];
}

export const functionKind: Kind<FunctionRecord> = { name: "function", taggedAs: "function" };

/** The runtime of a function. `checkFunction` accepts no other values than AWS's. */
export function runtimeOf({ Runtime }: FunctionConfig): FunctionRuntime {
  return functionRuntimes.find((runtime) => runtime === Runtime) ?? "cloudfront-js-2.0";
}
