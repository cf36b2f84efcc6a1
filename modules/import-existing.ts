import { type TerraformDataSource, TerraformElement, type TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/** A resource whose name may be taken in AWS, though the state does not have it. */
export interface Importable {
  readonly resource: TerraformResource;
  /** The resource's name, by which it is imported. */
  readonly name: string;
  /** Lists the names that exist in AWS. */
  readonly existing: TerraformDataSource;
  /** The attribute of the data source that has the names: `function_names`. */
  readonly attribute: string;
}

/**
 * An import block for a resource that exists under its name but is not in the state, and could not be created: a function
 * that was retained when it was removed, or a log group that AWS made. The block imports nothing where there is none, or
 * where the state has it.
 *
 * @see https://developer.hashicorp.com/terraform/language/import
 */
export class ImportExisting extends TerraformElement {
  readonly #importable: Importable;

  constructor(scope: Construct, id: string, importable: Importable) {
    super(scope, id);
    this.#importable = importable;
  }

  /** The resource that the block imports. */
  get resource(): TerraformResource {
    return this.#importable.resource;
  }

  override toTerraform(): object {
    return this.#block(this.#address);
  }

  override toHclTerraform(): object {
    return this.#block(`\${${this.#address}}`);
  }

  get #address(): string {
    const { resource } = this.#importable;
    return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
  }

  #block(to: string): object {
    const { existing, attribute, name } = this.#importable;
    const names = `data.${existing.terraformResourceType}.${existing.friendlyUniqueId}.${attribute}`;
    const taken = `toset([for name in ${names} : name if name == "${name}"])`;
    return { import: [{ for_each: `\${${taken}}`, to, id: "${each.value}" }] };
  }
}
