import { matchWildcards } from "@featheredge/aws-rules";

/** A policy of a bucket, an access point, a key or a function: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
export interface ResourcePolicy {
  readonly Statement?: PolicyStatement | readonly PolicyStatement[];
}

type OneOrMore = string | readonly string[];

export interface PolicyStatement {
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: Principal;
  readonly NotPrincipal?: Principal;
  readonly Action?: OneOrMore;
  readonly NotAction?: OneOrMore;
  readonly Resource?: OneOrMore;
  readonly NotResource?: OneOrMore;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMore | boolean>>>>;
}

type Principal = "*" | Readonly<Record<string, OneOrMore>>;

/** A request for which a policy is evaluated. */
export interface PolicyRequest {
  /** The caller's principals, such as `["Service", "cloudfront.amazonaws.com"]`; empty for anonymous requests. */
  readonly principals: readonly (readonly [kind: string, name: string])[];
  readonly action: string;
  /** An ARN. */
  readonly resource: string;
  /** Values by condition keys in lower case. */
  readonly context: Readonly<Record<string, string>>;
}

/** Evaluates a policy: a denial has priority. The result is `undecided` if no statement applies. */
export function evaluatePolicy(
  policy: ResourcePolicy | undefined,
  request: PolicyRequest,
): "allowed" | "denied" | "undecided" {
  const applying = listOf(policy?.Statement).filter((statement) => applies(statement, request));
  if (applying.some(({ Effect }) => Effect === "Deny")) {
    return "denied";
  }
  return applying.some(({ Effect }) => Effect === "Allow") ? "allowed" : "undecided";
}

function applies(statement: PolicyStatement, request: PolicyRequest): boolean {
  return (
    isNamed(statement, request.principals) &&
    isListed(statement.Action, statement.NotAction, request.action.toLowerCase(), true) &&
    isListed(statement.Resource, statement.NotResource, request.resource, false) &&
    holds(statement, request.context)
  );
}

function isNamed({ Principal, NotPrincipal }: PolicyStatement, principals: PolicyRequest["principals"]): boolean {
  if (NotPrincipal !== undefined) {
    return !includes(NotPrincipal, principals);
  }
  return Principal !== undefined && includes(Principal, principals);
}

function includes(named: Principal, principals: PolicyRequest["principals"]): boolean {
  if (named === "*" || listOf(named.AWS).includes("*")) {
    return true;
  }
  return principals.some(([kind, name]) => listOf(named[kind]).includes(name));
}

function isListed(
  among: OneOrMore | undefined,
  except: OneOrMore | undefined,
  name: string,
  anyCase: boolean,
): boolean {
  const matches = (pattern: string) => matchWildcards(anyCase ? pattern.toLowerCase() : pattern, name);
  return except === undefined ? listOf(among).some(matches) : !listOf(except).some(matches);
}

/** Checks a statement's conditions. An unknown operator fails safe: it never holds for Allow, always for Deny. */
function holds({ Effect, Condition = {} }: PolicyStatement, context: PolicyRequest["context"]): boolean {
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => {
      const value = context[key.toLowerCase()];
      const wanted = typeof values === "boolean" ? [String(values)] : listOf(values).map(String);
      return compare(operator, value, wanted) ?? Effect === "Deny";
    }),
  );
}

/**
 * Compares a value as a condition operator does.
 * @returns undefined for unknown operators
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
function compare(operator: string, value: string | undefined, wanted: readonly string[]): boolean | undefined {
  const name = operator.replace(/^For(Any|All)Values?:/, "").replace(/IfExists$/, "");
  if (name === "Null") {
    return wanted.includes(String(value === undefined));
  }
  const [, kind, negated, way] = /^(String|Arn|Bool)(Not)?(Equals|EqualsIgnoreCase|Like)?$/.exec(name) ?? [];
  if (kind === undefined || (kind === "Bool") !== (way === undefined)) {
    return undefined;
  }
  if (value === undefined) {
    return negated !== undefined || operator.endsWith("IfExists") || operator.startsWith("ForAllValues:");
  }
  const same = (pattern: string) => {
    if (kind === "Bool" || way === "EqualsIgnoreCase") {
      return pattern.toLowerCase() === value.toLowerCase();
    }
    return kind === "Arn" || way === "Like" ? matchWildcards(pattern, value) : pattern === value;
  };
  return wanted.some(same) !== (negated !== undefined);
}

function listOf<T>(value: T | readonly T[] | undefined): readonly T[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value as T];
}
