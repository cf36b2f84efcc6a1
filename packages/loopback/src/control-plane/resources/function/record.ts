import type { FunctionConfig, Tag } from "@aws-sdk/client-cloudfront";
import type { Kind } from "../../state/account.ts";
import type { StoredRecord } from "../../state/collection.ts";

/** One stage of a function. */
interface FunctionStage {
  /** Another with each change of the stage. */
  readonly etag: string;
  readonly code: Uint8Array;
  readonly config: FunctionConfig;
  readonly created: Date;
  readonly modified: Date;
}

export interface FunctionRecord extends StoredRecord {
  /** Its name, which is unique in the account and ends its ARN. */
  readonly id: string;
  readonly development: FunctionStage;
  /** What distributions run; there is none before the first publication. */
  readonly live?: FunctionStage | undefined;
  readonly tags?: readonly Tag[];
}

export const functionKind: Kind<FunctionRecord> = { name: "function", taggedAs: "function" };
