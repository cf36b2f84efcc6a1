/** The part of IAM's policy language that the documented policies use. */
export interface Policy {
  readonly Statement: readonly Statement[];
}

interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: OneOrMore;
  readonly Resource: OneOrMore;
  readonly Condition?: { readonly StringEquals: Readonly<Record<string, OneOrMore>> };
}

type OneOrMore = string | readonly string[];

/**
 * Decides if a policy allows an action, as IAM does: actions and resources match by `*` and `?`, and all conditions must
 * hold.
 * @param context - The request's condition keys. A missing key equals no value.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function allows(
  policy: Policy,
  action: string,
  resource: string,
  context: Readonly<Record<string, string>> = {},
): boolean {
  return policy.Statement.some(
    ({ Effect, Action, Resource, Condition }) =>
      Effect === "Allow" &&
      list(Action).some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
      list(Resource).some((pattern) => matches(pattern, resource)) &&
      Object.entries(Condition?.StringEquals ?? {}).every(([key, wanted]) => list(wanted).includes(context[key] ?? "")),
  );
}

function list(value: OneOrMore): readonly string[] {
  return typeof value === "string" ? [value] : value;
}

function matches(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s").test(text);
}
