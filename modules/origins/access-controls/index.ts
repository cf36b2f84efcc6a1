import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control/index.js";
import { sharingQuotas } from "@featheredge/aws-rules";
import { Construct, type IConstruct } from "constructs";
import { resourceName } from "../../naming.ts";
import { oncePerStack, SharedResources } from "../../shared-resources.ts";

export interface AccessControlOptions {
  readonly originType: "s3" | "lambda";
  /** `sigv4a` for Multi-Region Access Points. @default sigv4 */
  readonly signingProtocol?: "sigv4" | "sigv4a" | undefined;
  /** @default always */
  readonly signingBehavior?: "always" | "no-override" | "never" | undefined;
}

/**
 * The origin access controls of a stack. Origins with equal settings share one, whichever distributions they belong to,
 * since an account may have a hundred; the 101st distribution gets a second one, since AWS lets 100 share one.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-origin.html
 */
export class AccessControls extends Construct {
  readonly #shared = new SharedResources<CloudfrontOriginAccessControl>(
    sharingQuotas.distributionsPerOriginAccessControl.value,
  );

  /** The access controls of a construct's stack. */
  static of(scope: IConstruct): AccessControls {
    return oncePerStack(scope, "access-controls:", (stack) => new AccessControls(stack, "access-controls:"));
  }

  /**
   * @param user a construct per distribution: AWS limits how many share an access control
   * @returns the id of an access control
   */
  id(user: IConstruct, options: AccessControlOptions): string {
    const { originType, signingProtocol = "sigv4", signingBehavior = "always" } = options;
    const content = { originType, signingProtocol, signingBehavior };
    return this.#shared.for(user, content, (suffix) => {
      const copy = suffix.split("-").slice(1);
      const differing = [signingProtocol, signingBehavior].filter((value) => !["sigv4", "always"].includes(value));
      return new CloudfrontOriginAccessControl(this, [originType, ...differing, ...copy].join("-"), {
        name: resourceName(this, `${originType}-${suffix}`, 64),
        originAccessControlOriginType: originType,
        signingBehavior,
        signingProtocol,
        // CloudFront rejects deleting one in use; with this, Terraform first takes the origin off the distribution.
        lifecycle: { createBeforeDestroy: true },
      });
    }).id;
  }
}
