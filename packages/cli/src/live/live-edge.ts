import {
  type DistributionConfig,
  GetDistributionCommand,
  GetFunctionCommand,
  PublishFunctionCommand,
} from "@aws-sdk/client-cloudfront";
import {
  type FunctionConfiguration,
  GetFunctionCommand as GetLambdaCommand,
  LambdaClient,
  PublishVersionCommand,
} from "@aws-sdk/client-lambda";
import { clientSettings, cloudFrontClient } from "../aws/clients.ts";
import type { AwsTarget } from "../aws/target.ts";

/** The parts of AWS that Terraform does not compare. Each answer is undefined if there is no such resource. */
export interface LiveEdge {
  /** The code of a CloudFront Function: `LIVE` is the one that distributions run. */
  functionCode(name: string, stage: "LIVE" | "DEVELOPMENT"): Promise<string | undefined>;
  /** The configuration of a version of a Lambda function; of `$LATEST` without one. @param arn with or without a version */
  lambda(arn: string): Promise<FunctionConfiguration | undefined>;
  distribution(id: string): Promise<DistributionConfig | undefined>;
  /** Lets distributions run a CloudFront Function's code of the stage `DEVELOPMENT`. */
  publishFunction(name: string): Promise<void>;
  /** Makes a version of a Lambda function's `$LATEST`. */
  publishVersion(name: string): Promise<void>;
  close(): void;
}

/**
 * @param env - The caller's environment variables.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetFunction.html
 */
export function openLiveEdge(env: NodeJS.ProcessEnv, target: Pick<AwsTarget, "variables">): LiveEdge {
  const cloudFront = cloudFrontClient(env, target);
  const lambda = new LambdaClient(clientSettings(env, target));
  return {
    functionCode: (Name, Stage) =>
      unlessMissing(async () => {
        const { FunctionCode: code } = await cloudFront.send(new GetFunctionCommand({ Name, Stage }));
        return code === undefined ? undefined : Buffer.from(code).toString();
      }),
    lambda: (arn) =>
      unlessMissing(async () => {
        const { Configuration: configuration } = await lambda.send(new GetLambdaCommand({ FunctionName: arn }));
        return configuration;
      }),
    distribution: (id) =>
      unlessMissing(async () => {
        const { Distribution: distribution } = await cloudFront.send(new GetDistributionCommand({ Id: id }));
        return distribution?.DistributionConfig;
      }),
    async publishFunction(Name) {
      const { ETag: IfMatch } = await cloudFront.send(new GetFunctionCommand({ Name, Stage: "DEVELOPMENT" }));
      await cloudFront.send(new PublishFunctionCommand({ Name, IfMatch }));
    },
    async publishVersion(FunctionName) {
      await lambda.send(new PublishVersionCommand({ FunctionName }));
    },
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
