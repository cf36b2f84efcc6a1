import { DataAwsLambdaFunctions } from "@cdktf/provider-aws/lib/data-aws-lambda-functions/index.js";
import type { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function/index.js";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { TerraformElement, TerraformStack } from "cdktf";
import { type Construct, Node } from "constructs";

/**
 * An import block that puts a function back into the state that was retained when it was removed: its name is still
 * taken, so Terraform can't create it. The block imports nothing if no function has the name, or the state has it already.
 *
 * @see https://developer.hashicorp.com/terraform/language/import
 */
export class ImportRetained extends TerraformElement {
  readonly #function: LambdaFunction;
  readonly #existing: DataAwsLambdaFunctions;

  constructor(scope: Construct, id: string, retained: LambdaFunction, provider: AwsProvider) {
    super(scope, id);
    this.#function = retained;
    this.#existing = existingFunctions(TerraformStack.of(this), provider);
  }

  override toTerraform(): object {
    return this.#block(`${this.#address}`);
  }

  override toHclTerraform(): object {
    return this.#block(`\${${this.#address}}`);
  }

  get #address(): string {
    return `${this.#function.terraformResourceType}.${this.#function.friendlyUniqueId}`;
  }

  #block(to: string): object {
    const names = `data.${this.#existing.terraformResourceType}.${this.#existing.friendlyUniqueId}.function_names`;
    const name = this.#function.functionNameInput;
    const retained = `toset([for name in ${names} : name if name == "${name}"])`;
    return { import: [{ for_each: `\${${retained}}`, to, id: "${each.value}" }] };
  }
}

const existingId = "existing-functions";

/** The names of all functions of the account in us-east-1, listed once for a stack. */
function existingFunctions(stack: TerraformStack, provider: AwsProvider): DataAwsLambdaFunctions {
  const existing = Node.of(stack).tryFindChild(existingId);
  return existing instanceof DataAwsLambdaFunctions
    ? existing
    : new DataAwsLambdaFunctions(stack, existingId, { provider });
}
