/** What every Lambda function finds in its environment; Lambda@Edge allows no variables of one's own. */
export interface LambdaIdentity {
  readonly functionName: string;
  readonly memoryMb: number;
  readonly directory: string;
}

/**
 * The environment of a function, as far as code commonly reads it. Nothing comes from the process that runs it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function lambdaEnvironment({ functionName, memoryMb, directory }: LambdaIdentity): Record<string, string> {
  return {
    AWS_REGION: "us-east-1",
    AWS_DEFAULT_REGION: "us-east-1",
    AWS_EXECUTION_ENV: `AWS_Lambda_nodejs${process.versions.node.split(".")[0]}.x`,
    AWS_LAMBDA_FUNCTION_NAME: functionName,
    AWS_LAMBDA_FUNCTION_VERSION: "1",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    LAMBDA_TASK_ROOT: directory,
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
  };
}

/** The handler's second argument. */
export function lambdaContext({ functionName, memoryMb }: LambdaIdentity) {
  return {
    functionName,
    functionVersion: "1",
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${functionName}:1`,
    memoryLimitInMB: String(memoryMb),
    awsRequestId: "00000000-0000-0000-0000-000000000000",
    logGroupName: `/aws/lambda/us-east-1.${functionName}`,
    callbackWaitsForEmptyEventLoop: true,
  };
}
