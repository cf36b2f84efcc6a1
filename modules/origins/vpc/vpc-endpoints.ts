import { CloudfrontVpcOrigin } from "@cdktf/provider-aws/lib/cloudfront-vpc-origin/index.js";
import { sharingQuotas } from "@featheredge/aws-rules";
import { Construct, type IConstruct } from "constructs";
import { resourceName } from "../../naming.ts";
import { oncePerStack, SharedResources } from "../../shared-resources.ts";

/** A server, and how CloudFront connects to it. */
export interface VpcEndpoint {
  readonly arn: string;
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly originProtocolPolicy: string;
  readonly originSslProtocols: readonly string[];
}

/**
 * The VPC origins of a stack, one for each server and protocol: an account may have 25. A VPC origin is created in minutes,
 * and AWS lets 50 distributions share one.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
export class VpcEndpoints extends Construct {
  readonly #shared = new SharedResources<CloudfrontVpcOrigin>(sharingQuotas.distributionsPerVpcOrigin.value);

  /** The VPC origins of a construct's stack. */
  static of(scope: IConstruct): VpcEndpoints {
    return oncePerStack(scope, "vpc-origins:", (stack) => new VpcEndpoints(stack, "vpc-origins:"));
  }

  /** @param user a construct per distribution */
  for(user: IConstruct, endpoint: VpcEndpoint): CloudfrontVpcOrigin {
    return this.#shared.for(user, endpoint, (suffix) => {
      const { originSslProtocols: items, ...rest } = endpoint;
      return new CloudfrontVpcOrigin(this, `vpc-origin:vpc-${suffix}`, {
        vpcOriginEndpointConfig: [
          {
            ...rest,
            name: resourceName(this, `vpc-${suffix}`, 64),
            originSslProtocols: [{ items: [...items], quantity: items.length }],
          },
        ],
        // CloudFront rejects deleting one in use; with this, Terraform first takes the origin off the distribution.
        lifecycle: { createBeforeDestroy: true },
      });
    });
  }
}
