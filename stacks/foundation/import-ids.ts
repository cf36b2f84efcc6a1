import { type Resource, resourcesOf } from "@featheredge/synth";
import type { EnvironmentStack } from "../environment-stack.ts";

/** How a resource of a type whose name is fixed is imported, by the provider's page of the type. */
const idOf: Readonly<Record<string, (values: Resource["values"], account: string) => string>> = {
  aws_budgets_budget: ({ name }, account) => `${account}:${name}`,
  aws_dynamodb_table: ({ name }) => String(name),
  aws_iam_openid_connect_provider: ({ url }, account) =>
    `arn:aws:iam::${account}:oidc-provider/${String(url).replace("https://", "")}`,
  aws_iam_policy: ({ name, path }, account) => `arn:aws:iam::${account}:policy${path}${name}`,
  aws_iam_role: ({ name }) => String(name),
  aws_s3_bucket: ({ bucket }) => String(bucket),
};

/**
 * The ids by which Terraform imports the foundation's resources that have fixed names, by address. A `bootstrap` that was
 * killed may have made them without a trace in its state. All other resources are settings, which are put again.
 */
export function importIds(stack: EnvironmentStack, account: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    resourcesOf(stack).flatMap(({ type, address, values }) => {
      const id = idOf[type]?.(values, account);
      return id === undefined ? [] : [[address, id]];
    }),
  );
}
