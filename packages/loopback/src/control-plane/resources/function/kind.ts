import type { FunctionConfig, Tag } from "@aws-sdk/client-cloudfront";
import { type FunctionRuntime, functionRuntimes } from "@featheredge/aws-rules";
import type { Kind } from "../../state/account.ts";
import type { StoredRecord } from "../../state/collection.ts";

/** One stage of a function. */
interface FunctionStage {
  /** The number of changes to the function, from 0, which determines the ETag. Undefined in state of earlier versions. */
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
  /** The function's name, which is unique in its account and ends its ARN. */
  readonly id: string;
  readonly development: FunctionStage;
  /** The stage that distributions run. */
  readonly live?: FunctionStage | undefined;
  readonly tags?: readonly Tag[];
}

export const functionKind: Kind<FunctionRecord> = { name: "function", taggedAs: "function" };

/** The runtime of a function: one of AWS's, because `checkFunction` rejects all other values. */
export function runtimeOf({ Runtime }: FunctionConfig): FunctionRuntime {
  return functionRuntimes.find((runtime) => runtime === Runtime) ?? "cloudfront-js-2.0";
}
