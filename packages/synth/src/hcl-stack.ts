import {
  DefaultTokenResolver,
  StringConcat,
  TerraformBackend,
  TerraformDataSource,
  TerraformElement,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
  Tokenization,
} from "cdktf";
import { type Construct, Node } from "constructs";
import { type Fragment, type RequiredProvider, writeConfiguration } from "./hcl/configuration.ts";
import { environmentKeysOf } from "./rules/environment-keys.ts";
import type { StackIdentity } from "./stack-identity.ts";

const resolver = new DefaultTokenResolver(new StringConcat());

export interface HclStackProps {
  /** The comment at the top of the file. */
  readonly heading: string;
  readonly requiredProviders: Readonly<Record<string, RequiredProvider>>;
  /** Written to the folder's metadata.json, where commands and later syntheses read it. */
  readonly identity: StackIdentity;
}

/** A stack that is written as HCL for people to review, with resource names made of construct ids, without hashes. */
export class HclStack extends TerraformStack {
  readonly #props: HclStackProps;
  readonly #addresses = new Map<string, string>();
  readonly #renamedParts = new Map<string, readonly string[]>();

  readonly identity: StackIdentity;
  readonly requiredProviders: HclStackProps["requiredProviders"];

  /** @param id the stack's name, which is also the name of its folder and of its state: `site-prod` */
  constructor(scope: Construct, id: string, props: HclStackProps) {
    super(scope, id);
    this.#props = props;
    this.identity = props.identity;
    this.requiredProviders = props.requiredProviders;
  }

  /**
   * Remembers that a construct has had other ids: Terraform moves its resources, and those of the constructs in it, to
   * their present addresses.
   *
   * @param part the construct's id now: `distribution:shop`
   * @param earlier its ids before, the oldest first; "" where its children were one level higher
   */
  renamePart(part: string, earlier: readonly string[]): void {
    if (earlier.length > 0) this.#renamedParts.set(part, earlier);
  }

  /** The files that cdktf writes to the stack's folder: the configuration, and the metadata that its CLI reads. */
  override toHclTerraform(): { hcl: string; metadata: Record<string, unknown> } {
    const elements = this.node.findAll().filter(TerraformElement.isTerraformElement);
    const outputs = elements.filter(TerraformOutput.isTerraformOutput);
    const ordered = [...elements.filter((element) => !TerraformOutput.isTerraformOutput(element)), ...outputs];
    const moved = elements.filter(TerraformResource.isTerraformResource).flatMap((element) => this.#moves(element));
    const fragments = [
      ...ordered.map((element) => this.#resolve(element.toHclTerraform())),
      ...(moved.length === 0 ? [] : [{ moved }]),
    ];
    return {
      hcl: writeConfiguration({ ...this.#props, fragments }),
      metadata: this.#metadata(elements, outputs),
    };
  }

  /**
   * A resource is named by its path of construct ids, without a hash: `members_auth_role` for
   * `function:members-auth/role`. A prefix such as `function:` only keeps constructs apart, and `Default` is a
   * construct's main resource.
   */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = element instanceof Node ? element : element.node;
    const path = node.path.slice(this.node.path.length + 1);
    const name = nameOf(path.split("/"));
    const address = `${kindOf(element)}.${name}`;
    const taken = this.#addresses.get(address);
    if (taken !== undefined && taken !== path) {
      throw new Error(`'${path}' and '${taken}' would both be ${address} in ${this.node.id}. Rename one.`);
    }
    this.#addresses.set(address, path);
    return name;
  }

  /** The moves of a resource from its oldest address to the present one, in the order in which they happened. */
  #moves(element: TerraformResource): Moved[] {
    const parts = element.node.path.slice(this.node.path.length + 1).split("/");
    const steps = Math.max(...parts.map((part) => this.#renamedParts.get(part)?.length ?? 0));
    const names = Array.from({ length: steps + 1 }, (_, step) =>
      nameOf(
        parts.map((part) => {
          const all = [...(this.#renamedParts.get(part) ?? []), part];
          return all[Math.max(0, all.length - 1 - steps + step)] ?? part;
        }),
      ),
    );
    // A resource that got an earlier name back has not moved on from there.
    const distinct = names
      .filter((name, index) => !names.includes(name, index + 1))
      .map((name) => `${element.terraformResourceType}.${name}`);
    return distinct.slice(1).map((to, index) => ({ from: `\${${distinct[index]}}`, to: `\${${to}}` }));
  }

  #resolve(fragment: unknown): Fragment {
    return Tokenization.resolve(fragment, { scope: this, resolver, preparing: false });
  }

  #metadata(elements: readonly TerraformElement[], outputs: readonly TerraformOutput[]): Record<string, unknown> {
    const backend = elements.find(TerraformBackend.isBackend) as { readonly name?: string } | undefined;
    const names = Object.fromEntries(outputs.map(({ node, friendlyUniqueId }) => [node.id, friendlyUniqueId]));
    const keys = elements.filter(TerraformResource.isTerraformResource).flatMap((element) => {
      const key = environmentKeysOf(element)?.resource;
      return key === undefined ? [] : [[`${element.terraformResourceType}.${element.friendlyUniqueId}`, key]];
    });
    return {
      "//": {
        metadata: {
          version: this.node.tryGetContext("cdktfVersion"),
          stackName: this.node.id,
          backend: backend?.name ?? "local",
        },
        outputs: { [this.node.id]: names },
        // Summaries of plans name resources by these keys.
        featheredge: { ...this.identity, keys: Object.fromEntries(keys) },
      },
      terraform: { required_providers: this.#props.requiredProviders },
    };
  }
}

interface Moved {
  readonly from: string;
  readonly to: string;
}

/** The name of an element by the ids of the constructs that it is in: see {@link HclStack}. */
function nameOf(ids: readonly string[]): string {
  return ids
    .map((part) => part.replace(/^.*:/, ""))
    .filter((part) => part !== "" && part !== "Default")
    .join("_")
    .replace(/[^A-Za-z0-9]/g, "_");
}

/** Terraform keeps the names of each kind apart: `aws_s3_bucket.site` and `aws_cloudfront_distribution.site`. */
function kindOf(element: TerraformElement | Node): string {
  if (TerraformResource.isTerraformResource(element)) return element.terraformResourceType;
  if (TerraformDataSource.isTerraformDataSource(element)) return `data.${element.terraformResourceType}`;
  return element.constructor.name;
}
