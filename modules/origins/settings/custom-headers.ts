import type { CloudfrontDistributionOriginCustomHeader } from "@cdktf/provider-aws/lib/cloudfront-distribution/index.js";
import { DataAwsSecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-secret-version/index.js";
import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter/index.js";
import { Fn } from "cdktf";
import type { Construct } from "constructs";
import type { WithoutOutputs } from "../../forms.ts";
import type { CommonSettings } from "./options.ts";

type CustomHeaders = WithoutOutputs<NonNullable<CommonSettings["customHeaders"]>>;
type Secret = Exclude<CustomHeaders[string], string>;

/**
 * The headers that CloudFront adds to requests to an origin. Secrets come from data sources, whose values Terraform treats
 * as sensitive: plans do not print them, but the state holds them.
 */
export function customHeaders(scope: Construct, headers: CustomHeaders): CloudfrontDistributionOriginCustomHeader[] {
  return Object.entries(headers).map(([name, value]) => ({
    name,
    value: typeof value === "string" ? value : secretValue(scope, name, value),
  }));
}

function secretValue(scope: Construct, header: string, secret: Secret): string {
  const id = `header:${header.toLowerCase()}`;
  if (secret.from === "ssm") return new DataAwsSsmParameter(scope, id, { name: secret.name }).value;
  const { secretId, jsonKey, versionStage } = secret;
  const { secretString } = new DataAwsSecretsmanagerSecretVersion(scope, id, {
    secretId,
    ...(versionStage === undefined ? {} : { versionStage }),
  });
  return jsonKey === undefined ? secretString : Fn.lookup(Fn.jsondecode(secretString), jsonKey);
}
