import type { VpcOriginEndpointConfig } from "@aws-sdk/client-cloudfront";
import { inRange, invalid, oneOf } from "../../shared/invalid.ts";

/**
 * Validates a VPC origin.
 * @returns the VPC origin as CloudFront stores it.
 * @throws {CloudFrontError}
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_VpcOriginEndpointConfig.html
 */
export function acceptVpcOrigin(config: VpcOriginEndpointConfig): VpcOriginEndpointConfig {
  if (!/^arn:aws[\w-]*:(elasticloadbalancing|ec2):[\w-]+:\d{12}:(loadbalancer|instance)\/.+$/.test(config.Arn ?? "")) {
    invalid(`The parameter Arn '${config.Arn}' must be the ARN of a load balancer or an EC2 instance.`);
  }
  inRange("HTTPPort", config.HTTPPort, 1, 65_535);
  inRange("HTTPSPort", config.HTTPSPort, 1, 65_535);
  oneOf("OriginProtocolPolicy", config.OriginProtocolPolicy, ["http-only", "match-viewer", "https-only"]);
  for (const protocol of config.OriginSslProtocols?.Items ?? []) {
    oneOf("OriginSslProtocols", protocol, ["SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2"]);
  }
  return config;
}
