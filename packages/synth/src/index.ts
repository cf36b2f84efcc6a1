export { literal } from "./hcl/template.ts";
export { HclStack, type HclStackProps } from "./hcl-stack.ts";
export { describeGoneStack } from "./publish/gone-stacks.ts";
export { publish } from "./publish/publish.ts";
export type { StackSource } from "./publish/stack-metadata.ts";
export { type EnvironmentKeys, setEnvironmentKeys } from "./rules/environment-keys.ts";
export { checkAccounts, checkStack, type SourcedStack } from "./rules/index.ts";
export { refuseViolations } from "./rules/refuse.ts";
export { type PlacedViolation, RuleError } from "./rules/rule-error.ts";
