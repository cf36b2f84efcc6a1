import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { literal } from "@featheredge/synth";
import type { Construct } from "constructs";
import type { Environment } from "#environments";

/** Versions from the oldest that is tested to the next major one, which is excluded; terraform.lock.hcl pins one of them. */
export const requiredProviders = {
  aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" },
} as const;

/** The region in which Lambda@Edge functions and all other regional resources of CloudFront must be. */
const edgeRegion = "us-east-1";

export interface AwsProviders {
  /** The default provider, in the environment's home region. */
  readonly home: AwsProvider;
  readonly usEast1: AwsProvider;
  /** The account of the hosted zones, by the role that the environment names; undefined if it is the environment's. */
  readonly dns: AwsProvider | undefined;
  /** The regions in which replicas of Lambda@Edge functions are watched, and their providers. */
  readonly replicas: Readonly<Record<string, AwsProvider>>;
}

/**
 * The providers of every stack. All reject any account but the environment's, and tag everything that they create with
 * the environment's tags and the stack's.
 */
export function awsProviders(
  scope: Construct,
  environment: Environment,
  stackTags: Readonly<Record<string, string>>,
): AwsProviders {
  const tags = Object.fromEntries(
    Object.entries({ ...environment.tags, ...stackTags }).map(([key, value]) => [literal(key), literal(value)]),
  );
  const common = { allowedAccountIds: [environment.account], defaultTags: [{ tags }] };
  const home = new AwsProvider(scope, "provider:home", { ...common, region: environment.region });
  const usEast1 = new AwsProvider(scope, "provider:us-east-1", { ...common, region: edgeRegion, alias: "us_east_1" });
  const known: Record<string, AwsProvider> = { [edgeRegion]: usEast1 };
  known[environment.region] ??= home;
  for (const region of environment.replicaRegions) {
    const alias = region.replaceAll("-", "_");
    known[region] ??= new AwsProvider(scope, `provider:${region}`, { ...common, region, alias });
  }
  return { home, usEast1, replicas: known, dns: dnsProvider(scope, environment.dns) };
}

/** A provider that assumes the role of the DNS account and rejects any other account. */
function dnsProvider(scope: Construct, dns: Environment["dns"]): AwsProvider | undefined {
  if (dns?.assumeRole === undefined) return undefined;
  const { roleArn, externalId, sessionName } = dns.assumeRole;
  return new AwsProvider(scope, "provider:dns", {
    alias: "dns",
    // Route 53 has one region, whose credentials STS gives.
    region: edgeRegion,
    assumeRole: [
      {
        roleArn,
        ...(externalId === undefined ? {} : { externalId }),
        ...(sessionName === undefined ? {} : { sessionName }),
      },
    ],
    allowedAccountIds: [roleArn.split(":")[4] ?? ""],
  });
}
