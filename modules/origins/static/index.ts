import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control/index.js";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls/index.js";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning/index.js";
import { Construct } from "constructs";
import type { Origin } from "../origin.ts";
import { bucketPolicy } from "./bucket-policy.ts";
import { uploadContent } from "./content.ts";

export interface StaticOriginProps {
  /** 3 to 63 characters, unique in the world. */
  readonly bucketName: string;
  /** 64 characters at most, unique in the account. */
  readonly accessControlName: string;
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
  readonly accessControl: CloudfrontOriginAccessControl;
  readonly #publicAccessBlock: S3BucketPublicAccessBlock;

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
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    const versioning = new S3BucketVersioningA(this, "versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    this.accessControl = new CloudfrontOriginAccessControl(this, "access-control", {
      name: props.accessControlName,
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
      // AWS refuses to delete one in use; with this, Terraform first takes the origin off the distribution.
      lifecycle: { createBeforeDestroy: true },
    });
    this.bucketName = this.bucket.bucket;
    this.block = {
      domainName: this.bucket.bucketRegionalDomainName,
      originAccessControlId: this.accessControl.id,
    };
    if (props.contentFolder !== undefined) uploadContent(this, this.bucket, versioning, props.contentFolder);
  }

  /**
   * Lets one distribution read the bucket, and denies requests without TLS. The constructor can't do this, since the
   * distribution needs the bucket's domain name first.
   */
  allowDistribution(distributionArn: string): void {
    bucketPolicy(this, this.bucket, this.#publicAccessBlock, distributionArn);
  }
}
