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

  readonly identity: StackIdentity;
  readonly requiredProviders: HclStackProps["requiredProviders"];

  /** @param id the stack's name, which is also the name of its folder and of its state: `site-prod` */
  constructor(scope: Construct, id: string, props: HclStackProps) {
    super(scope, id);
    this.#props = props;
    this.identity = props.identity;
    this.requiredProviders = props.requiredProviders;
  }

  /** The files that cdktf writes to the stack's folder: the configuration, and the metadata that its CLI reads. */
  override toHclTerraform(): { hcl: string; metadata: Record<string, unknown> } {
    const elements = this.node.findAll().filter(TerraformElement.isTerraformElement);
    const outputs = elements.filter(TerraformOutput.isTerraformOutput);
    const ordered = [...elements.filter((element) => !TerraformOutput.isTerraformOutput(element)), ...outputs];
    const fragments = ordered.map((element) => this.#resolve(element.toHclTerraform()));
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
    const parts = path.split("/").map((part) => part.replace(/^.*:/, ""));
    const name = parts
      .filter((part) => part !== "" && part !== "Default")
      .join("_")
      .replace(/[^A-Za-z0-9]/g, "_");
    const address = `${kindOf(element)}.${name}`;
    const taken = this.#addresses.get(address);
    if (taken !== undefined && taken !== path) {
      throw new Error(`'${path}' and '${taken}' would both be ${address} in ${this.node.id}. Rename one.`);
    }
    this.#addresses.set(address, path);
    return name;
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

/** Terraform keeps the names of each kind apart: `aws_s3_bucket.site` and `aws_cloudfront_distribution.site`. */
function kindOf(element: TerraformElement | Node): string {
  if (TerraformResource.isTerraformResource(element)) return element.terraformResourceType;
  if (TerraformDataSource.isTerraformDataSource(element)) return `data.${element.terraformResourceType}`;
  return element.constructor.name;
}
