import { DataAwsLambdaFunctionUrl } from "@cdktf/provider-aws/lib/data-aws-lambda-function-url/index.js";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission/index.js";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { z } from "zod";
import type { WithoutOutputs } from "../../forms.ts";
import { AccessControls } from "../access-controls/index.ts";
import type { Origin } from "../origin.ts";
import { commonBlock, serverBlock } from "../settings/block.ts";
import type { functionUrlOriginOptions } from "./options.ts";

export type FunctionUrlOriginProps = Omit<WithoutOutputs<z.input<typeof functionUrlOriginOptions>>, "type">;

/**
 * A distribution's access to the URL of a Lambda function: CloudFront signs each request.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html
 */
export class FunctionUrlOrigin extends Construct implements Origin {
  readonly block: Origin["block"];
  readonly #function: { readonly functionName: string; readonly qualifier?: string };

  constructor(scope: Construct, id: string, props: FunctionUrlOriginProps) {
    super(scope, id);
    const { functionName, qualifier, signingBehavior, domainName = this.#lookUp(props) } = props;
    this.#function = { functionName, ...(qualifier === undefined ? {} : { qualifier }) };
    this.block = {
      domainName,
      originAccessControlId: AccessControls.of(this).id(scope, { originType: "lambda", signingBehavior }),
      ...commonBlock(this, props),
      customOriginConfig: serverBlock(props),
    };
  }

  /** The host in the function's URL. */
  #lookUp({ functionName, qualifier }: FunctionUrlOriginProps): string {
    const { functionUrl } = new DataAwsLambdaFunctionUrl(this, "url", {
      functionName,
      ...(qualifier === undefined ? {} : { qualifier }),
    });
    return Fn.trimsuffix(Fn.trimprefix(functionUrl, "https://"), "/");
  }

  /**
   * Lets one distribution call the function through its URL. Since October 2025, AWS requires the second permission, too.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
   */
  allowDistribution(distributionArn: string): void {
    const common = { ...this.#function, principal: "cloudfront.amazonaws.com", sourceArn: distributionArn };
    new LambdaPermission(this, "invoke-url", {
      ...common,
      action: "lambda:InvokeFunctionUrl",
      functionUrlAuthType: "AWS_IAM",
    });
    new LambdaPermission(this, "invoke", { ...common, action: "lambda:InvokeFunction" });
  }
}
