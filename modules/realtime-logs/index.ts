import { CloudfrontRealtimeLogConfig } from "@cdktf/provider-aws/lib/cloudfront-realtime-log-config/index.js";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import { KinesisStream } from "@cdktf/provider-aws/lib/kinesis-stream/index.js";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { customLogDataFields } from "@featheredge/aws-rules";
import { Construct } from "constructs";
import { joinedName } from "../naming.ts";
import { contentHash } from "../shared-resources.ts";
import { type RealtimeLogsOptions, realtimeLogsOptions } from "./options.ts";

export interface RealtimeLogsProps extends RealtimeLogsOptions {
  /** Begins the names of all resources: `prod-site`. */
  readonly name: string;
  /** Twelve digits. */
  readonly account: string;
  readonly usEast1: AwsProvider;
  /** The events at which a CloudFront Function calls `logCustomData`, whose fields are then logged. @default [] */
  readonly customLogData?: readonly (keyof typeof customLogDataFields)[] | undefined;
}

/** A real-time log configuration, its Kinesis stream, and the role with which CloudFront writes to the stream. */
export class RealtimeLogs extends Construct {
  /** For a behavior's `realtimeLogConfigArn`. */
  readonly arn: string;
  readonly streamArn: string;

  /** @throws ZodError when an option has a wrong form */
  constructor(scope: Construct, id: string, props: RealtimeLogsProps) {
    super(scope, id);
    const { name, account, usEast1, customLogData = [], ...given } = props;
    const options = realtimeLogsOptions.parse(given);
    const lifecycle = { createBeforeDestroy: true };
    this.streamArn = options.streamArn ?? this.#stream(props, options.stream);
    const role = new IamRole(this, "role", {
      name: joinedName([name, "realtime-logs"], 64),
      assumeRolePolicy: this.#trust(account).json,
      lifecycle,
    });
    const permission = new IamRolePolicy(this, "role-policy", {
      role: role.id,
      name: "put-records",
      policy: this.#permissions(account).json,
      lifecycle,
    });
    const added = customLogData.map((event) => customLogDataFields[event]);
    const fields = [...new Set([...options.fields, ...added])];
    const content = { fields, samplingRate: options.samplingRate, stream: this.streamArn };
    const config = new CloudfrontRealtimeLogConfig(this, "Default", {
      // AWS refuses to delete one in use; its name changes with its content, so that a new one replaces it in one apply.
      name: joinedName([name, contentHash(this, content)], 128),
      samplingRate: options.samplingRate,
      fields,
      endpoint: { streamType: "Kinesis", kinesisStreamConfig: { roleArn: role.arn, streamArn: this.streamArn } },
      lifecycle,
      // CloudFront checks that the role can write to the stream.
      dependsOn: [permission],
    });
    this.arn = config.arn;
  }

  #stream({ name, usEast1 }: RealtimeLogsProps, given: RealtimeLogsOptions["stream"] = {}): string {
    const { streamMode, shardCount, retentionPeriod, kmsKeyId } = realtimeLogsOptions.shape.stream
      .unwrap()
      .parse(given);
    return new KinesisStream(this, "stream", {
      provider: usEast1,
      name: joinedName([name, "realtime-logs"], 128),
      streamModeDetails: { streamMode },
      ...(shardCount === undefined ? {} : { shardCount }),
      retentionPeriod,
      encryptionType: "KMS",
      kmsKeyId,
    }).arn;
  }

  #trust(account: string): DataAwsIamPolicyDocument {
    return new DataAwsIamPolicyDocument(this, "trust", {
      statement: [
        {
          actions: ["sts:AssumeRole"],
          principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }],
          condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [account] }],
        },
      ],
    });
  }

  /** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/real-time-logs.html#understand-real-time-log-config-iam-role */
  #permissions(account: string): DataAwsIamPolicyDocument {
    const actions = ["DescribeStream", "DescribeStreamSummary", "PutRecord", "PutRecords"];
    return new DataAwsIamPolicyDocument(this, "permissions", {
      statement: [
        { sid: "PutRecords", actions: actions.map((action) => `kinesis:${action}`), resources: [this.streamArn] },
        {
          sid: "EncryptRecords",
          actions: ["kms:GenerateDataKey"],
          resources: [`arn:aws:kms:*:${account}:key/*`],
          condition: [{ test: "StringLike", variable: "kms:ViaService", values: ["kinesis.*.amazonaws.com"] }],
        },
      ],
    });
  }
}
