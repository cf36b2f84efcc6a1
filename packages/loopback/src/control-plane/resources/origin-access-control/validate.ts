import type { OriginAccessControlConfig } from "@aws-sdk/client-cloudfront";
import { invalid, oneOf } from "../invalid.ts";

/**
 * An origin access control as CloudFront stores it.
 * @throws {CloudFrontError}
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginAccessControlConfig.html
 */
export function acceptOriginAccessControl(config: OriginAccessControlConfig): OriginAccessControlConfig {
  const { Name: name = "", Description: description = "" } = config;
  if (name === "" || name.length > 64) {
    invalid(`The parameter Name '${name}' must have 1 to 64 characters.`);
  }
  if (description.length > 256) {
    invalid(`The parameter Description has ${description.length} characters; CloudFront takes 256.`);
  }
  oneOf("SigningProtocol", config.SigningProtocol, ["sigv4"]);
  oneOf("SigningBehavior", config.SigningBehavior, ["never", "always", "no-override"]);
  oneOf("OriginAccessControlOriginType", config.OriginAccessControlOriginType, [
    "s3",
    "mediastore",
    "mediapackagev2",
    "lambda",
  ]);
  return config;
}
