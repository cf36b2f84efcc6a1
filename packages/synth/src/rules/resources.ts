import type { SourcePosition } from "@featheredge/diagnostics";
import {
  DefaultTokenResolver,
  StringConcat,
  TerraformBackend,
  TerraformDataSource,
  TerraformProvider,
  TerraformResource,
  type TerraformStack,
  Tokenization,
} from "cdktf";
import { type EnvironmentKeys, environmentKeysOf, keyOfAttribute } from "./environment-keys.ts";

/** A block in Terraform's JSON form. */
export type Block = Readonly<Record<string, unknown>>;

/** A resource of a stack. Its references are templates such as `${aws_lambda_function.a.arn}`; other values are constant. */
export interface Resource {
  readonly type: string;
  /** `aws_cloudfront_distribution.site` */
  readonly address: string;
  readonly values: Block;
  /** Set if an environment describes the resource. */
  readonly keys?: EnvironmentKeys | undefined;
}

/** The name of a part of a resource in messages: the environment's key, or else the attribute's own name. */
export function nameOf({ keys }: Resource, attribute: string): string {
  return keys?.attributes?.[attribute] ?? attribute;
}

/** Where resources come from: the name of their stack, and the environment's file that describes the stack. */
export interface Origin {
  readonly stack: string;
  readonly file: string;
}

/**
 * The position of a resource or attribute in messages: the environment's key, or the source file of the attribute. A
 * resource that no environment describes is at its address in its stack.
 *
 * @param at an address, or an address and an attribute, of one of the resources
 */
export function positionOf({ stack, file }: Origin, resources: readonly Resource[], at: string): SourcePosition {
  const resource = resources.find(({ address }) => at === address || at.startsWith(`${address}.`));
  if (resource?.keys === undefined) return { file, key: `${stack}: ${at}` };
  const attribute = at.slice(resource.address.length + 1);
  const source = resource.keys.files?.[attribute];
  return source === undefined ? { file, key: keyOfAttribute(resource.keys, attribute) } : { file: source };
}

/** The resources of a stack, whether a module or the stack's author made them with the provider's constructs. */
export function resourcesOf(stack: TerraformStack): Resource[] {
  return blocksOf(stack, TerraformResource.isTerraformResource).flatMap(({ block: { resource }, keys }) =>
    Object.entries((resource ?? {}) as Record<string, Record<string, Block>>).flatMap(([type, named]) =>
      Object.entries(named).map(([name, values]) => ({ type, address: `${type}.${name}`, values, keys })),
    ),
  );
}

/** The data sources of a stack, as {@link resourcesOf} has its resources; `data.` begins their addresses. */
export function dataSourcesOf(stack: TerraformStack): Resource[] {
  return blocksOf(stack, TerraformDataSource.isTerraformDataSource).flatMap(({ block: { data } }) =>
    Object.entries((data ?? {}) as Record<string, Record<string, Block>>).flatMap(([type, named]) =>
      Object.entries(named).map(([name, values]) => ({ type, address: `data.${type}.${name}`, values })),
    ),
  );
}

export interface Provider {
  /** `aws.us_east_1`, or `aws` for the default one. */
  readonly address: string;
  readonly region: string | undefined;
  /** Of the one account that it allows. */
  readonly account: string | undefined;
  /** The tags that it adds to every resource. */
  readonly defaultTags: Block;
}

export function providersOf(stack: TerraformStack): Provider[] {
  return blocksOf(stack, TerraformProvider.isTerraformProvider).flatMap(({ block: { provider } }) =>
    Object.entries((provider ?? {}) as Record<string, Block[]>).flatMap(([name, settings]) =>
      settings.map((block) => ({
        address: typeof block.alias === "string" ? `${name}.${block.alias}` : name,
        region: constant(block.region),
        account: constant(list(block.allowed_account_ids)[0]),
        defaultTags: blocks(blocks(block.default_tags)[0]?.tags)[0] ?? {},
      })),
    ),
  );
}

/** The type of the backend that a stack declares, such as `s3`, and its settings. */
export function backendOf(stack: TerraformStack): { readonly type: string; readonly values: Block } | undefined {
  const [backend] = blocksOf(stack, TerraformBackend.isBackend).flatMap(({ block }) => {
    const { backend = {} } = (block.terraform ?? {}) as { readonly backend?: Readonly<Record<string, Block>> };
    return Object.entries(backend).map(([type, values]) => ({ type, values }));
  });
  return backend;
}

interface ResolvedBlock {
  readonly block: Block;
  readonly keys: EnvironmentKeys | undefined;
}

function blocksOf(stack: TerraformStack, isWanted: (construct: unknown) => boolean): ResolvedBlock[] {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return stack.node
    .findAll()
    .filter((construct) => isWanted(construct))
    .map((element) => ({
      block: Tokenization.resolve((element as TerraformResource).toTerraform(), {
        scope: stack,
        resolver,
        preparing: false,
      }),
      keys: environmentKeysOf(element),
    }));
}

/** The items of a list, or of a block that may appear once or several times. */
export function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

export function blocks(value: unknown): readonly Block[] {
  return list(value).filter((one): one is Block => typeof one === "object" && one !== null);
}

/** The value if it is a string without interpolations. */
export function constant(value: unknown): string | undefined {
  return typeof value === "string" && !value.includes("${") ? value : undefined;
}

export function number(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** The address of the resource whose attribute a value is: `aws_lambda_function.a` for `${aws_lambda_function.a.arn}`. */
export function referenced(value: unknown, attribute: string): string | undefined {
  const match = typeof value === "string" ? /^\$\{((?:data\.)?\w+\.[\w-]+)\.(\w+)\}$/.exec(value) : null;
  return match?.[2] === attribute ? match[1] : undefined;
}

/** The file in the stack's folder that a value names, by its path or in a call of `file()` or `filebase64sha256()`. */
export function fileNamed(value: unknown): string | undefined {
  return typeof value === "string" ? /\$\{path\.module\}\/([^"}]+)/.exec(value)?.[1] : undefined;
}
