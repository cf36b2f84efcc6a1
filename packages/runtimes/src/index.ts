export { capturesOf, ownBindings, sharedAcrossAwait } from "./cloudfront-function/language-check/await-closures.ts";
export { checkCloudFrontFunction } from "./cloudfront-function/language-check/check.ts";
export type { LanguageDiagnostic } from "./cloudfront-function/language-check/language-diagnostic.ts";
export { type NjsException, njsExceptions, njsExceptionsIn } from "./cloudfront-function/njs/exceptions.ts";
export { NjsMissing } from "./cloudfront-function/njs/process.ts";
export { type NjsOptions, njsAvailable, runInNjs } from "./cloudfront-function/njs/run.ts";
export type { EdgeLocation } from "./cloudfront-function/quickjs/engine.ts";
export {
  type CloudFrontFunctionEngine,
  createCloudFrontFunctionEngine,
  type EngineOptions,
  type EngineResult,
} from "./cloudfront-function/quickjs/engine.ts";
export type { OriginCall, RunError, RunResult } from "./cloudfront-function/result.ts";
export { estimateUtilization } from "./cloudfront-function/utilization.ts";
export { changedValues } from "./events/changed-values.ts";
export type {
  CloudFrontFunctionEvent,
  CloudFrontFunctionRequest,
  CloudFrontFunctionResponse,
  EdgeOutcome,
  Field,
  Fields,
} from "./events/cloudfront-function-event.ts";
export { fromCloudFrontFunctionResult, fromLambdaResult, toLambdaEvent, withRawQuery } from "./events/convert.ts";
export type {
  LambdaAtEdgeEvent,
  LambdaAtEdgeHeaders,
  LambdaAtEdgeRecord,
  LambdaAtEdgeRequest,
  LambdaAtEdgeResponse,
} from "./events/lambda-at-edge-event.ts";
export { lambdaLogGroup } from "./lambda-at-edge/environment.ts";
export {
  createLambdaEnvironment,
  type LambdaAtEdgeResult,
  type LambdaEnvironment,
  type LambdaLogLine,
  type LambdaNetwork,
} from "./lambda-at-edge/execution-environment.ts";
export { type LambdaAtEdgeOptions, runLambdaAtEdge } from "./lambda-at-edge/run.ts";
