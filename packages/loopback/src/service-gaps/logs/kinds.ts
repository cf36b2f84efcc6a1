import type { Kind } from "../../control-plane/state/account.ts";
import type { StoredRecord } from "../../control-plane/state/collection.ts";

/** Resources of CloudWatch Logs. Their ids begin with the region: `us-east-1/site`. */
interface LogsRecord extends StoredRecord {
  readonly region: string;
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A resource whose logs can be delivered. */
export interface DeliverySourceRecord extends LogsRecord {
  readonly name: string;
  readonly resourceArn: string;
  readonly service: string;
  readonly logType: string;
}

/** A bucket, log group or Firehose stream that logs are delivered to. */
export interface DeliveryDestinationRecord extends LogsRecord {
  readonly name: string;
  readonly type: "S3" | "CWL" | "FH";
  readonly outputFormat: string | undefined;
  readonly resourceArn: string;
  readonly policy: string | undefined;
}

/** A connection between a source and a destination. */
export interface DeliveryRecord extends LogsRecord {
  readonly deliveryId: string;
  readonly sourceName: string;
  readonly destinationArn: string;
  readonly destinationType: DeliveryDestinationRecord["type"];
  readonly recordFields: readonly string[];
  readonly fieldDelimiter: string;
  readonly s3: { readonly suffixPath: string; readonly enableHiveCompatiblePath: boolean } | undefined;
}

export const deliverySourceKind: Kind<DeliverySourceRecord> = { name: "logs-delivery-source" };
export const deliveryDestinationKind: Kind<DeliveryDestinationRecord> = { name: "logs-delivery-destination" };
export const deliveryKind: Kind<DeliveryRecord> = { name: "logs-delivery" };

/** A saved query of Logs Insights. */
export interface QueryDefinitionRecord extends StoredRecord {
  readonly region: string;
  readonly definition: Readonly<Record<string, unknown>>;
}

export const queryDefinitionKind: Kind<QueryDefinitionRecord> = { name: "logs-query-definition" };
