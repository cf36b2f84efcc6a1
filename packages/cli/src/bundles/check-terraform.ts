import type { Environment } from "../project/registry.ts";

/** The reviewed environment that a stack is planned for. */
export interface Reviewed {
  readonly environment: Pick<Environment, "account" | "state">;
  /** The reviewed lock file of providers. */
  readonly lockFile: string;
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A stack's configuration, as the parser of HCL gives it: each block is a list, each expression a string. */
export type Configuration = Readonly<Record<string, Json>>;

/** Blocks that only describe resources. Others run code, such as modules, checks and ephemeral resources. */
const allowedBlocks = ["data", "import", "locals", "moved", "output", "provider", "removed", "resource", "terraform"];

/** Data sources that read no secrets. */
const allowedData = [
  "aws_caller_identity",
  "aws_cloudwatch_log_groups",
  "aws_iam_policy_document",
  "aws_instance",
  "aws_lambda_function_url",
  "aws_lambda_functions",
  "aws_lb",
  "aws_partition",
  "aws_region",
  "aws_route53_zone",
  "terraform_remote_state",
];

/** Data sources of secrets, which the reviewed environment must name. */
const secretData: Readonly<Record<string, string>> = {
  aws_secretsmanager_secret_version: "secret_id",
  aws_ssm_parameter: "name",
};

/** Arguments of the AWS provider that send its requests nowhere else, and read no file. */
const allowedProviderArguments = [
  "alias",
  "allowed_account_ids",
  "assume_role",
  "default_tags",
  "ignore_tags",
  "region",
];

const allowedBackendArguments = ["bucket", "dynamodb_table", "encrypt", "key", "region", "use_lockfile"];

/**
 * Finds what a plan of unreviewed Terraform could use to read the job's credentials and files, or other states: a plan
 * runs data sources and functions, and its text goes into a comment.
 * @param stack - The stack's name.
 * @returns problems, each completing "cdk.tf …"
 */
export function findUnreviewed(stack: string, configuration: Configuration, reviewed: Reviewed): string[] {
  return [
    ...Object.keys(configuration)
      .filter((block) => !allowedBlocks.includes(block))
      .map((block) => `has a block '${block}'`),
    ...findInSettings(stack, configuration, reviewed),
    ...findInProviders(configuration, reviewed),
    ...findInData(configuration, reviewed),
    ...findInExpressions(configuration),
  ];
}

function findInSettings(stack: string, { terraform = [] }: Configuration, { environment }: Reviewed): string[] {
  const { state } = environment;
  return blocksOf(terraform).flatMap((settings) => {
    const others = Object.keys(settings).filter(
      (key) => !["backend", "required_providers", "required_version"].includes(key),
    );
    const { s3 = [], ...otherBackends } = (settings.backend ?? {}) as Readonly<Record<string, Json>>;
    const wanted =
      state.type === "s3" ? { bucket: state.bucket, key: `${stack}/terraform.tfstate`, region: state.region } : {};
    return [
      ...others.map((key) => `has terraform.${key}`),
      ...Object.keys(otherBackends)
        .filter((type) => type !== "local" || state.type !== "local")
        .map((type) => `has a backend '${type}'`),
      ...blocksOf(s3).flatMap((backend) => [
        ...Object.keys(backend)
          .filter((key) => !allowedBackendArguments.includes(key))
          .map((key) => `has a backend with '${key}'`),
        ...Object.entries(wanted)
          .filter(([key, value]) => backend[key] !== value)
          .map(
            ([key, value]) => `has its state in ${key} '${backend[key]}', and the reviewed environment in '${value}'`,
          ),
      ]),
    ];
  });
}

function findInProviders({ provider = {} }: Configuration, { environment }: Reviewed): string[] {
  return Object.entries(provider as Readonly<Record<string, Json>>).flatMap(([name, blocks]) =>
    blocksOf(blocks).flatMap((settings) => {
      const { allowed_account_ids: accounts, assume_role: roles = [] } = settings;
      const assumed = blocksOf(roles).map(({ role_arn }) => role_arn);
      const isOwnAccount = JSON.stringify(accounts) === JSON.stringify([environment.account]);
      return [
        ...Object.keys(settings)
          .filter((key) => !allowedProviderArguments.includes(key))
          .map((key) => `configures the provider '${name}' with '${key}'`),
        ...assumed
          .filter((role) => !names(environment, role))
          .map((role) => `assumes the role ${role}, which the reviewed environment does not name`),
        // A role that the environment names may be in another account, as that of the DNS zones.
        ...(isOwnAccount || assumed.length > 0
          ? []
          : [`configures the provider '${name}' for the accounts ${JSON.stringify(accounts)}`]),
      ];
    }),
  );
}

function findInData({ data = {} }: Configuration, { environment }: Reviewed): string[] {
  return Object.entries(data as Readonly<Record<string, Readonly<Record<string, Json>>>>).flatMap(([type, named]) => {
    if (allowedData.includes(type) && type !== "terraform_remote_state") return [];
    const argument = secretData[type];
    return Object.values(named)
      .flatMap(blocksOf)
      .flatMap((block) => {
        if (type === "terraform_remote_state") return findInRemoteState(block, environment);
        if (argument !== undefined && names(environment, block[argument])) return [];
        return [
          `reads data by ${type}${argument === undefined ? "" : `, which the reviewed environment does not name`}`,
        ];
      });
  });
}

function findInRemoteState(block: Readonly<Record<string, Json>>, { state }: Reviewed["environment"]): string[] {
  const { backend, config } = block as { backend?: Json; config?: Readonly<Record<string, Json>> };
  const isOwn =
    state.type === "s3"
      ? backend === "s3" &&
        config?.bucket === state.bucket &&
        Object.keys(config).every((key) => allowedBackendArguments.includes(key))
      : backend === "local" && /^\$\{path\.module\}\/\.\.\/[\w-]+\/terraform\.tfstate$/.test(String(config?.path));
  return isOwn ? [] : ["reads a state that is not in the environment's bucket"];
}

/** True if the reviewed environment has a text anywhere. */
function names(environment: Reviewed["environment"], text: Json | undefined): boolean {
  return typeof text === "string" && JSON.stringify(environment).includes(JSON.stringify(text));
}

/** Whitespace and comments, which may be between a function's name and its parenthesis. */
const gap = String.raw`(?:\s|/\*[\s\S]*?\*/|#[^\n]*\n|//[^\n]*\n)*`;
const fileCall = new RegExp(String.raw`\b(file\w*|templatefile|templatestring|pathexpand|nonsensitive)${gap}\(`, "g");
const plainFileCall =
  /^(?:file|fileexists|filebase64|filebase64sha256|filebase64sha512|filemd5|fileset|filesha1|filesha256|filesha512)\("\$\{path\.module\}((?:[\w./@+ -]|\$\{each\.(?:key|value)\})*)"/;
const safeForEach = /^\$\{fileset\("\$\{path\.module\}[\w./@+ -]*", "[\w*./-]+"\)\}$/;

/** Calls of functions that read files outside of the stack's folder, or that reveal secrets. */
function findInExpressions(value: Json, each = false): string[] {
  if (typeof value === "string") {
    return [...value.matchAll(fileCall)].flatMap(({ index, 1: call }) => {
      const [, path] = plainFileCall.exec(value.slice(index)) ?? [];
      const isInside = path !== undefined && !path.split("/").includes("..") && (each || !path.includes("${"));
      return isInside ? [] : [`calls ${call}() with more than a path in the stack's folder`];
    });
  }
  if (value === null || typeof value !== "object") return [];
  if (Array.isArray(value)) return value.flatMap((item) => findInExpressions(item, each));
  const { for_each: items } = value as Readonly<Record<string, Json>>;
  const isFileset = typeof items === "string" && safeForEach.test(items) && !items.includes("..");
  return Object.values(value).flatMap((item) => findInExpressions(item, isFileset));
}

/** The blocks of a name, of which the parser gives a list, or one alone. */
function blocksOf(blocks: Json): Readonly<Record<string, Json>>[] {
  const list = Array.isArray(blocks) ? blocks : [blocks];
  return list.filter((block) => typeof block === "object" && block !== null) as Readonly<Record<string, Json>>[];
}
