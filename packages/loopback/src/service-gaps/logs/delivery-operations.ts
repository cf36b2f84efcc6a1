import { accessLogFields } from "@featheredge/aws-rules";
import { newId } from "../../control-plane/ids.ts";
import { distributionKind } from "../../control-plane/resources/distribution/kind.ts";
import type { Account } from "../../control-plane/state/account.ts";
import { type Call, type Operations, textOf } from "../call.ts";
import {
  type DeliveryDestinationRecord,
  type DeliveryRecord,
  type DeliverySourceRecord,
  deliveryDestinationKind,
  deliveryKind,
  deliverySourceKind,
} from "./kinds.ts";
import { presentDelivery, presentDestination, presentSource } from "./present.ts";
import {
  checkDestination,
  checkRecordFields,
  checkSource,
  checkSuffixPath,
  conflict,
  invalid,
  missing,
} from "./validate.ts";

type Tags = Readonly<Record<string, string>>;

/**
 * Deliveries of logs, which are CloudFront's standard logs v2. They are kept here and not in moto, since the data plane
 * writes logs by them.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateDelivery.html
 */
export const deliveryOperations: Operations = {
  PutDeliverySource({ input, account, region }) {
    const name = textOf(input, "name");
    const resourceArn = textOf(input, "resourceArn");
    const sources = account.all(deliverySourceKind);
    const id = `${region}/${name}`;
    const before = sources.get(id);
    const source: DeliverySourceRecord = {
      id,
      region,
      name,
      resourceArn,
      arn: arnOf(account, region, "delivery-source", name),
      service: resourceArn.split(":")[2] ?? "",
      logType: textOf(input, "logType"),
      tags: before?.tags ?? ((input.tags ?? {}) as Tags),
    };
    checkSource(source, account, distributionsOf(account));
    if (before !== undefined && before.resourceArn !== resourceArn) {
      conflict("Update to existing Delivery Source with new ResourceId is not allowed.");
    }
    const other = sources.find((one) => one.resourceArn === resourceArn && one.logType === source.logType);
    if (other !== undefined && other.id !== id) {
      conflict(`The resource has the delivery source '${other.name}' for these logs already.`);
    }
    sources.put(source);
    return { deliverySource: presentSource(source) };
  },

  GetDeliverySource: (call) => ({ deliverySource: presentSource(findSource(call, textOf(call.input, "name"))) }),
  DescribeDeliverySources: ({ account, region }) => ({
    deliverySources: inRegion(account.all(deliverySourceKind), region).map(presentSource),
  }),
  DeleteDeliverySource(call) {
    const { id, name } = findSource(call, textOf(call.input, "name"));
    if (inRegion(call.account.all(deliveryKind), call.region).some(({ sourceName }) => sourceName === name)) {
      conflict("This operation would delete a Delivery Source that a Delivery uses.");
    }
    call.account.all(deliverySourceKind).delete(id);
    return {};
  },

  PutDeliveryDestination({ input, account, region }) {
    const name = textOf(input, "name");
    const destinations = account.all(deliveryDestinationKind);
    const id = `${region}/${name}`;
    const before = destinations.get(id);
    const { destinationResourceArn = "" } = (input.deliveryDestinationConfiguration ?? {}) as Record<string, string>;
    const destination: DeliveryDestinationRecord = {
      id,
      region,
      name,
      resourceArn: destinationResourceArn,
      arn: arnOf(account, region, "delivery-destination", name),
      type: typeOf(destinationResourceArn),
      outputFormat: textOf(input, "outputFormat") || before?.outputFormat,
      policy: before?.policy,
      tags: before?.tags ?? ((input.tags ?? {}) as Tags),
    };
    checkDestination(destination);
    if (before !== undefined && before.outputFormat !== destination.outputFormat) {
      invalid("The output format of a Delivery Destination can't be changed.");
    }
    destinations.put(destination);
    return { deliveryDestination: presentDestination(destination) };
  },

  GetDeliveryDestination: (call) => ({ deliveryDestination: presentDestination(findDestination(call)) }),
  DescribeDeliveryDestinations: ({ account, region }) => ({
    deliveryDestinations: inRegion(account.all(deliveryDestinationKind), region).map(presentDestination),
  }),
  DeleteDeliveryDestination(call) {
    const { id, arn } = findDestination(call);
    if (Array.from(call.account.all(deliveryKind)).some(({ destinationArn }) => destinationArn === arn)) {
      conflict("This operation would delete a Delivery Destination that a Delivery uses.");
    }
    call.account.all(deliveryDestinationKind).delete(id);
    return {};
  },

  PutDeliveryDestinationPolicy(call) {
    const policy = textOf(call.input, "deliveryDestinationPolicy");
    call.account.all(deliveryDestinationKind).put({ ...findDestination(call), policy });
    return { policy: { deliveryDestinationPolicy: policy } };
  },
  GetDeliveryDestinationPolicy: (call) => ({
    policy: { deliveryDestinationPolicy: findDestination(call).policy ?? "" },
  }),
  DeleteDeliveryDestinationPolicy(call) {
    call.account.all(deliveryDestinationKind).put({ ...findDestination(call), policy: undefined });
    return {};
  },

  CreateDelivery(call) {
    const { input, account, region } = call;
    const source = findSource(call, textOf(input, "deliverySourceName"));
    const destinationArn = textOf(input, "deliveryDestinationArn");
    const destination =
      account.all(deliveryDestinationKind).find(({ arn }) => arn === destinationArn) ??
      missing("Requested Delivery Destination does not exist in this account.");
    const siblings = inRegion(account.all(deliveryKind), region).filter((one) => one.sourceName === source.name);
    if (siblings.some((one) => one.destinationType === destination.type)) {
      conflict("Delivery already exists for this Delivery Source with the same Delivery Destination Type.");
    }
    const deliveryId = newId.vpcOrigin().slice(3, 19);
    const delivery: DeliveryRecord = {
      id: `${region}/${deliveryId}`,
      region,
      deliveryId,
      arn: arnOf(account, region, "delivery", deliveryId),
      sourceName: source.name,
      destinationArn,
      destinationType: destination.type,
      recordFields: (input.recordFields ?? accessLogFields.slice(0, 33)) as string[],
      fieldDelimiter: textOf(input, "fieldDelimiter") || "\t",
      s3: destination.type === "S3" ? createdPath(input, source, destination) : undefined,
      tags: (input.tags ?? {}) as Tags,
    };
    checkRecordFields(delivery.recordFields, source);
    account.all(deliveryKind).put(delivery);
    return { delivery: presentDelivery(delivery) };
  },

  UpdateDeliveryConfiguration(call) {
    const { input } = call;
    const before = findDelivery(call);
    const source = findSource(call, before.sourceName);
    const recordFields = (input.recordFields ?? before.recordFields) as string[];
    checkRecordFields(recordFields, source);
    const s3 = before.s3 === undefined ? undefined : { ...before.s3, ...pathOf(input) };
    if (s3 !== undefined) checkSuffixPath(s3.suffixPath, s3.enableHiveCompatiblePath);
    const fieldDelimiter = textOf(input, "fieldDelimiter") || before.fieldDelimiter;
    call.account.all(deliveryKind).put({ ...before, recordFields, fieldDelimiter, s3 });
    return {};
  },

  GetDelivery: (call) => ({ delivery: presentDelivery(findDelivery(call)) }),
  DescribeDeliveries: ({ account, region }) => ({
    deliveries: inRegion(account.all(deliveryKind), region).map(presentDelivery),
  }),
  DeleteDelivery(call) {
    call.account.all(deliveryKind).delete(findDelivery(call).id);
    return {};
  },
};

