import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { literal } from "@featheredge/synth";
import { LocalBackend, S3Backend } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "#environments";
import { identityTags, type StackIdentity } from "./identity.ts";

/** The oldest provider that is tested, and below the next major; stacks/terraform.lock.hcl records which is used. */
export const requiredProviders = {
  aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" },
} as const;

/** The region of Lambda@Edge and of all else that belongs to CloudFront. */
export const edgeRegion = "us-east-1";

export interface AwsProviders {
  /** The default provider, in the home region. */
  readonly home: AwsProvider;
  readonly usEast1: AwsProvider;
}

/**
 * Both providers refuse any account but the environment's, and tag everything that they make with the environment's
 * tags and with its stack.
 */
export function awsProviders(scope: Construct, environment: Environment, identity: StackIdentity): AwsProviders {
  const tags = Object.fromEntries(
    Object.entries({ ...environment.tags, ...identityTags(identity) }).map(([key, value]) => [
      literal(key),
      literal(value),
    ]),
  );
  const common = { allowedAccountIds: [environment.account], defaultTags: [{ tags }] };
  return {
    home: new AwsProvider(scope, "provider:home", { ...common, region: environment.region }),
    usEast1: new AwsProvider(scope, "provider:us-east-1", { ...common, region: edgeRegion, alias: "us_east_1" }),
  };
}

/** Each stack has a state of its own. A local one lies in the stack's folder, where a new synthesis leaves it. */
export function stateBackend(scope: Construct, state: Environment["state"], stackName: string): void {
  if (state.type === "local") {
    new LocalBackend(scope, { path: "terraform.tfstate" });
    return;
  }
  const backend = new S3Backend(scope, {
    bucket: state.bucket,
    key: `${stackName}/terraform.tfstate`,
    region: state.region,
    encrypt: true,
  });
  // cdktf's own type is older than locking by a file in the bucket.
  backend.addOverride("use_lockfile", true);
}
