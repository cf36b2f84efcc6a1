import { CloudfrontKeyValueStore } from "@cdktf/provider-aws/lib/cloudfront-key-value-store/index.js";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy/index.js";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter/index.js";
import type { FunctionArtifact } from "@featheredge/compiler";
import { Construct } from "constructs";
import { LambdaAtEdge } from "../lambda-at-edge/index.ts";
import { denyWithoutTls, makePrivate } from "../private-bucket.ts";

export interface PreviewsProps {
  /** 64 characters at most of `[a-zA-Z0-9-_]`, unique in the account: the names of the function and of the KeyValueStore. */
  readonly functionName: string;
  readonly storeName: string;
  /** The SSM parameter that gets the ARN of the KeyValueStore. */
  readonly storeParameter: string;
  /** 3 to 63 characters, unique in the world. */
  readonly codeBucket: string;
  /** The function that runs the handlers of all previews. */
  readonly dispatcher: FunctionArtifact;
  /** Its zip, below the stack's folder. */
  readonly file: string;
  readonly account: string;
  readonly usEast1: AwsProvider;
  readonly logRegions: Readonly<Record<string, AwsProvider>>;
  readonly logRetentionDays: number;
}

/**
 * The resources that all previews of a distribution share: a KeyValueStore with an entry for each, a private bucket with their code, and
 * the Lambda@Edge function that reads both. `featheredge preview` writes entries and code, so that a preview needs no
 * apply.
 */
export class Previews extends Construct {
  readonly storeArn: string;
  readonly codeBucket: string;
  /** The ARN of the function with its version. */
  readonly functionArn: string;

  constructor(scope: Construct, id: string, props: PreviewsProps) {
    super(scope, id);
    const store = new CloudfrontKeyValueStore(this, "store", {
      name: props.storeName,
      comment: "The previews of pull requests, and their values",
    });
    const parameter = new SsmParameter(this, "parameter", {
      provider: props.usEast1,
      name: props.storeParameter,
      type: "String",
      description: `The ARN of ${props.storeName}, for Lambda@Edge, which has no environment variables`,
      value: store.arn,
    });
    const bucket = new S3Bucket(this, "code", { bucket: props.codeBucket, forceDestroy: true });
    const { publicAccessBlock } = makePrivate(this, bucket);
    const policy = new DataAwsIamPolicyDocument(this, "code-policy", { statement: [denyWithoutTls(bucket.arn)] });
    new S3BucketPolicy(this, "policy", { bucket: bucket.id, policy: policy.json, dependsOn: [publicAccessBlock] });
    this.storeArn = store.arn;
    this.codeBucket = bucket.bucket;
    this.functionArn = new LambdaAtEdge(this, "dispatcher", {
      name: props.functionName,
      artifact: props.dispatcher,
      file: props.file,
      account: props.account,
      usEast1: props.usEast1,
      logRegions: props.logRegions,
      logRetentionDays: props.logRetentionDays,
      keyValueStore: { arn: store.arn, filled: [parameter] },
      readableObjects: [`${bucket.arn}/*`],
    }).qualifiedArn;
  }
}