const prefixOfCloudFront = "AWSLogs/{account-id}/CloudFront/";

/**
 * The path of a new delivery to S3. Where the destination has no prefix, CloudFront adds one, when a delivery
 * is created and not when it is updated.
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/46328
 */
function createdPath(input: Call["input"], { service }: DeliverySourceRecord, destination: DeliveryDestinationRecord) {
  const { suffixPath = "", enableHiveCompatiblePath = false } = pathOf(input);
  if (suffixPath !== "") checkSuffixPath(suffixPath, enableHiveCompatiblePath);
  const hasPrefix = /^[^/]+\/./.test(destination.resourceArn.split(":::")[1] ?? "");
  const prefix = service === "cloudfront" && !hasPrefix ? prefixOfCloudFront : "";
  return { suffixPath: prefix + suffixPath.replace(/^\//, ""), enableHiveCompatiblePath };
}

function pathOf(input: Call["input"]): Partial<NonNullable<DeliveryRecord["s3"]>> {
  return (input.s3DeliveryConfiguration ?? {}) as Partial<NonNullable<DeliveryRecord["s3"]>>;
}

function typeOf(arn: string): DeliveryDestinationRecord["type"] {
  const [, , service] = arn.split(":");
  if (service === "s3") return "S3";
  if (service === "logs") return "CWL";
  return service === "firehose" ? "FH" : invalid(`'${arn}' is not a bucket, log group or Firehose stream.`);
}

function arnOf(account: Account, region: string, type: string, name: string): string {
  return `arn:aws:logs:${region}:${account.id}:${type}:${name}`;
}

function distributionsOf(account: Account): Set<string> {
  return new Set(Array.from(account.all(distributionKind), ({ id }) => account.arn("distribution", id)));
}

function inRegion<R extends { readonly region: string }>(records: Iterable<R>, region: string): R[] {
  return Array.from(records).filter((record) => record.region === region);
}

function findSource({ account, region }: Call, name: string): DeliverySourceRecord {
  return (
    account.all(deliverySourceKind).get(`${region}/${name}`) ??
    missing("Requested Delivery Source does not exist in this account.")
  );
}

function findDestination({ input, account, region }: Call): DeliveryDestinationRecord {
  const name = textOf(input, "name") || textOf(input, "deliveryDestinationName");
  return (
    account.all(deliveryDestinationKind).get(`${region}/${name}`) ??
    missing("Requested Delivery Destination does not exist in this account.")
  );
}

function findDelivery({ input, account, region }: Call): DeliveryRecord {
  return (
    account.all(deliveryKind).get(`${region}/${textOf(input, "id")}`) ??
    missing("Requested Delivery does not exist in this account.")
  );
}
