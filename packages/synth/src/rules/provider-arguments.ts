import { checkProviderArgument, newerArguments } from "@featheredge/aws-rules";
import type { TerraformStack } from "cdktf";
import { HclStack } from "../hcl-stack.ts";
import { blocks, type Resource } from "./resources.ts";
import { at, type StackDiagnostic } from "./stack-diagnostic.ts";

/**
 * Arguments that a provider which the stack allows does not have. Terraform would reject them without saying which
 * version has them. Only an {@link HclStack} states which providers it allows.
 */
export function checkProviderArguments(stack: TerraformStack, resources: readonly Resource[]): StackDiagnostic[] {
  const constraint = stack instanceof HclStack ? stack.requiredProviders.aws?.version : undefined;
  if (constraint === undefined) return [];
  return resources.flatMap((resource) =>
    newerArguments
      .filter(({ type }) => type === resource.type)
      .flatMap((argument) =>
        occurrencesOf(resource.values, argument.path)
          .filter(({ value }) => argument.value === undefined || argument.value === value)
          .flatMap(({ path }) => at(`${resource.address}.${path}`, checkProviderArgument(argument, constraint))),
      ),
  );
}

/** Every occurrence of an argument below a block, which may appear several times. */
function occurrencesOf(value: unknown, [name, ...inner]: readonly string[]): { path: string; value: unknown }[] {
  if (name === undefined) return [];
  return blocks(value).flatMap((block) => {
    const given = block[name];
    if (given === undefined || given === null) return [];
    if (inner.length === 0) return [{ path: name, value: given }];
    return blocks(given).flatMap((one, index) => {
      const outer = Array.isArray(given) ? `${name}[${index}]` : name;
      return occurrencesOf(one, inner).map(({ path, value }) => ({ path: `${outer}.${path}`, value }));
    });
  });
}
