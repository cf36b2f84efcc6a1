import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js";
import { S3ControlMultiRegionAccessPoint } from "@cdktf/provider-aws/lib/s3control-multi-region-access-point/index.js";
import { S3ControlMultiRegionAccessPointPolicy } from "@cdktf/provider-aws/lib/s3control-multi-region-access-point-policy/index.js";
import { Construct } from "constructs";
import type { z } from "zod";
import type { WithoutOutputs } from "../../forms.ts";
import { AccessControls } from "../access-controls/index.ts";
import type { Origin } from "../origin.ts";
import { bucketName } from "../s3/options.ts";
import { commonBlock } from "../settings/block.ts";
import { allowCloudFront, statementJson } from "../statements.ts";
import type { multiRegionAccessPointOriginOptions } from "./options.ts";

type Options = WithoutOutputs<z.input<typeof multiRegionAccessPointOriginOptions>>;

export type MultiRegionAccessPointOriginProps = Omit<Options, "type"> & {
  /** The name of one that is created: 3 to 50 characters, unique in the account. */
  readonly name: string;
  /** The account of the access point: twelve digits. */
  readonly account: string;
};

/** A Multi-Region Access Point, which S3 routes to the closest of its buckets. */
export class MultiRegionAccessPointOrigin extends Construct implements Origin {
  readonly block: Origin["block"];
  readonly #props: MultiRegionAccessPointOriginProps;
  readonly #created: S3ControlMultiRegionAccessPoint | undefined;
  readonly #alias: string;

  constructor(scope: Construct, id: string, props: MultiRegionAccessPointOriginProps) {
    super(scope, id);
    this.#props = props;
    const { name, buckets, originAccessControlId } = props;
    this.#created =
      buckets === undefined
        ? undefined
        : new S3ControlMultiRegionAccessPoint(this, "Default", {
            details: { name, region: buckets.map((bucket) => ({ bucket: bucketName(bucket) })) },
            // Terraform destroys the access point after the distribution has stopped reading it.
            lifecycle: { createBeforeDestroy: true },
          });
    this.#alias = this.#created?.alias ?? props.alias ?? "";
    this.block = {
      domainName: this.#created?.domainName ?? `${this.#alias}.accesspoint.s3-global.amazonaws.com`,
      originAccessControlId:
        originAccessControlId ?? AccessControls.of(this).id(scope, { originType: "s3", signingProtocol: "sigv4a" }),
      ...commonBlock(this, props),
    };
  }

  /** Writes the policy of an access point that the stack created. */
  allowDistribution(distributionArn: string): void {
    if (this.#created === undefined) return;
    const document = new DataAwsIamPolicyDocument(this, "readers", { statement: [this.#readers(distributionArn)] });
    new S3ControlMultiRegionAccessPointPolicy(this, "policy", {
      details: { name: this.#props.name, policy: document.json },
    });
  }

  /** S3 also asks the policy of the bucket that it routes to. */
  requiredStatements(distributionArn: string): Record<string, string> {
    const buckets = (this.#props.buckets ?? []).map((bucket) => {
      const arn = `arn:aws:s3:::${bucketName(bucket)}`;
      const statement = allowCloudFront("CloudFrontReads", ["s3:GetObject"], `${arn}/*`, distributionArn);
      return [arn, statementJson(statement, distributionArn)] as const;
    });
    return {
      ...(this.#created !== undefined
        ? {}
        : { [this.#arn]: statementJson(this.#readers(distributionArn), distributionArn) }),
      ...Object.fromEntries(buckets),
    };
  }

  get #arn(): string {
    return `arn:aws:s3::${this.#props.account}:accesspoint/${this.#alias}`;
  }

  #readers(distributionArn: string) {
    return allowCloudFront("CloudFrontReads", ["s3:GetObject"], `${this.#arn}/object/*`, distributionArn);
  }
}
