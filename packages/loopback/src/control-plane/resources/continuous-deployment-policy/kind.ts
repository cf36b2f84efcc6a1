import type { ContinuousDeploymentPolicyConfig } from "@aws-sdk/client-cloudfront";
import type { ConfigRecord } from "../../shared/config-record.ts";
import type { Kind } from "../../state/account.ts";

export const continuousDeploymentPolicyKind: Kind<ConfigRecord<ContinuousDeploymentPolicyConfig>> = {
  name: "continuous-deployment-policy",
};
