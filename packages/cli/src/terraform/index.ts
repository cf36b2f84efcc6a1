export {
  type ProviderSource,
  type TerraformEnvironment,
  type TerraformEnvironmentOptions,
  terraformEnvironment,
} from "./environment.ts";
export { findTerraform, type Terraform } from "./program.ts";
