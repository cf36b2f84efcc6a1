import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { addNewerArguments } from "../newer-arguments.ts";
import { type CaCertificatesBundleS3Location, caCertificatesBundleS3Location } from "./options.ts";

export interface TrustStoreProps {
  /** Unique in the account; a change replaces the trust store. */
  readonly name: string;
  readonly caCertificatesBundleS3Location: CaCertificatesBundleS3Location;
}

/**
 * The certificate authorities that a distribution trusts to sign its viewers' certificates. It needs AWS provider 6.28.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/mtls-authentication.html
 */
export class TrustStore extends Construct {
  /** For `viewerMtlsConfig.trustStoreConfig` of a distribution. */
  readonly trustStoreId: string;

  /** @throws ZodError when an option has a wrong form */
  constructor(scope: Construct, id: string, { name, caCertificatesBundleS3Location: location }: TrustStoreProps) {
    super(scope, id);
    // The provider's bindings don't have it yet.
    const resource = new TerraformResource(this, "Default", {
      terraformResourceType: "aws_cloudfront_trust_store",
      terraformGeneratorMetadata: { providerName: "aws" },
    });
    const source = "ca_certificates_bundle_source";
    addNewerArguments(resource, [
      { path: ["name"], value: name },
      { path: [source], value: {}, isBlock: true },
      {
        path: [source, "ca_certificates_bundle_s3_location"],
        value: caCertificatesBundleS3Location.parse(location),
        isBlock: true,
      },
    ]);
    this.trustStoreId = resource.getStringAttribute("id");
  }
}
