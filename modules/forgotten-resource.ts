import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";

/**
 * A removed block for a resource that the stack once managed: Terraform forgets it and leaves it in AWS. The block does
 * nothing where the state does not have the resource.
 *
 * @see https://developer.hashicorp.com/terraform/language/block/removed
 */
export class ForgottenResource extends TerraformElement {
  readonly #type: string;

  /**
   * @param id the id that the resource's construct had in the same scope, which its address is made of
   * @param type the resource's type in Terraform: `aws_s3_object`
   */
  constructor(scope: Construct, id: string, type: string) {
    super(scope, id);
    this.#type = type;
  }

  override toTerraform(): object {
    return this.#block(this.#address);
  }

  override toHclTerraform(): object {
    return this.#block(`\${${this.#address}}`);
  }

  get #address(): string {
    return `${this.#type}.${this.friendlyUniqueId}`;
  }

  #block(from: string): object {
    return { removed: [{ from, lifecycle: { destroy: false } }] };
  }
}
