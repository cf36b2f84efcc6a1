import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control/index.js";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission/index.js";
import { Construct } from "constructs";

export interface LambdaApiOriginProps {
  /** The name of the API's function, in the account and region of the stack's default provider. */
  readonly functionName: string;
  /** At most 64 characters, unique in the account. */
  readonly accessControlName: string;
}

/**
 * A distribution's access to an API: CloudFront signs each request to the function's URL.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html
 */
export class LambdaApiOrigin extends Construct {
  readonly accessControl: CloudfrontOriginAccessControl;
  readonly #functionName: string;

  constructor(scope: Construct, id: string, { functionName, accessControlName }: LambdaApiOriginProps) {
    super(scope, id);
    this.#functionName = functionName;
    this.accessControl = new CloudfrontOriginAccessControl(this, "access-control", {
      name: accessControlName,
      originAccessControlOriginType: "lambda",
      signingBehavior: "always",
      signingProtocol: "sigv4",
      // CloudFront rejects deleting one in use; with this, Terraform first takes the origin off the distribution.
      lifecycle: { createBeforeDestroy: true },
    });
  }

  /**
   * Lets one distribution call the function through its URL. Since October 2025, AWS requires the second permission, too.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
   */
  allowDistribution(distributionArn: string): void {
    const common = {
      functionName: this.#functionName,
      principal: "cloudfront.amazonaws.com",
      sourceArn: distributionArn,
    };
    new LambdaPermission(this, "invoke-url", {
      ...common,
      action: "lambda:InvokeFunctionUrl",
      functionUrlAuthType: "AWS_IAM",
    });
    new LambdaPermission(this, "invoke", { ...common, action: "lambda:InvokeFunction" });
  }
}
