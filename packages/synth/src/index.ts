export { literal } from "./hcl/template.ts";
export { HclStack, type HclStackProps } from "./hcl-stack.ts";
export { describeGoneStack } from "./publish/gone-stacks.ts";
export { publish } from "./publish/publish.ts";
export { type EnvironmentKeys, setEnvironmentKeys } from "./rules/environment-keys.ts";
export { checkAccounts, checkStack, type SourcedStack } from "./rules/index.ts";
export { throwErrors } from "./rules/throw-errors.ts";
export { readStackFile, type StackFile, type StackFiles, writeStackFiles } from "./stack-files.ts";
export type { StackIdentity } from "./stack-identity.ts";
