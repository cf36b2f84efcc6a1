import { managedPolicies } from "@featheredge/aws-rules";
import type { PlanJson, PlannedResource, Values } from "./plan-json.ts";

/** Names of ours for a stack's resources. */
export interface Names {
  /** The name of a resource by its address: a function's, an environment's key, or else the address. */
  ofAddress(address: string): string;
  /** The name that an id or ARN belongs to; the text itself if there is none. */
  ofId(text: string): string;
  /** The name of the first resource among the references of an expression. */
  ofReferences(references: readonly string[]): string | undefined;
}

export interface NamesInput {
  readonly plan: PlanJson;
  /** The beginning of the names of the stack's resources: `prod-site-`. */
  readonly prefix: string;
  /** The environment's keys by address, as synthesis wrote them. */
  readonly keys: Readonly<Record<string, string>>;
  /** The names of the functions that the stack has now. */
  readonly functions: readonly string[];
  /** The keys of the stack's distributions. */
  readonly distributions: readonly string[];
}

export const functionTypes = ["aws_cloudfront_function", "aws_lambda_function"];

/** Names of AWS's policies, by their ids. */
const managedNames = new Map(
  Object.values(managedPolicies).flatMap((policies) => Object.entries(policies).map(([name, id]) => [id, name])),
);

/** Finds the names of a stack's resources in its plan and in what synthesis wrote. */
export function namesOf({ plan, prefix, keys, functions, distributions }: NamesInput): Names {
  const byAddress = new Map<string, string>();
  const byId = new Map<string, string>(managedNames);
  const functionName = (values: Values) => {
    const deployed = String(values.name ?? values.function_name ?? "");
    if (!deployed.startsWith(prefix)) return undefined;
    const name = deployed.slice(prefix.length);
    if (functions.includes(name)) return name;
    const owner = distributions.find(
      (key) => name.startsWith(`${key}-`) && functions.includes(name.slice(key.length + 1)),
    );
    return owner === undefined ? name : name.slice(owner.length + 1);
  };
  const learn = (address: string, type: string, values: Values) => {
    const name = functionTypes.includes(type) ? functionName(values) : keys[address];
    byAddress.set(address, name ?? keys[address] ?? address);
    for (const id of [values.arn, values.id, values.qualified_arn]) {
      // Some providers' ids are names, which other resources may have, too.
      if (typeof id === "string" && isUnmistakable(id)) byId.set(id, byAddress.get(address) ?? address);
    }
  };
  for (const { address, type, values } of plan.prior_state.values.root_module.resources) {
    learn(address, type, values ?? {});
  }
  for (const { address, type, mode, change } of plan.resource_changes) {
    if (mode === "managed") learn(address, type, change.after ?? change.before ?? {});
  }
  const ofAddress = (address: string) => byAddress.get(address) ?? keys[address] ?? address;
  return {
    ofAddress,
    // A function of Lambda is attached by the ARN of a version.
    ofId: (text) => byId.get(text) ?? byId.get(text.replace(/(:function:[^:]+):\d+$/, "$1")) ?? text,
    ofReferences: (references) => {
      const address = references.map((one) => one.replace(/\[.*$/, "")).find((one) => byAddress.has(one));
      return address === undefined ? undefined : ofAddress(address);
    },
  };
}

/** True for an ARN, and for an id that CloudFront chose. */
function isUnmistakable(id: string): boolean {
  return /^arn:/.test(id) || /^E[A-Z0-9]{12,13}$/.test(id) || /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(id);
}

/** The runtime that a function's resource is for. */
export function runtimeOf(type: string): "cloudfront-function" | "lambda-at-edge" | undefined {
  if (type === "aws_cloudfront_function") return "cloudfront-function";
  return type === "aws_lambda_function" ? "lambda-at-edge" : undefined;
}

/** Resources that are only made for a function. */
const madeForFunctions = ["aws_cloudwatch_log_group", "aws_iam_role", "aws_iam_role_policy"];

/** Finds the function that a resource is made for, by the address that it has below the function's. */
export function functionOwners(plan: PlanJson, names: Names): (resource: PlannedResource) => string | undefined {
  const functions = plan.resource_changes
    .filter(({ type }) => functionTypes.includes(type))
    // The longest first: `members_auth_logs` is not of the function `members`.
    .sort((a, b) => b.name.length - a.name.length);
  return ({ type, name }) => {
    const owner = madeForFunctions.includes(type)
      ? functions.find((one) => name.startsWith(`${one.name}_`))
      : undefined;
    return owner === undefined ? undefined : names.ofAddress(owner.address);
  };
}
