import type { TerraformResource } from "cdktf";

/** An argument that the provider has, but its bindings in this project are older. */
export interface NewerArgument {
  /** Terraform's names of the blocks around it, with indexes into those that repeat, and its own name. */
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  readonly isBlock?: boolean;
}

type Attributes = Record<string | number, unknown>;

/**
 * Adds arguments to a resource, whether it is written as JSON or as HCL. An override can do only one of the two, since
 * cdktf describes nested blocks differently in each.
 *
 * @throws Error when the resource lacks a block of the path
 */
export function addNewerArguments(resource: TerraformResource, added: readonly NewerArgument[]): void {
  if (added.length === 0) return;
  const json = resource.toTerraform.bind(resource);
  const hcl = resource.toHclTerraform.bind(resource);
  const attributesOf = (output: { readonly resource?: Record<string, Record<string, Attributes>> | undefined }) =>
    output.resource?.[resource.terraformResourceType]?.[resource.friendlyUniqueId] ?? {};
  resource.toTerraform = () => {
    const output = json();
    for (const { path, value } of added) insert(attributesOf(output), path, value);
    return output;
  };
  resource.toHclTerraform = () => {
    const output = hcl();
    for (const { path, value, isBlock = false } of added) {
      const described = isBlock ? { value: [value], isBlock, type: "list", storageClassType: "object" } : value;
      insert(attributesOf(output), path, described);
    }
    return output;
  };
}

function insert(attributes: Attributes, path: readonly (string | number)[], value: unknown): void {
  const name = path.at(-1) ?? "";
  const steps = path.slice(0, -1);
  const block = steps.reduce<unknown>((outer, step, index) => {
    const inner = unwrapped(isAttributes(outer) ? outer[step] : undefined);
    // A block that appears once is a list of one in HCL.
    return Array.isArray(inner) && typeof path[index + 1] === "string" ? inner[0] : inner;
  }, attributes);
  if (!isAttributes(block)) throw new Error(`The resource has no block ${steps.join(".")}.`);
  block[name] = value;
}

/** The content of a block, which cdktf wraps with its type in HCL. */
function unwrapped(block: unknown): unknown {
  return isAttributes(block) && ("isBlock" in block || "is_block" in block) ? block.value : block;
}

function isAttributes(value: unknown): value is Attributes {
  return typeof value === "object" && value !== null;
}
