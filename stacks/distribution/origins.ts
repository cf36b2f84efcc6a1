import type { Environment } from "#environments";
import type { Origin } from "#modules/edge-distribution/index.ts";
import { LambdaApiOrigin } from "#modules/lambda-api/origin.ts";
import { StaticOrigin } from "#modules/static-origin/index.ts";
import { api } from "../api/index.ts";
import type { EnvironmentStack } from "../environment-stack.ts";
import type { StackInput } from "../kind.ts";

type Distribution = Environment["distributions"][string];
type EnvironmentOrigin = Distribution["origins"][string];

export interface DistributionOriginsProps {
  readonly distribution: Distribution;
  readonly input: StackInput;
}

export interface DistributionOrigins {
  readonly forDistribution: Readonly<Record<string, Origin>>;
  /** The name of each static origin's bucket. */
  readonly bucketNames: Readonly<Record<string, string>>;
  /** Lets the distribution, and no other, read the buckets and APIs of this environment. */
  allow(distributionArn: string): void;
}

/** An origin, and the resources behind it that the distribution needs access to. */
interface CreatedOrigin {
  readonly origin: Origin;
  readonly bucketName?: string;
  readonly allow?: (distributionArn: string) => void;
}

/** The folder of a static origin's files in the stack's folder. */
export function contentFolder(origin: string): string {
  return `content/${origin}`;
}

/** Creates the resources behind a distribution's origins. */
export function createOrigins(stack: EnvironmentStack, props: DistributionOriginsProps): DistributionOrigins {
  const created = Object.entries(props.distribution.origins).map(([key, origin]): [string, CreatedOrigin] => [
    key,
    createOrigin(stack, key, origin, props.input),
  ]);
  return {
    forDistribution: Object.fromEntries(created.map(([key, { origin }]) => [key, origin])),
    bucketNames: Object.fromEntries(
      created.flatMap(([key, { bucketName }]) => (bucketName === undefined ? [] : [[key, bucketName]])),
    ),
    allow(distributionArn) {
      for (const [, { allow }] of created) allow?.(distributionArn);
    },
  };
}

function createOrigin(
  stack: EnvironmentStack,
  key: string,
  origin: EnvironmentOrigin,
  input: StackInput,
): CreatedOrigin {
  if (origin.type === "custom") {
    const { domain: domainName, responseTimeoutSeconds } = origin;
    return { origin: { type: "custom", domainName, responseTimeoutSeconds } };
  }
  if (origin.type === "api") return createApiOrigin(stack, key, origin, input);
  const { environment } = input;
  const content = new StaticOrigin(stack, `origin:${key}`, {
    // Bucket names must be unique in the world; the account id sees to that.
    bucketName: stack.resourceName(`${key}-${environment.account}`, 63),
    accessControlName: stack.resourceName(key, 64),
    preventDestroy: environment.protections.preventDestroy,
    contentFolder: origin.content === undefined ? undefined : contentFolder(key),
  });
  const { bucket, accessControl } = content;
  return {
    origin: { type: "s3", domainName: bucket.bucketRegionalDomainName, accessControlId: accessControl.id },
    bucketName: bucket.bucket,
    allow: (distributionArn) => content.allowDistribution(distributionArn),
  };
}

/** An API of the environment, whose stack has the function's name and the host of its URL as outputs. */
function createApiOrigin(
  stack: EnvironmentStack,
  key: string,
  { api: id, responseTimeoutSeconds }: Extract<EnvironmentOrigin, { type: "api" }>,
  input: StackInput,
): CreatedOrigin {
  const { domain_name: domainName, function_name: functionName } = stack.outputsOf(input.stackOf(api, id));
  const access = new LambdaApiOrigin(stack, `origin:${key}`, {
    functionName,
    accessControlName: stack.resourceName(key, 64),
  });
  return {
    origin: { type: "custom", domainName, responseTimeoutSeconds, accessControlId: access.accessControl.id },
    allow: (distributionArn) => access.allowDistribution(distributionArn),
  };
}
