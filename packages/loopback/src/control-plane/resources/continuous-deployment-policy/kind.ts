import type { ContinuousDeploymentPolicyConfig } from "@aws-sdk/client-cloudfront";
import type { Kind } from "../../state/account.ts";
import type { ConfigRecord } from "../config-resource.ts";

export const continuousDeploymentPolicyKind: Kind<ConfigRecord<ContinuousDeploymentPolicyConfig>> = {
  name: "continuous-deployment-policy",
};
