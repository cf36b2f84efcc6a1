import {
  CloudfrontContinuousDeploymentPolicy,
  type CloudfrontContinuousDeploymentPolicyTrafficConfig,
} from "@cdktf/provider-aws/lib/cloudfront-continuous-deployment-policy/index.js";
import { Construct } from "constructs";
import type { ContinuousDeploymentOptions } from "./options.ts";

export interface ContinuousDeploymentProps {
  readonly options: ContinuousDeploymentOptions;
  /** The domain name of the staging distribution: `d111111abcdef8.cloudfront.net`. */
  readonly stagingDomainName: string;
}

/**
 * The policy that sends a part of a distribution's requests to its staging distribution. It is created disabled, and
 * `featheredge stage`, `promote` and `abandon` attach, enable and disable it: Terraform can't attach a policy to a
 * distribution that it creates, or detach one.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/continuous-deployment.html
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/34511
 */
export class ContinuousDeployment extends Construct {
  readonly policyId: string;

  constructor(scope: Construct, id: string, { options, stagingDomainName }: ContinuousDeploymentProps) {
    super(scope, id);
    const policy = new CloudfrontContinuousDeploymentPolicy(this, "Default", {
      enabled: false,
      stagingDistributionDnsNames: [{ items: [stagingDomainName], quantity: 1 }],
      trafficConfig: [trafficConfig(options)],
      lifecycle: { ignoreChanges: ["enabled"] },
    });
    this.policyId = policy.id;
  }
}

function trafficConfig(options: ContinuousDeploymentOptions): CloudfrontContinuousDeploymentPolicyTrafficConfig {
  if ("header" in options) {
    const { name: header, value } = options.header;
    return { type: "SingleHeader", singleHeaderConfig: [{ header, value }] };
  }
  const { weight, sessionStickiness } = options;
  const sessions = sessionStickiness === undefined ? {} : { sessionStickinessConfig: [sessionStickiness] };
  return { type: "SingleWeight", singleWeightConfig: [{ weight, ...sessions }] };
}
