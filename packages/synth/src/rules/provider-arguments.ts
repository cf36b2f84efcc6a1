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
        placesOf(resource.values, argument.path)
          .filter(({ value }) => argument.value === undefined || argument.value === value)
          .flatMap(({ path }) => at(`${resource.address}.${path}`, checkProviderArgument(argument, constraint))),
      ),
  );
}

/** Every occurrence of an argument below a block, which may appear several times. */
function placesOf(value: unknown, [name, ...inner]: readonly string[]): { path: string; value: unknown }[] {
  if (name === undefined) return [];
  return blocks(value).flatMap((block) => {
    const found = block[name];
    if (found === undefined || found === null) return [];
    if (inner.length === 0) return [{ path: name, value: found }];
    const isList = Array.isArray(found);
    return blocks(found).flatMap((one, index) =>
      placesOf(one, inner).map((place) => ({ ...place, path: `${isList ? `${name}[${index}]` : name}.${place.path}` })),
    );
  });
}
