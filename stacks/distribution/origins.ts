import type { Environment } from "#environments";
import { createOrigin, type ResolvedOriginOptions } from "#modules/origins/create.ts";
import type { Origin, OriginContext } from "#modules/origins/origin.ts";
import { api } from "../api/index.ts";
import type { EnvironmentStack } from "../environment-stack.ts";
import type { StackInput } from "../kind.ts";
import { resolveOutputs } from "../outputs.ts";
import { type DistributionScope, distributionFile } from "./scope.ts";

type Origins = Environment["distributions"][string]["origins"];

export interface DistributionOriginsProps {
  /** The distribution's key in the environment. */
  readonly key: string;
  readonly origins: Origins;
  readonly names: DistributionScope;
  readonly input: StackInput;
  /** True if the origins are those of previews: buckets can be emptied at any time. @default false */
  readonly arePreviews?: boolean | undefined;
}

/** The path of the folder of a static origin's files, below the stack's folder. */
export function contentFolder(stackName: string, distribution: string, origin: string): string {
  return distributionFile(stackName, distribution, `content/${origin}`);
}

/**
 * Creates the resources behind a distribution's origins.
 *
 * @throws DiagnosticError when an origin refers to an output that a stack does not have
 */
export function createOrigins(stack: EnvironmentStack, props: DistributionOriginsProps): Record<string, Origin> {
  const { environment } = props.input;
  const context: OriginContext = {
    resourceName: props.names.resourceName,
    account: environment.account,
    region: environment.region,
    preventDestroy: environment.protections.preventDestroy && props.arePreviews !== true,
    keepsVersions: props.arePreviews !== true,
    contentFolder: (origin) => contentFolder(stack.identity.name, props.key, origin),
  };
  return Object.fromEntries(
    Object.entries(props.origins).map(([key, options]) => [
      key,
      createOrigin(props.names.scope, `origin:${key}`, key, resolved(stack, key, options, props), context),
    ]),
  );
}

/** The options with the outputs of other stacks. An API's origin is the URL of its function. */
function resolved(
  stack: EnvironmentStack,
  origin: string,
  options: Origins[string],
  { key, input }: DistributionOriginsProps,
): ResolvedOriginOptions {
  const at = `distributions.${key}.origins.${origin}`;
  if (options.type !== "api") return resolveOutputs(options, at, { stack, input });
  const { type: _, api: id, ...settings } = options;
  const { domain_name: domainName, function_name: functionName } = stack.outputsOf(input.stackOf(api, id));
  const resolvedSettings = resolveOutputs(settings, at, { stack, input });
  return { type: "function-url", ...resolvedSettings, domainName, functionName };
}
