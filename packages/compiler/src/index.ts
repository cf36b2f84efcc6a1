export { buildEnvironment, sourceMapOf } from "./build.ts";
export { zipFunction } from "./compile/zip.ts";
export { findCases } from "./compute/cases.ts";
export { type ComputeCase, type ComputeEstimate, estimateCompute } from "./compute/estimate.ts";
export { functionCost } from "./cost/function-cost.ts";
export { type BehaviorTraffic, completeShares } from "./cost/traffic.ts";
export { type ExplainInput, explainEnvironment } from "./explain/explain.ts";
export type { Alternative, ExplainedFunction, Explanation, Move } from "./explain/explanation.ts";
export { handlerFileOf, handlerFolders } from "./load/handler-folders.ts";
export { type HandlerForm, inspectHandler } from "./load/inspect.ts";
export { noHandler } from "./load/load.ts";
export { bundlePreviewDispatcher, type PreviewDispatcher } from "./preview/bundle-dispatcher.ts";
export { type PreviewBuild, previewCode } from "./preview/preview-code.ts";
export { suggest } from "./problems.ts";
export { formatCode } from "./source/babel.ts";
export { locateKey } from "./source/locate-key.ts";
export { Tracer } from "./source/trace.ts";
export type {
  BehaviorBuild,
  BehaviorInput,
  BuildInput,
  EnvironmentBuild,
  FunctionArtifact,
  HandlerInput,
  InitialEntries,
  PlacementCause,
  PlacementRecord,
  PreviewStore,
} from "./types.ts";
