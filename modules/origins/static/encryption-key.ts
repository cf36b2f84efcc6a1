import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key/index.js";
import { KmsKeyPolicy } from "@cdktf/provider-aws/lib/kms-key-policy/index.js";
import { Construct } from "constructs";

export interface EncryptionKeyProps {
  /** Twelve digits. */
  readonly account: string;
  readonly bucketName: string;
  /** Terraform refuses to destroy the key. */
  readonly preventDestroy: boolean;
}

/**
 * A key of KMS for the objects of a bucket. Its policy is a separate resource, so that it can name the distribution
 * without a circle: with the policy in the key itself, the distribution needs the bucket, the bucket the key, and the key
 * the distribution.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html#oac-permission-to-access-s3
 * @see https://github.com/aws/aws-cdk/issues/31462
 */
export class EncryptionKey extends Construct {
  readonly arn: string;
  readonly #keyId: string;
  readonly #account: string;

  constructor(scope: Construct, id: string, { account, bucketName, preventDestroy }: EncryptionKeyProps) {
    super(scope, id);
    const key = new KmsKey(this, "Default", {
      description: `Encrypts the objects of ${bucketName}`,
      enableKeyRotation: true,
      ...(preventDestroy ? { lifecycle: { preventDestroy: true } } : {}),
    });
    this.arn = key.arn;
    this.#keyId = key.keyId;
    this.#account = account;
  }

  /** Adds a distribution's statement to the key's policy, which also lets the account manage the key and give further permissions by IAM. */
  allow(statement: DataAwsIamPolicyDocumentStatement): void {
    const document = new DataAwsIamPolicyDocument(this, "users", {
      statement: [
        {
          sid: "AccountManages",
          actions: ["kms:*"],
          resources: ["*"],
          principals: [{ type: "AWS", identifiers: [`arn:aws:iam::${this.#account}:root`] }],
        },
        statement,
      ],
    });
    new KmsKeyPolicy(this, "policy", { keyId: this.#keyId, policy: document.json });
  }
}
