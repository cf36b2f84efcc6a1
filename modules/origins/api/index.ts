import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control/index.js";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission/index.js";
import { Construct } from "constructs";
import { CustomOrigin } from "../custom/index.ts";
import type { ApiOutputs, Origin } from "../origin.ts";

export interface ApiOriginProps extends ApiOutputs {
  /** At most 64 characters, unique in the account. */
  readonly accessControlName: string;
  /** Seconds that CloudFront waits for a response. @default 30 */
  readonly originReadTimeout?: number | undefined;
}

/**
 * A distribution's access to an API: CloudFront signs each request to the function's URL.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html
 */
export class ApiOrigin extends Construct implements Origin {
  readonly block: Origin["block"];
  readonly #functionName: string;

  constructor(scope: Construct, id: string, props: ApiOriginProps) {
    super(scope, id);
    const { functionName, domainName, accessControlName, originReadTimeout } = props;
    this.#functionName = functionName;
    const accessControl = new CloudfrontOriginAccessControl(this, "access-control", {
      name: accessControlName,
      originAccessControlOriginType: "lambda",
      signingBehavior: "always",
      signingProtocol: "sigv4",
      // CloudFront rejects deleting one in use; with this, Terraform first takes the origin off the distribution.
      lifecycle: { createBeforeDestroy: true },
    });
    this.block = new CustomOrigin({ domainName, originReadTimeout, accessControlId: accessControl.id }).block;
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
