import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy/index.js";
import { Construct } from "constructs";
import type { z } from "zod";
import type { WithoutOutputs } from "../../forms.ts";
import { denyWithoutTls } from "../../private-bucket.ts";
import { AccessControls } from "../access-controls/index.ts";
import type { Origin } from "../origin.ts";
import { commonBlock } from "../settings/block.ts";
import { bucketStatement, keyStatement, statementJson } from "../statements.ts";
import { bucketName, type s3OriginOptions } from "./options.ts";

export type S3OriginProps = Omit<WithoutOutputs<z.input<typeof s3OriginOptions>>, "type" | "region"> & {
  /** The bucket's region. */
  readonly region: string;
};

/** A bucket that exists, which CloudFront reads with signed requests. */
export class S3Origin extends Construct implements Origin {
  readonly block: Origin["block"];
  readonly #props: S3OriginProps;
  readonly #bucket: string;

  constructor(scope: Construct, id: string, props: S3OriginProps) {
    super(scope, id);
    this.#props = props;
    this.#bucket = bucketName(props.bucket);
    const { signingBehavior, originAccessControlId } = props;
    this.block = {
      domainName: `${this.#bucket}.s3.${props.region}.amazonaws.com`,
      originAccessControlId:
        originAccessControlId ?? AccessControls.of(this).id(scope, { originType: "s3", signingBehavior }),
      ...commonBlock(this, props),
    };
  }

  /** Replaces the bucket's policy if this stack manages it: the distribution may read, and TLS is required. */
  allowDistribution(distributionArn: string): void {
    if (this.#props.bucketPolicy !== "manage") return;
    const document = new DataAwsIamPolicyDocument(this, "readers", {
      statement: [this.#readers(distributionArn), denyWithoutTls(this.#arn)],
    });
    new S3BucketPolicy(this, "policy", { bucket: this.#bucket, policy: document.json });
  }

  requiredStatements(distributionArn: string): Record<string, string> {
    const { bucketPolicy, kmsMasterKeyId: key } = this.#props;
    const decrypts = keyStatement(distributionArn, this.#props.originAccessLevels);
    return {
      ...(bucketPolicy === "manage"
        ? {}
        : { [this.#arn]: statementJson(this.#readers(distributionArn), distributionArn) }),
      ...(key === undefined ? {} : { [key]: statementJson(decrypts, distributionArn) }),
    };
  }

  get #arn(): string {
    return `arn:aws:s3:::${this.#bucket}`;
  }

  #readers(distributionArn: string) {
    return bucketStatement(this.#arn, distributionArn, this.#props.originAccessLevels);
  }
}
