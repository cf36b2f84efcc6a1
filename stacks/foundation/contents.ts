import { dataSourcesOf, providersOf, type Resource, resourcesOf } from "@featheredge/synth";
import type { DeployedResource } from "#modules/deploy-roles/index.ts";
import type { EnvironmentStack } from "../environment-stack.ts";

/** The provider of the DNS account, whose resources the environment's own roles need no permission for. */
const dnsProvider = "aws.dns";

/** The resources and data sources of a stack that its own account has. @param home the environment's region */
export function deployedResources(stack: EnvironmentStack, home: string): DeployedResource[] {
  const providers = providersOf(stack);
  const regionOf = ({ values }: Resource) =>
    providers.find(({ address }) => address === (values.provider ?? "aws"))?.region ?? home;
  const data = dataSourcesOf(stack).map((source) => ({ ...source, type: `data.${source.type}` }));
  return [...resourcesOf(stack), ...data]
    .filter(({ values }) => values.provider !== dnsProvider)
    .map((resource) => ({
      stack: stack.node.id,
      type: resource.type,
      address: resource.address,
      values: resource.values,
      region: regionOf(resource),
    }));
}

/** The actions that policies of roles in a stack allow: those that its policy documents name, trust policies aside. */
export function roleActions(stack: EnvironmentStack): string[] {
  return dataSourcesOf(stack)
    .filter(({ type }) => type === "aws_iam_policy_document")
    .flatMap(({ values }) => statementsOf(values.statement))
    .filter(({ principals, effect = "Allow" }) => principals === undefined && effect === "Allow")
    .flatMap(({ actions }) => (Array.isArray(actions) ? actions.map(String) : []));
}

interface DocumentStatement {
  readonly principals?: unknown;
  readonly effect?: unknown;
  readonly actions?: unknown;
}

function statementsOf(value: unknown): readonly DocumentStatement[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value as DocumentStatement];
}
