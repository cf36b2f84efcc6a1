export { checkCloudFrontFunction } from "./cloudfront-function/gate/check.ts";
export type { Finding } from "./cloudfront-function/gate/finding.ts";
export {
  type CloudFrontFunctionEngine,
  createCloudFrontFunctionEngine,
  type EngineOptions,
  type EngineResult,
} from "./cloudfront-function/quickjs/engine.ts";
export type { RunError, RunResult } from "./cloudfront-function/result.ts";
