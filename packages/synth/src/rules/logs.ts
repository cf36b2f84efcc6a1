import {
  checkCustomLogData,
  checkLogFields,
  checkLogPrefix,
  checkLogSourceRegion,
  customLogDataFields,
} from "@featheredge/aws-rules";
import { type Behavior, behaviorsOf } from "./behaviors.ts";
import { blocks, constant, list, type Provider, type Resource, referenced } from "./resources.ts";
import { at, type StackDiagnostic } from "./stack-diagnostic.ts";

export interface LogContext {
  readonly providers: readonly Provider[];
  /** True if the code of the CloudFront Function at an address calls `logCustomData`. */
  readonly logsCustomData: (address: string) => boolean;
}

/** Reports mistakes in standard and real-time logs, and custom data that no log has. */
export function checkLogs(resources: readonly Resource[], context: LogContext): StackDiagnostic[] {
  return resources.flatMap((resource) => {
    const { type, address, values } = resource;
    if (type === "aws_cloudwatch_log_delivery_source") return checkSource(resource, context);
    if (type === "aws_cloudwatch_log_delivery_destination") {
      const [{ destination_resource_arn: arn } = {}] = blocks(values.delivery_destination_configuration);
      return at(address, checkLogPrefix(constant(arn) ?? bucketOf(arn)));
    }
    if (type === "aws_cloudwatch_log_delivery" && sourceOf(resource, resources) !== undefined) {
      return at(`${address}.record_fields`, checkLogFields(constants(values.record_fields), "standard logs"));
    }
    if (type === "aws_cloudfront_realtime_log_config") {
      return at(`${address}.fields`, checkLogFields(constants(values.fields), "real-time logs"));
    }
    return type === "aws_cloudfront_distribution" ? checkCustomData(resource, resources, context) : [];
  });
}

function constants(value: unknown): string[] {
  return list(value).flatMap((one) => constant(one) ?? []);
}

/** A reference to a bucket's ARN alone has no prefix either. */
function bucketOf(arn: unknown): string {
  const bucket = referenced(arn, "arn");
  return bucket?.startsWith("aws_s3_bucket.") ? `arn:aws:s3:::${bucket.split(".")[1]}` : "";
}

function checkSource({ address, values }: Resource, { providers }: LogContext): StackDiagnostic[] {
  const { resource_arn: arn, provider = "aws" } = values;
  const isDistribution =
    referenced(arn, "arn")?.startsWith("aws_cloudfront_distribution.") ||
    constant(arn)?.startsWith("arn:aws:cloudfront:");
  if (!isDistribution) return [];
  const region = constant(values.region) ?? providers.find((one) => one.address === provider)?.region;
  return at(address, checkLogSourceRegion(region));
}

/** The distribution whose logs a delivery delivers, by its address. */
function sourceOf({ values }: Resource, resources: readonly Resource[]): string | undefined {
  const source = referenced(values.delivery_source_name, "name");
  const { values: found } = resources.find(({ address }) => address === source) ?? {};
  const distribution = referenced(found?.resource_arn, "arn");
  return distribution?.startsWith("aws_cloudfront_distribution.") ? distribution : undefined;
}

function checkCustomData(
  distribution: Resource,
  resources: readonly Resource[],
  { logsCustomData }: LogContext,
): StackDiagnostic[] {
  const standard = resources
    .filter(({ type }) => type === "aws_cloudwatch_log_delivery")
    .filter((delivery) => sourceOf(delivery, resources) === distribution.address)
    .flatMap(({ values }) => constants(values.record_fields));
  return behaviorsOf(distribution).flatMap((behavior) => {
    const fields = [...standard, ...realtimeFields(behavior, resources)];
    // A configuration of another stack may have any field.
    if (constant(behavior.block.realtime_log_config_arn) !== undefined) return [];
    return behavior.associations.flatMap(({ event, name }) => {
      if (event !== "viewer-request" && event !== "viewer-response") return [];
      const field = customLogDataFields[event];
      if (fields.includes(field) || !logsCustomData(name)) return [];
      return at(`${distribution.address}.${behavior.attribute}`, checkCustomLogData(name, field));
    });
  });
}

function realtimeFields({ block }: Behavior, resources: readonly Resource[]): string[] {
  const config = referenced(block.realtime_log_config_arn, "arn");
  return constants(resources.find(({ address }) => address === config)?.values.fields);
}
