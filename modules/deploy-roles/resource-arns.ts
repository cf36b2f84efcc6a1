import type { Grant } from "@featheredge/aws-rules";
import type { Condition, Permission } from "./statement.ts";

/** A resource or data source of the environment's stacks. */
export interface DeployedResource {
  /** The stack's name: references lead to resources of the same stack. */
  readonly stack: string;
  /** Terraform's type; `data.` begins those of data sources. */
  readonly type: string;
  /** Terraform's address in its stack, by which other resources refer to it. */
  readonly address: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** The region of its provider. */
  readonly region: string;
}

/** The environment that ARNs are in. */
export interface ArnScope {
  readonly account: string;
  readonly environment: string;
  /** The ARN of the permissions boundary of roles that the apply role makes. */
  readonly boundary: string;
}

/** The argument that names a resource of a type, which other resources' arguments refer to by id, ARN or name. */
const namingArguments: Readonly<Record<string, string>> = {
  aws_s3_bucket: "bucket",
  aws_lambda_function: "function_name",
};

/** The statement of a grant for one resource. */
export function statementOf(
  grant: Grant,
  mode: "read" | "write",
  resource: DeployedResource,
  sameStack: readonly DeployedResource[],
  scope: ArnScope,
): Permission | undefined {
  const actions = grant[mode];
  if (actions === undefined) return undefined;
  const fill = (form: string) => fillForm(form, resource, sameStack, scope);
  return { actions, resources: [...new Set(grant.on.map(fill))], ...conditionsOf(grant, fill) };
}

function conditionsOf({ when }: Grant, fill: (form: string) => string): { conditions?: readonly Condition[] } {
  if (when === undefined) return {};
  const conditions = Object.entries(when).map(([variable, value]): Condition => {
    const values = typeof value === "string" ? [value] : value;
    return { test: "StringEquals", variable, values: values.map(fill) };
  });
  return { conditions };
}

function fillForm(
  form: string,
  resource: DeployedResource,
  sameStack: readonly DeployedResource[],
  { account, environment, boundary }: ArnScope,
): string {
  return form.replace(/(\/?)\{(\w+)(?:\|([^}]*))?\}/g, (_, slash: string, name: string, otherwise?: string) => {
    const value = valueFor(name, otherwise);
    // ARNs of parameters have one slash before the name.
    return `${slash}${slash === "" ? value : value.replace(/^\//, "")}`;
  });
  function valueFor(name: string, otherwise: string | undefined): string {
    if (name === "account") return account;
    if (name === "environment") return environment;
    if (name === "boundary") return boundary;
    if (name === "region") return resource.region;
    return namePattern(resource.values[name], sameStack, environment, otherwise);
  }
}

/**
 * A pattern for the name of a resource: names that the stacks make begin with the environment's, and those of later
 * distributions will, too, so `prod-site-pages` becomes `prod-*`. Other names, which the environment's file gives, stay as
 * they are.
 *
 * @param conventional the pattern of a name that is not known before the apply
 */
export function namePattern(
  value: unknown,
  sameStack: readonly DeployedResource[],
  environment: string,
  conventional = `${environment}-*`,
): string {
  if (typeof value !== "string" || value === "") return conventional;
  const text = resolveReferences(value, sameStack);
  const before = new RegExp(`^(|.*?[./:-])${environment}([-/])`).exec(text);
  if (before !== null) return `${before[1]}${environment}${before[2]}*`;
  const [constant = ""] = text.split("${");
  if (constant === text) return text;
  return constant === "" ? conventional : `${constant}*`;
}

/** Replaces references to other resources of the stacks by the names of these. */
function resolveReferences(text: string, sameStack: readonly DeployedResource[]): string {
  return text.replace(/\$\{(\w+\.[\w-]+)\.(?:id|arn|name|bucket|function_name)\}/g, (reference, address: string) => {
    const target = sameStack.find((resource) => resource.address === address);
    const name = target?.values[namingArguments[target.type] ?? "name"];
    return typeof name === "string" ? name : reference;
  });
}
