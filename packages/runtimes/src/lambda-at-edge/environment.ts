/** The environment variables that Lambda sets for a function; Lambda@Edge allows no others. */
export interface LambdaIdentity {
  readonly functionName: string;
  readonly version: string;
  /** Twelve digits. */
  readonly account: string;
  readonly memoryMb: number;
  /** `nodejs22.x` */
  readonly runtime: string;
  /** The folder of the unpacked zip. */
  readonly directory: string;
  readonly logStreamName: string;
}

/** The runtime of this process, as Lambda would name it. */
export const ownRuntime = `nodejs${process.versions.node.split(".")[0]}.x`;

/**
 * The environment of a function, with the variables that code commonly reads. None comes from the process that runs it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function lambdaEnvironment(identity: LambdaIdentity): Record<string, string> {
  const { functionName, version, memoryMb, runtime, directory, logStreamName } = identity;
  return {
    AWS_REGION: "us-east-1",
    AWS_DEFAULT_REGION: "us-east-1",
    AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: functionName,
    AWS_LAMBDA_FUNCTION_VERSION: version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: lambdaLogGroup(functionName),
    AWS_LAMBDA_LOG_STREAM_NAME: logStreamName,
    LAMBDA_TASK_ROOT: directory,
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
  };
}

/** The handler's second argument, except for the parts of a single invocation. */
export function lambdaContext(identity: LambdaIdentity) {
  const { functionName, version, account, memoryMb, logStreamName } = identity;
  return {
    functionName,
    functionVersion: version,
    invokedFunctionArn: `arn:aws:lambda:us-east-1:${account}:function:${functionName}:${version}`,
    memoryLimitInMB: String(memoryMb),
    logGroupName: lambdaLogGroup(functionName),
    logStreamName,
    callbackWaitsForEmptyEventLoop: true,
  };
}

/**
 * The log group of a function at the edge: it is named after the function's home region, in the region where it runs.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-logs.html
 */
export function lambdaLogGroup(functionName: string): string {
  return `/aws/lambda/us-east-1.${functionName}`;
}
