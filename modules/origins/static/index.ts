import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import type { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning/index.js";
import { Construct } from "constructs";
import type { z } from "zod";
import type { WithoutOutputs } from "../../forms.ts";
import { makePrivate } from "../../private-bucket.ts";
import { AccessControls } from "../access-controls/index.ts";
import type { Origin } from "../origin.ts";
import { commonBlock } from "../settings/block.ts";
import { bucketStatement, keyStatement, statementJson } from "../statements.ts";
import { bucketPolicy, denySyncRecord } from "./bucket-policy.ts";
import { forgetUploadedContent, uploadContent } from "./content.ts";
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
  /** `featheredge content sync` fills the bucket. Its record of the objects is not served. @default false */
  readonly contentIsSynced?: boolean | undefined;
  /** False keeps no earlier versions of objects: content that is made again at any time needs none. @default true */
  readonly isVersioned?: boolean | undefined;
}

/** A private bucket that CloudFront alone reads, signing each request by origin access control. */
export class StaticOrigin extends Construct implements Origin {
  readonly block: Origin["block"];
  readonly bucketName: string;
  readonly bucket: S3Bucket;
  readonly #publicAccessBlock: S3BucketPublicAccessBlock;
  readonly #createdKey: EncryptionKey | undefined;
  readonly #existingKey: string | undefined;
  readonly #accessLevels: StaticOriginProps["originAccessLevels"];
  readonly #contentIsSynced: boolean;

  constructor(scope: Construct, id: string, props: StaticOriginProps) {
    super(scope, id);
    this.bucket = new S3Bucket(this, "Default", {
      bucket: props.bucketName,
      forceDestroy: !props.preventDestroy,
      // Terraform destroys the bucket after the distribution has stopped reading it.
      lifecycle: { createBeforeDestroy: true, ...(props.preventDestroy ? { preventDestroy: true } : {}) },
    });
    this.#existingKey = props.kmsMasterKeyId;
    this.#accessLevels = props.originAccessLevels;
    this.#createdKey =
      props.sseAlgorithm === "aws:kms" && props.kmsMasterKeyId === undefined
        ? new EncryptionKey(this, "key", props)
        : undefined;
    const kmsMasterKeyId = this.#createdKey?.arn ?? this.#existingKey;
    const { publicAccessBlock, encryption } = makePrivate(this, this.bucket, kmsMasterKeyId);
    this.#publicAccessBlock = publicAccessBlock;
    const versioning = props.isVersioned === false ? [] : [this.#versioning()];
    this.bucketName = this.bucket.bucket;
    this.block = {
      domainName: this.bucket.bucketRegionalDomainName,
      originAccessControlId: AccessControls.of(this).id(scope, {
        originType: "s3",
        signingBehavior: props.signingBehavior,
      }),
      ...commonBlock(this, props),
    };
    this.#contentIsSynced = props.contentIsSynced === true;
    if (this.#contentIsSynced) forgetUploadedContent(this);
    if (props.contentFolder !== undefined) {
      // An object that is uploaded before versioning is enabled has no version to go back to, and one that is uploaded
      // before its encryption is chosen is encrypted by another key.
      const settings = kmsMasterKeyId === undefined ? versioning : [...versioning, encryption];
      uploadContent(this, this.bucket, settings, props.contentFolder);
    }
  }

  #versioning(): S3BucketVersioningA {
    const versioningConfiguration = { status: "Enabled" };
    return new S3BucketVersioningA(this, "versioning", { bucket: this.bucket.id, versioningConfiguration });
  }

  /**
   * Lets one distribution use the bucket, and denies requests without TLS. The constructor can't do this, since the
   * distribution needs the bucket's domain name first.
   */
  allowDistribution(distributionArn: string): void {
    const read = bucketStatement(this.bucket.arn, distributionArn, this.#accessLevels);
    const statements = this.#contentIsSynced ? [read, denySyncRecord(this.bucket.arn)] : [read];
    bucketPolicy(this, this.bucket, this.#publicAccessBlock, statements);
    this.#createdKey?.allow(keyStatement(distributionArn, this.#accessLevels));
  }

  requiredStatements(distributionArn: string): Record<string, string> {
    if (this.#existingKey === undefined) return {};
    const statement = keyStatement(distributionArn, this.#accessLevels);
    return { [this.#existingKey]: statementJson(statement, distributionArn) };
  }
}
