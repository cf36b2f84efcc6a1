/** A statement of an IAM policy. */
export interface Statement {
  readonly sid: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: readonly Condition[];
}

export interface Condition {
  readonly test: "StringEquals" | "StringLike" | "ForAllValues:StringLike" | "ArnEquals";
  /** The condition key: `iam:PassedToService`. */
  readonly variable: string;
  readonly values: readonly string[];
}

/** An IAM policy as JSON has it. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly object[];
}

/** The JSON of a policy, in the same form as Terraform's `aws_iam_policy_document` writes it. */
export function policyDocument(statements: readonly Statement[]): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: statements.map(({ sid, effect = "Allow", actions, resources, conditions = [] }) => ({
      Sid: sid,
      Effect: effect,
      Action: actions,
      Resource: resources,
      ...(conditions.length === 0 ? {} : { Condition: conditionBlock(conditions) }),
    })),
  };
}

function conditionBlock(conditions: readonly Condition[]): Record<string, Record<string, readonly string[]>> {
  const block: Record<string, Record<string, readonly string[]>> = {};
  for (const { test, variable, values } of conditions) block[test] = { ...block[test], [variable]: values };
  return block;
}

/**
 * The most characters of a managed policy, without white space, which IAM does not count.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const mostCharacters = 6144;

/**
 * Divides statements among as few managed policies as their order allows.
 *
 * @throws Error if one statement is longer than a policy may be
 */
export function dividePolicy(statements: readonly Statement[]): readonly Statement[][] {
  const policies: Statement[][] = [];
  for (const statement of statements) {
    const last = policies.at(-1);
    if (last !== undefined && sizeOf([...last, statement]) <= mostCharacters) last.push(statement);
    else if (sizeOf([statement]) <= mostCharacters) policies.push([statement]);
    else throw new Error(`The statement '${statement.sid}' is longer than a policy of IAM may be.`);
  }
  return policies;
}

function sizeOf(statements: readonly Statement[]): number {
  return JSON.stringify(policyDocument(statements)).length;
}

/**
 * Merges statements of equal effect, resources and conditions, and then those of equal actions, so that each permission
 * appears once. The result is sorted: the order in which stacks were created does not change it.
 */
export function mergeStatements(statements: readonly Permission[], sidPrefix: string): Statement[] {
  const byTarget = group(statements, ({ resources, conditions }) => JSON.stringify([sorted(resources), conditions]));
  const withAllActions = byTarget.map(([first, ...others]) => ({
    ...first,
    actions: union([first, ...others].map(({ actions }) => actions)),
  }));
  const byActions = group(withAllActions, ({ actions, conditions }) => JSON.stringify([actions, conditions]));
  const withAllResources = byActions.map(([first, ...others]) => ({
    ...first,
    resources: union([first, ...others].map(({ resources }) => resources)),
  }));
  const taken = new Map<string, number>();
  return withAllResources
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    .map((permission) => {
      const service = serviceName(permission.actions[0] ?? "");
      const count = (taken.get(service) ?? 0) + 1;
      taken.set(service, count);
      return { ...permission, sid: `${sidPrefix}${service}${count === 1 ? "" : count}` };
    });
}

/** A statement without a name. */
export type Permission = Omit<Statement, "sid">;

const keyOf = ({ actions, resources, conditions }: Permission) => JSON.stringify([actions, resources, conditions]);

/** Groups that are never empty, in the order of their first items. */
function group<T>(items: readonly T[], keyOfItem: (item: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const known = groups.get(keyOfItem(item));
    if (known === undefined) groups.set(keyOfItem(item), [item]);
    else known.push(item);
  }
  return [...groups.values()];
}

const sorted = (values: readonly string[]) => [...values].sort();
const union = (lists: readonly (readonly string[])[]) => [...new Set(lists.flat())].sort();

/** `Cloudfrontkeyvaluestore` for `cloudfront-keyvaluestore:GetKey`: a Sid has letters and digits only. */
function serviceName(action: string): string {
  const service = (action.split(":")[0] ?? "").replace(/[^a-z0-9]/g, "");
  return `${service.charAt(0).toUpperCase()}${service.slice(1)}`;
}
