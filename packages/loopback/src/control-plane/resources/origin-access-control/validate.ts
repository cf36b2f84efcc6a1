import type { OriginAccessControlConfig } from "@aws-sdk/client-cloudfront";
import { originAccessControlValues as values } from "@featheredge/aws-rules";
import { invalid, oneOf } from "../../shared/invalid.ts";

/**
 * Validates an origin access control.
 * @returns the origin access control as CloudFront stores it.
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
  const { SigningProtocol: protocol, SigningBehavior: behavior, OriginAccessControlOriginType: type } = config;
  oneOf("SigningProtocol", protocol, values.signingProtocols);
  oneOf("SigningBehavior", behavior, values.signingBehaviors);
  oneOf("OriginAccessControlOriginType", type, values.originTypes);
  if (behavior === "always-amz-auth" && type !== "lambda") {
    invalid(`The parameter SigningBehavior is always-amz-auth, which is for lambda origins only, not for ${type}.`);
  }
  return config;
}
