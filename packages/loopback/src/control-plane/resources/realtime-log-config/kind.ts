import type { RealtimeLogConfig } from "@aws-sdk/client-cloudfront";
import type { Kind } from "../../state/account.ts";
import type { StoredRecord } from "../../state/collection.ts";

export interface RealtimeLogConfigRecord extends StoredRecord {
  /** The name of the configuration, which ends its ARN. */
  readonly id: string;
  readonly config: RealtimeLogConfig;
}

export const realtimeLogConfigKind: Kind<RealtimeLogConfigRecord> = { name: "realtime-log-config" };
