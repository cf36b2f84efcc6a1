import { accessLogFields, logFormats, suffixPathMistake } from "@featheredge/aws-rules";
import type { Account } from "../../control-plane/state/account.ts";
import { ServiceError } from "../../service-error.ts";
import type { DeliveryDestinationRecord, DeliverySourceRecord } from "./kinds.ts";

export const invalid = (message: string): never => {
  throw new ServiceError("ValidationException", message);
};
export const conflict = (message: string): never => {
  throw new ServiceError("ConflictException", message);
};
export const missing = (message: string): never => {
  throw new ServiceError("ResourceNotFoundException", message);
};

/**
 * Checks a source that is a distribution. Sources of other services are kept and not checked.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 */
export function checkSource(
  source: Pick<DeliverySourceRecord, "name" | "service" | "logType" | "resourceArn" | "region">,
  account: Account,
  distributions: ReadonlySet<string>,
): void {
  if (!/^[\w-]{1,60}$/.test(source.name))
    invalid(`'${source.name}' is not a valid name: use 1 to 60 of A-Z a-z 0-9 _ -.`);
  if (source.service !== "cloudfront") return;
  if (source.region !== "us-east-1") invalid("Logs of CloudFront are delivered from us-east-1 only.");
  if (source.logType !== "ACCESS_LOGS" && source.logType !== "CONNECTION_LOGS") {
    invalid(`CloudFront has no logs of the type '${source.logType}'.`);
  }
  const isOwn = source.resourceArn.split(":")[4] === account.id;
  if (source.logType === "ACCESS_LOGS" && !(isOwn && distributions.has(source.resourceArn))) {
    missing(`The distribution '${source.resourceArn}' does not exist.`);
  }
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliveryDestination.html */
export function checkDestination({ name, type, outputFormat, resourceArn }: DeliveryDestinationRecord): void {
  if (!/^[\w-]{1,60}$/.test(name)) invalid(`'${name}' is not a valid name: use 1 to 60 of A-Z a-z 0-9 _ -.`);
  const formats = type === "S3" ? logFormats.s3 : type === "CWL" ? logFormats.cloudWatchLogs : ["json", "plain", "raw"];
  if (outputFormat !== undefined && !(formats as readonly string[]).includes(outputFormat)) {
    invalid(`The output format '${outputFormat}' is not possible for ${resourceArn}; use ${formats.join(", ")}.`);
  }
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateDelivery.html */
export function checkRecordFields(fields: readonly string[], { service, logType }: DeliverySourceRecord): void {
  if (service !== "cloudfront" || logType !== "ACCESS_LOGS") return;
  const known: readonly string[] = [...accessLogFields, "DistributionId"];
  const unknown = fields.find((field) => !known.includes(field));
  if (unknown !== undefined) invalid(`'${unknown}' is not a field of CloudFront's access logs.`);
}

export function checkSuffixPath(path: string, hive: boolean): void {
  if (suffixPathMistake(path, hive) !== undefined) invalid("Provided suffixPath is invalid.");
}
