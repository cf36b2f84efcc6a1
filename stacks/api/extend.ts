import type { Construct } from "constructs";
import type { Environment } from "#environments";
import type { LambdaApi } from "#modules/lambda-api/index.ts";
import type { EnvironmentStack } from "../environment-stack.ts";

/** An API's constructs, for a function that extends it. */
export interface ExtensibleApi {
  readonly stack: EnvironmentStack;
  /** The scope for your own resources. */
  readonly scope: Construct;
  /** Its `lambda` is the Terraform resource, and `allow` and `setVariable` give the function access to your resources. */
  readonly api: LambdaApi;
  readonly environment: Environment;
}

/**
 * The default export of the file that an API names with `extend`: adds resources, such as a table, or overrides any
 * attribute. Everything that it adds goes through the same checks as the rest of the stack.
 *
 * @example
 * export default (({ scope, stack, api }) => {
 *   const table = new DynamodbTable(scope, "orders", { name: stack.resourceName("table", 255), hashKey: "id", … });
 *   api.setVariable("TABLE", table.name);
 *   api.allow({ sid: "Orders", actions: ["dynamodb:GetItem"], resources: [table.arn] });
 * }) satisfies ExtendApi;
 */
export type ExtendApi = (api: ExtensibleApi) => void;
