import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls/index.js";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning/index.js";
import { Construct } from "constructs";
import type { z } from "zod";
import type { WithoutOutputs } from "../../forms.ts";
import { AccessControls } from "../access-controls/index.ts";
import type { Origin } from "../origin.ts";
import { commonBlock } from "../settings/block.ts";
import { allowCloudFront, statementJson } from "../statements.ts";
import { bucketPolicy } from "./bucket-policy.ts";
import { uploadContent } from "./content.ts";
import { EncryptionKey } from "./encryption-key.ts";
import type { staticOriginOptions } from "./options.ts";

type Options = Omit<WithoutOutputs<z.input<typeof staticOriginOptions>>, "type" | "content">;

export interface StaticOriginProps extends Options {
  /** 3 to 63 characters, unique in the world. */
  readonly bucketName: string;
  /** Twelve digits. Needed for the policy of a key that is created. */
  readonly account: string;
  /** Terraform refuses to destroy the bucket. If false, destroying the bucket deletes its objects, too. */
  readonly preventDestroy: boolean;
  /** A folder below the stack's own, whose files Terraform uploads. Without it another pipeline fills the bucket. */
  readonly contentFolder?: string | undefined;
}

/** A private bucket that CloudFront alone reads, signing each request by origin access control. */
export class StaticOrigin extends Construct implements Origin {
  readonly block: Origin["block"];
  readonly bucketName: string;
  readonly bucket: S3Bucket;
  readonly #publicAccessBlock: S3BucketPublicAccessBlock;
  readonly #createdKey: EncryptionKey | undefined;
  readonly #existingKey: string | undefined;

  constructor(scope: Construct, id: string, props: StaticOriginProps) {
    super(scope, id);
    this.bucket = new S3Bucket(this, "Default", {
      bucket: props.bucketName,
      forceDestroy: !props.preventDestroy,
      // Terraform destroys the bucket after the distribution has stopped reading it.
      lifecycle: { createBeforeDestroy: true, ...(props.preventDestroy ? { preventDestroy: true } : {}) },
    });
    const bucket = this.bucket.id;
    this.#publicAccessBlock = new S3BucketPublicAccessBlock(this, "public-access-block", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketOwnershipControls(this, "ownership", { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } });
    this.#existingKey = props.kmsMasterKeyId;
    this.#createdKey =
      props.sseAlgorithm === "aws:kms" && props.kmsMasterKeyId === undefined
        ? new EncryptionKey(this, "key", props)
        : undefined;
    const kmsMasterKeyId = this.#createdKey?.arn ?? this.#existingKey;
    const encryption = new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket,
      rule: [
        kmsMasterKeyId === undefined
          ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
          : {
              applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId },
              // One request to KMS for many objects.
              bucketKeyEnabled: true,
            },
      ],
    });
    const versioning = new S3BucketVersioningA(this, "versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    this.bucketName = this.bucket.bucket;
    this.block = {
      domainName: this.bucket.bucketRegionalDomainName,
      originAccessControlId: AccessControls.of(this).id(scope, {
        originType: "s3",
        signingBehavior: props.signingBehavior,
      }),
      ...commonBlock(this, props),
    };
    if (props.contentFolder !== undefined) {
      // An object that is uploaded before versioning is enabled has no version to go back to, and one that is uploaded
      // before its encryption is chosen is encrypted by another key.
      const settings = kmsMasterKeyId === undefined ? [versioning] : [versioning, encryption];
      uploadContent(this, this.bucket, settings, props.contentFolder);
    }
  }

  /**
   * Lets one distribution read the bucket, and denies requests without TLS. The constructor can't do this, since the
   * distribution needs the bucket's domain name first.
   */
  allowDistribution(distributionArn: string): void {
    bucketPolicy(this, this.bucket, this.#publicAccessBlock, distributionArn);
    this.#createdKey?.allowDistribution(distributionArn);
  }

  requiredStatements(distributionArn: string): Record<string, string> {
    if (this.#existingKey === undefined) return {};
    const statement = allowCloudFront("CloudFrontDecrypts", ["kms:Decrypt"], "*", distributionArn);
    return { [this.#existingKey]: statementJson(statement, distributionArn) };
  }
}
