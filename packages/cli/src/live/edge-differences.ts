import type { DistributionConfig } from "@aws-sdk/client-cloudfront";
import type { Difference } from "./difference.ts";
import type { LiveEdge } from "./live-edge.ts";
import type { KnownResource } from "./resources.ts";

/**
 * Settings that every version of the AWS provider that stacks allow, or some of them, can't see, with the attribute of
 * the versions that can. A distribution has none of them unless someone set it.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html
 */
const unmanagedSettings = [
  { attribute: "viewer_mtls_config", isSet: ({ ViewerMtlsConfig: value }: DistributionConfig) => value !== undefined },
  {
    attribute: "connection_function_association",
    isSet: ({ ConnectionFunctionAssociation: value }: DistributionConfig) => value !== undefined,
  },
  { attribute: "anycast_ip_list_id", isSet: ({ AnycastIpListId: id }: DistributionConfig) => (id ?? "") !== "" },
] as const;

/**
 * Compares the code that runs at the edge with the code that Terraform knows, byte by byte: Terraform reads only the
 * stage of a CloudFront Function that is not served, and versions of Lambda functions only by their numbers.
 * @param expected - The resources of a state, or those that a commit compiles to.
 */
export async function findEdgeDifferences(live: LiveEdge, expected: readonly KnownResource[]): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const { values, address } of ofType(expected, "aws_cloudfront_function")) {
    const { name, code } = values;
    if (typeof name !== "string" || typeof code !== "string") continue;
    const served = await live.functionCode(name, "LIVE");
    if (served === undefined) {
      differences.push({ kind: "missing resource", subject: address, detail: `is not published: ${name}` });
    } else if (served !== code) {
      const detail = `runs other code: ${Buffer.byteLength(served)} bytes instead of ${Buffer.byteLength(code)}`;
      differences.push({ kind: "function code", subject: name, detail });
    }
  }
  const hashes = new Map(
    ofType(expected, "aws_lambda_function").map(({ values }) => [
      String(values.function_name),
      values.source_code_hash,
    ]),
  );
  for (const { address, values } of ofType(expected, "aws_cloudfront_distribution")) {
    if (typeof values.id !== "string") continue;
    const config = await live.distribution(values.id);
    if (config === undefined) {
      differences.push({ kind: "missing resource", subject: address, detail: `does not exist any more: ${values.id}` });
      continue;
    }
    for (const { attribute, isSet } of unmanagedSettings) {
      if (!Object.hasOwn(values, attribute) && isSet(config)) {
        const detail = `has ${attribute}, which no version of the provider here manages`;
        differences.push({ kind: "unmanaged setting", subject: address, detail });
      }
    }
    for (const arn of edgeFunctionsOf(config)) {
      const name = arn.split(":").at(-2) ?? "";
      const hash = hashes.get(name);
      if (typeof hash !== "string" || (await live.lambda(arn))?.CodeSha256 === hash) continue;
      const detail = "runs other code than the stack's function";
      differences.push({ kind: "function version", subject: arn, detail });
    }
  }
  return differences;
}

function ofType(resources: readonly KnownResource[], type: string): KnownResource[] {
  return resources.filter((resource) => resource.type === type);
}

/** The ARNs of the Lambda functions that a distribution runs, with their versions. */
function edgeFunctionsOf({ DefaultCacheBehavior: first, CacheBehaviors: others }: DistributionConfig): string[] {
  const behaviors = [first, ...(others?.Items ?? [])];
  const arns = behaviors.flatMap((behavior) =>
    (behavior?.LambdaFunctionAssociations?.Items ?? []).map(({ LambdaFunctionARN: arn }) => arn ?? ""),
  );
  return [...new Set(arns)].filter((arn) => arn !== "");
}
