import { Construct } from "constructs";
import type { z } from "zod";
import type { WithoutOutputs } from "../../forms.ts";
import type { Origin } from "../origin.ts";
import { bucketName } from "../s3/options.ts";
import { commonBlock, serverBlock } from "../settings/block.ts";
import type { websiteOriginOptions } from "./options.ts";

export type WebsiteOriginProps = Omit<WithoutOutputs<z.input<typeof websiteOriginOptions>>, "type" | "region"> & {
  /** The bucket's region. */
  readonly region: string;
};

/** Regions whose website endpoints have a dash before the region, as in `s3-website-eu-west-1`; all others have a dot. */
const dashed: ReadonlySet<string> = new Set([
  "ap-northeast-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "eu-west-1",
  "sa-east-1",
  "us-east-1",
  "us-west-1",
  "us-west-2",
]);

/**
 * A bucket's website endpoint, which speaks HTTP only.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/s3.html#s3_website_region_endpoints
 */
export class WebsiteOrigin extends Construct implements Origin {
  readonly block: Origin["block"];

  constructor(scope: Construct, id: string, props: WebsiteOriginProps) {
    super(scope, id);
    const { bucket, region } = props;
    this.block = {
      domainName: `${bucketName(bucket)}.s3-website${dashed.has(region) ? "-" : "."}${region}.amazonaws.com`,
      ...commonBlock(this, props),
      customOriginConfig: serverBlock({ ...props, originProtocolPolicy: "http-only" }),
    };
  }
}
