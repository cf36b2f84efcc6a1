export { type ClientOptions, createInspectorClient, type InspectorClient, InspectorError } from "./client.ts";
export { filterFields, parseFilter } from "./filter.ts";
export { inspectorHost, keptRequests } from "./host.ts";
export type { Headers, RequestView, ResponseView, Sentence, SourcePosition } from "./http.ts";
export { maskOf, maskPattern } from "./masks.ts";
export { basePath, openApi } from "./open-api.ts";
export {
  type Operation,
  type OperationAnswer,
  type OperationInput,
  type OperationName,
  operations,
  type ServerEvent,
} from "./operations.ts";
export type {
  BehaviorName,
  DeployedPosition,
  DriftCheck,
  FunctionSource,
  ProjectStatus,
  ProjectView,
  TerraformView,
  TestedRequest,
} from "./project.ts";
export type {
  Device,
  Outcome,
  RequestDetail,
  RequestSummary,
  RequestTest,
  RequestToSend,
  SentAnswer,
  SimulatedViewer,
} from "./requests.ts";
export type {
  Behavior,
  CacheEntry,
  DistributionDetail,
  DistributionSummary,
  FunctionDetail,
  FunctionSummary,
  Invalidation,
  KeyValueEntry,
  KeyValueStore,
} from "./resources.ts";
export { safeHeaders } from "./safe-headers.ts";
export type {
  CacheStage,
  ConsideredBehavior,
  FunctionStage,
  KeyPart,
  LogLine,
  OriginAttempt,
  Sides,
  SourceLines,
  Stage,
} from "./stages.ts";
