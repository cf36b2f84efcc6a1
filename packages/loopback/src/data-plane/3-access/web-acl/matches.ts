import { isIP } from "node:net";
import type { WebAcl, WebAclRule, WebAclStatement } from "../../base/web-acl.ts";
import { fieldOf, type InspectedRequest, transform } from "./inspected-request.ts";
import { Rates } from "./rates.ts";

/** The evaluation of one request by one web ACL. */
export interface Evaluation {
  readonly acl: WebAcl;
  readonly request: InspectedRequest;
  /** The labels that rules have added so far. */
  readonly labels: Set<string>;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Called with a statement, field or transformation that the loopback does not evaluate; such a statement never matches. */
  readonly unknown: (what: string) => void;
}

/** The counts of a web ACL's rate-based rules. They start again when the web ACL changes. */
const ratesOf = new WeakMap<WebAclRule, Rates>();

/** True if a rule's statement matches the request. */
export function matches(statement: WebAclStatement, rule: WebAclRule, evaluation: Evaluation): boolean {
  const { acl, request, labels, now, unknown } = evaluation;
  const inner = (one: WebAclStatement) => matches(one, rule, evaluation);
  if (statement.AndStatement) return statement.AndStatement.Statements.every(inner);
  if (statement.OrStatement) return statement.OrStatement.Statements.some(inner);
  if (statement.NotStatement) return !inner(statement.NotStatement.Statement);
  if (statement.GeoMatchStatement) {
    return request.country !== undefined && statement.GeoMatchStatement.CountryCodes.includes(request.country);
  }
  if (statement.IPSetReferenceStatement) {
    const addresses = acl.ipSets.get(statement.IPSetReferenceStatement.ARN);
    return addresses?.check(request.clientIp, isIP(request.clientIp) === 6 ? "ipv6" : "ipv4") === true;
  }
  if (statement.LabelMatchStatement) {
    const { Scope, Key } = statement.LabelMatchStatement;
    return [...labels].some((label) =>
      Scope === "LABEL" ? label === Key || label.endsWith(`:${Key}`) : label.includes(Key),
    );
  }
  if (statement.RateBasedStatement) {
    const { Limit, EvaluationWindowSec = 300, ScopeDownStatement } = statement.RateBasedStatement;
    if (ScopeDownStatement !== undefined && !inner(ScopeDownStatement)) return false;
    const rates = ratesOf.get(rule) ?? new Rates();
    ratesOf.set(rule, rates);
    return rates.count(request.clientIp, EvaluationWindowSec, now) > Limit;
  }
  if (statement.SizeConstraintStatement) return hasSize(statement.SizeConstraintStatement, request);
  const compared = statement.ByteMatchStatement ?? statement.RegexMatchStatement;
  if (compared === undefined) {
    unknown(Object.keys(statement)[0] ?? "an empty statement");
    return false;
  }
  const content = fieldOf(compared, request);
  const text = content === undefined ? undefined : transform(content, compared);
  if (text === undefined) {
    unknown(`${Object.keys(compared.FieldToMatch ?? {})[0]} with its text transformations`);
    return false;
  }
  if (statement.RegexMatchStatement) return new RegExp(statement.RegexMatchStatement.RegexString).test(text);
  return statement.ByteMatchStatement !== undefined && hasBytes(statement.ByteMatchStatement, text);
}

function hasBytes(
  { SearchString, PositionalConstraint }: NonNullable<WebAclStatement["ByteMatchStatement"]>,
  text: string,
): boolean {
  const wanted = Buffer.from(SearchString, "base64").toString("latin1");
  switch (PositionalConstraint) {
    case "EXACTLY":
      return text === wanted;
    case "STARTS_WITH":
      return text.startsWith(wanted);
    case "ENDS_WITH":
      return text.endsWith(wanted);
    case "CONTAINS":
      return text.includes(wanted);
    case "CONTAINS_WORD":
      return text.split(/\W+/).includes(wanted);
  }
}

function hasSize(
  statement: NonNullable<WebAclStatement["SizeConstraintStatement"]>,
  request: InspectedRequest,
): boolean {
  const { ComparisonOperator, Size, FieldToMatch = {} } = statement;
  const size = "Body" in FieldToMatch ? request.bodyBytes : Buffer.byteLength(fieldOf(statement, request) ?? "");
  switch (ComparisonOperator) {
    case "EQ":
      return size === Size;
    case "NE":
      return size !== Size;
    case "LE":
      return size <= Size;
    case "LT":
      return size < Size;
    case "GE":
      return size >= Size;
    case "GT":
      return size > Size;
  }
}
