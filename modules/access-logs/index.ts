import { CloudwatchLogDelivery } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery/index.js";
import { CloudwatchLogDeliveryDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination/index.js";
import { CloudwatchLogDeliverySource } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-source/index.js";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { customLogDataFields } from "@featheredge/aws-rules";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { z } from "zod";
import { joinedName } from "../naming.ts";
import { contentHash } from "../shared-resources.ts";
import { LogBucket } from "./log-bucket.ts";
import { type AccessLogsOptions, accessLogsOptions } from "./options.ts";

export interface AccessLogsProps extends AccessLogsOptions {
  /** Begins the names of all resources: `prod-site`. */
  readonly name: string;
  readonly distributionArn: string;
  /** Twelve digits. */
  readonly account: string;
  /** CloudFront's logs are delivered from us-east-1, whichever region the bucket is in. */
  readonly usEast1: AwsProvider;
  /** The events at which a CloudFront Function calls `logCustomData`, whose fields are then logged. @default [] */
  readonly customLogData?: readonly (keyof typeof customLogDataFields)[] | undefined;
  /** Terraform refuses to destroy a bucket that the module creates. @default false */
  readonly preventDestroy?: boolean | undefined;
}

type Resolved = z.output<typeof accessLogsOptions>;

/** The files of the logs, as queries need to know them. */
export interface LogFiles extends NonNullable<Resolved["s3"]> {
  /** The bucket's name. */
  readonly bucket: string;
}

/** The standard logs (v2) of a distribution, in a bucket, a log group in us-east-1, or both. */
export class AccessLogs extends Construct {
  /** The fields of each request, in the order of the logs. */
  readonly recordFields: readonly string[];
  /** Where files are delivered; undefined without `s3`. */
  readonly files: LogFiles | undefined;
  /** The name of the log group; undefined without `cloudwatchLogs`. */
  readonly logGroup: { readonly name: string; readonly outputFormat: "json" | "plain" } | undefined;
  readonly #name: string;
  readonly #usEast1: AwsProvider;
  readonly #options: Resolved;

  /** @throws ZodError when an option has a wrong form */
  constructor(scope: Construct, id: string, props: AccessLogsProps) {
    super(scope, id);
    const { name, distributionArn, account, usEast1, customLogData = [], preventDestroy = false, ...options } = props;
    this.#options = accessLogsOptions.parse(options);
    this.#name = name;
    this.#usEast1 = usEast1;
    const { s3, cloudwatchLogs, recordFields } = this.#options;
    const added = customLogData.map((event) => customLogDataFields[event]);
    this.recordFields = [...new Set([...recordFields, ...added])];
    const source = new CloudwatchLogDeliverySource(this, "source", {
      provider: usEast1,
      name: joinedName([name, "access-logs"], 60),
      logType: "ACCESS_LOGS",
      resourceArn: distributionArn,
    });
    const toBucket = s3 && this.#toBucket(source, s3, account, preventDestroy);
    this.files = toBucket && { ...s3, bucket: toBucket.bucket };
    // AWS changes one source at a time.
    this.logGroup = cloudwatchLogs && this.#toGroup(source, cloudwatchLogs, toBucket && [toBucket.delivery]);
  }

  #toBucket(source: CloudwatchLogDeliverySource, s3: NonNullable<Resolved["s3"]>, account: string, keep: boolean) {
    const { expirationDays, kmsKeyArn, prefix } = s3;
    const bucket =
      s3.bucket === undefined
        ? new LogBucket(this, "bucket", {
            name: joinedName([this.#name, "logs", account], 63),
            account,
            preventDestroy: keep,
            expirationDays,
            kmsKeyArn,
          })
        : undefined;
    const name = bucket?.bucket.bucket ?? s3.bucket ?? "";
    const dependsOn = bucket === undefined ? [] : [...bucket.writable];
    const delivery = this.#deliver("s3", source, s3.outputFormat, `arn:aws:s3:::${name}/${prefix}`, dependsOn, {
      s3DeliveryConfiguration: [{ suffixPath: s3.suffixPath, enableHiveCompatiblePath: s3.enableHiveCompatiblePath }],
    });
    return { bucket: name, delivery };
  }

  #toGroup(
    source: CloudwatchLogDeliverySource,
    { logGroupName, retentionInDays, outputFormat, kmsKeyId }: NonNullable<Resolved["cloudwatchLogs"]>,
    dependsOn: ITerraformDependable[] = [],
  ) {
    const group = new CloudwatchLogGroup(this, "log-group", {
      provider: this.#usEast1,
      name: logGroupName ?? `/aws/vendedlogs/cloudfront/${this.#name}`,
      retentionInDays,
      ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
    });
    // Provider 5.100 can't change a delivery to a log group ("invalid result object after apply"), so that other fields are
    // another destination, to which there is another delivery.
    const fields = contentHash(this, [this.recordFields, this.#options.fieldDelimiter]);
    const id = "cloudwatch-logs";
    this.#deliver(id, source, outputFormat, group.arn, dependsOn, {}, [outputFormat, fields]);
    return { name: group.name, outputFormat };
  }

  #deliver(
    id: string,
    source: CloudwatchLogDeliverySource,
    outputFormat: string,
    destinationResourceArn: string,
    dependsOn: ITerraformDependable[],
    s3: Pick<ConstructorParameters<typeof CloudwatchLogDelivery>[2], "s3DeliveryConfiguration">,
    // AWS can't change the format of a destination, so that another format is another destination.
    suffix: readonly string[] = [outputFormat],
  ): CloudwatchLogDelivery {
    const provider = this.#usEast1;
    const name = joinedName([this.#name, id, ...suffix], 60);
    const destination = new CloudwatchLogDeliveryDestination(this, `${id}-destination`, {
      provider,
      name,
      outputFormat,
      deliveryDestinationConfiguration: [{ destinationResourceArn }],
      ...(dependsOn.length === 0 ? {} : { dependsOn }),
    });
    const { fieldDelimiter } = this.#options;
    const isDelimited = outputFormat === "plain" || outputFormat === "w3c";
    return new CloudwatchLogDelivery(this, `${id}-delivery`, {
      provider,
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.arn,
      recordFields: [...this.recordFields],
      ...(isDelimited && fieldDelimiter !== undefined ? { fieldDelimiter } : {}),
      ...s3,
      ...(dependsOn.length === 0 ? {} : { dependsOn }),
    });
  }
}
