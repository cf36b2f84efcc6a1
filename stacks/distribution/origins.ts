import type { Environment } from "#environments";
import { createOrigin } from "#modules/origins/create.ts";
import type { Origin, OriginContext } from "#modules/origins/origin.ts";
import { api } from "../api/index.ts";
import type { EnvironmentStack } from "../environment-stack.ts";
import type { StackInput } from "../kind.ts";
import { type DistributionScope, distributionFile } from "./scope.ts";

export interface DistributionOriginsProps {
  /** The distribution's key in the environment. */
  readonly key: string;
  readonly origins: Environment["distributions"][string]["origins"];
  readonly names: DistributionScope;
  readonly input: StackInput;
}

/** The path of the folder of a static origin's files, below the stack's folder. */
export function contentFolder(stackName: string, distribution: string, origin: string): string {
  return distributionFile(stackName, distribution, `content/${origin}`);
}

/** Creates the resources behind a distribution's origins. */
export function createOrigins(stack: EnvironmentStack, props: DistributionOriginsProps): Record<string, Origin> {
  const { environment, stackOf } = props.input;
  const context: OriginContext = {
    resourceName: props.names.resourceName,
    account: environment.account,
    preventDestroy: environment.protections.preventDestroy,
    contentFolder: (origin) => contentFolder(stack.identity.name, props.key, origin),
    outputsOfApi(id) {
      const { domain_name: domainName, function_name: functionName } = stack.outputsOf(stackOf(api, id));
      return { domainName, functionName };
    },
  };
  return Object.fromEntries(
    Object.entries(props.origins).map(([key, options]) => [
      key,
      createOrigin(props.names.scope, `origin:${key}`, key, options, context),
    ]),
  );
}
