export { buildEnvironment } from "./build.ts";
export { CompileError } from "./problems.ts";
export type {
  BehaviorBuild,
  BehaviorInput,
  BuildInput,
  EnvironmentBuild,
  FunctionArtifact,
  HandlerInput,
  PlacementCause,
  PlacementRecord,
} from "./types.ts";
