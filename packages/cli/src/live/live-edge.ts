import {
  CloudFrontClient,
  type DistributionConfig,
  GetDistributionCommand,
  GetFunctionCommand,
} from "@aws-sdk/client-cloudfront";
import { GetFunctionCommand as GetLambdaCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { AwsAgent } from "../aws/agent.ts";
import type { AwsTarget } from "../aws/target.ts";

/** The parts of AWS that Terraform does not compare. Each answer is undefined if there is no such resource. */
export interface LiveEdge {
  /** The code of a CloudFront Function that distributions run. */
  functionCode(name: string): Promise<string | undefined>;
  /** SHA-256 of the code of a version of a Lambda function, in base64. @param arn with the version */
  versionHash(arn: string): Promise<string | undefined>;
  distribution(id: string): Promise<DistributionConfig | undefined>;
  close(): void;
}

/**
 * @param env - The caller's environment variables.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetFunction.html
 */
export function openLiveEdge(env: NodeJS.ProcessEnv, { variables }: Pick<AwsTarget, "variables">): LiveEdge {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = variables;
  const ofLoopback =
    accessKeyId === undefined || secretAccessKey === undefined
      ? {}
      : { credentials: { accessKeyId, secretAccessKey }, ignoreConfiguredEndpointUrls: true };
  const httpsAgent = new AwsAgent({ ...env, ...variables });
  // CloudFront's API and all Lambda@Edge functions are in us-east-1.
  const settings = { region: "us-east-1", ...ofLoopback, requestHandler: { httpsAgent } };
  const cloudFront = new CloudFrontClient(settings);
  const lambda = new LambdaClient(settings);
  return {
    functionCode: (name) =>
      unlessMissing(async () => {
        const { FunctionCode: code } = await cloudFront.send(new GetFunctionCommand({ Name: name, Stage: "LIVE" }));
        return code === undefined ? undefined : Buffer.from(code).toString();
      }),
    versionHash: (arn) =>
      unlessMissing(async () => {
        const { Configuration: configuration } = await lambda.send(new GetLambdaCommand({ FunctionName: arn }));
        return configuration?.CodeSha256;
      }),
    distribution: (id) =>
      unlessMissing(async () => {
        const { Distribution: distribution } = await cloudFront.send(new GetDistributionCommand({ Id: id }));
        return distribution?.DistributionConfig;
      }),
    close() {
      cloudFront.destroy();
      lambda.destroy();
    },
  };
}

async function unlessMissing<T>(ask: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (/^(?:NoSuch|ResourceNotFound)/.test((error as Error).name)) return undefined;
    throw error;
  }
}
