import type { DeliveryDestinationRecord, DeliveryRecord, DeliverySourceRecord } from "./kinds.ts";

/** A source as AWS's answers describe it. */
export function presentSource({ name, arn, resourceArn, service, logType, tags }: DeliverySourceRecord): object {
  return { name, arn, resourceArns: [resourceArn], service, logType, tags };
}

/** A destination as AWS's answers describe it. */
export function presentDestination(destination: DeliveryDestinationRecord): object {
  const { name, arn, type, outputFormat, resourceArn, tags } = destination;
  return {
    name,
    arn,
    deliveryDestinationType: type,
    ...(outputFormat === undefined ? {} : { outputFormat }),
    deliveryDestinationConfiguration: { destinationResourceArn: resourceArn },
    tags,
  };
}

/** A delivery as AWS's answers describe it. */
export function presentDelivery(delivery: DeliveryRecord): object {
  const { deliveryId, arn, sourceName, destinationArn, destinationType, recordFields, fieldDelimiter, s3, tags } =
    delivery;
  return {
    id: deliveryId,
    arn,
    deliverySourceName: sourceName,
    deliveryDestinationArn: destinationArn,
    deliveryDestinationType: destinationType,
    recordFields,
    fieldDelimiter,
    ...(s3 === undefined ? {} : { s3DeliveryConfiguration: s3 }),
    tags,
  };
}
