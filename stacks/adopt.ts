import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { DiagnosticError, diagnose } from "@featheredge/diagnostics";
import { DefaultTokenResolver, StringConcat, TerraformElement, TerraformResource, Tokenization } from "cdktf";
import type { Construct } from "constructs";
import { ImportExisting } from "#modules/import-existing.ts";
import { addNewerArguments } from "#modules/newer-arguments.ts";
import type { EnvironmentStack } from "./environment-stack.ts";

const resolver = new DefaultTokenResolver(new StringConcat());

/** A resource that exists in AWS, and that the stack takes over as it is. */
export interface Imported {
  /** By which Terraform imports it: see "Import" on the resource's page in the provider's documentation. */
  readonly id: string;
  /** Arguments that it has in AWS, by their path: `{ name: "redirects", "origin.0.origin_id": "S3-pages" }`. @default {} */
  readonly arguments?: Readonly<Record<string, unknown>>;
  /** Arguments that stay as they are in AWS, whatever the environment says, until they are removed here. @default [] */
  readonly keep?: readonly string[];
}

export interface Adoption {
  /** By their addresses. The end of one may be `*`: `aws_cloudfront_cache_policy.assets_*`. */
  readonly imported: Readonly<Record<string, Imported>>;
  /** Addresses of resources that the stack would create, and does not until they are removed here. @default [] */
  readonly omitted?: readonly string[];
  /** Tags of the stack and the environment are not put on imported resources. @default false */
  readonly untagged?: boolean;
}

/**
 * Takes over resources that exist in AWS: adds an import block for each, so that the first apply records them in the state
 * and changes nothing. `featheredge import` writes the call.
 *
 * @throws DiagnosticError when the stack has no resource of an address
 * @see https://developer.hashicorp.com/terraform/language/import
 */
export function adopt(stack: EnvironmentStack, { imported, omitted = [], untagged = false }: Adoption): void {
  const resources = stack.node.findAll().filter(TerraformResource.isTerraformResource);
  for (const address of omitted) omit(stack, find(resources, address));
  const provider = untagged ? untaggedProvider(stack) : undefined;
  for (const [address, { id, arguments: given = {}, keep = [] }] of Object.entries(imported)) {
    const resource = find(resources, address);
    removeImports(stack, resource);
    new ImportBlock(stack, `import:${resource.terraformResourceType}.${resource.friendlyUniqueId}`, resource, id);
    addNewerArguments(
      resource,
      Object.entries(given).map(([path, value]) => ({ path: path.split(".").map(indexOrName), value })),
    );
    if (keep.length > 0) resource.lifecycle = { ...resource.lifecycle, ignoreChanges: [...keep] };
    if (provider !== undefined) resource.provider = provider;
  }
}

function indexOrName(step: string): string | number {
  return /^\d+$/.test(step) ? Number(step) : step;
}

function addressOf(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}

function find(resources: readonly TerraformResource[], address: string): TerraformResource {
  const isMeant = address.endsWith("*")
    ? (one: string) => one.startsWith(address.slice(0, -1))
    : (one: string) => one === address;
  const resource = resources.find((one) => isMeant(addressOf(one)));
  if (resource !== undefined) return resource;
  const [type = ""] = address.split(".");
  const known = resources.map(addressOf).filter((one) => one.startsWith(`${type}.`));
  throw new DiagnosticError([
    diagnose("FE-STK-035", {
      subject: address,
      message: `The stack has no resource ${address}, which is to be imported or omitted.`,
      fix: `Remove the line, or correct the address. Known: ${known.length === 0 ? "none" : known.join(", ")}.`,
    }),
  ]);
}

/** Removes a resource, and the dependencies of others on it. */
function omit(stack: EnvironmentStack, resource: TerraformResource): void {
  removeImports(stack, resource);
  const address = addressOf(resource);
  const resolved = (dependency: string): unknown =>
    Tokenization.resolve(dependency, { scope: stack, resolver, preparing: false });
  const dependents = stack.node
    .findAll()
    .filter(TerraformResource.isTerraformResource)
    .filter((other) => other.dependsOn !== undefined);
  for (const other of dependents) other.dependsOn = (other.dependsOn ?? []).filter((one) => resolved(one) !== address);
  resource.node.scope?.node.tryRemoveChild(resource.node.id);
}

/** Removes the blocks that would import the resource under the name that the stack gives it. */
function removeImports(stack: EnvironmentStack, resource: TerraformResource): void {
  for (const element of stack.node.findAll()) {
    if (element instanceof ImportExisting && element.resource === resource) {
      element.node.scope?.node.tryRemoveChild(element.node.id);
    }
  }
}

/** A provider that adds no tags. All that a distribution consists of is in us-east-1, or in no region. */
function untaggedProvider(stack: EnvironmentStack): AwsProvider {
  const alias = "untagged";
  const known = stack.node.tryFindChild(`provider:${alias}`);
  if (known instanceof AwsProvider) return known;
  const allowedAccountIds = [stack.account];
  return new AwsProvider(stack, `provider:${alias}`, { alias, region: "us-east-1", allowedAccountIds });
}

/** @see https://developer.hashicorp.com/terraform/language/block/import */
class ImportBlock extends TerraformElement {
  readonly #resource: TerraformResource;
  readonly #id: string;

  constructor(scope: Construct, id: string, resource: TerraformResource, importId: string) {
    super(scope, id);
    this.#resource = resource;
    this.#id = importId;
  }

  override toTerraform(): object {
    return { import: [{ to: addressOf(this.#resource), id: this.#id }] };
  }

  override toHclTerraform(): object {
    return { import: [{ to: `\${${addressOf(this.#resource)}}`, id: this.#id }] };
  }
}
