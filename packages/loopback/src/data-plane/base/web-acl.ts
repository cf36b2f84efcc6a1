import { BlockList } from "node:net";

/** Reads the web ACLs of AWS WAF. */
export interface WebAclReader {
  /** @returns undefined if there is no such web ACL */
  webAcl(arn: string): Promise<WebAcl | undefined>;
}

/**
 * A web ACL in the form of AWS WAF's API, with the addresses of the IP sets that its rules use. A change of the web ACL
 * or of a set makes another object.
 * @see https://docs.aws.amazon.com/waf/latest/APIReference/API_WebACL.html
 */
export interface WebAcl {
  readonly Name: string;
  readonly DefaultAction: WebAclAction;
  readonly Rules: readonly WebAclRule[];
  /** Bytes of a body that statements see. */
  readonly bodyInspectionLimit: number;
  /** The addresses of IP sets, by the sets' ARNs. */
  readonly ipSets: ReadonlyMap<string, BlockList>;
}

/** One key: `{ "Block": {} }`. */
export type WebAclAction = Readonly<Record<string, { readonly CustomResponse?: { readonly ResponseCode: number } }>>;

export interface WebAclRule {
  readonly Name: string;
  readonly Priority: number;
  readonly Statement: WebAclStatement;
  /** The action of a rule that is not a group. */
  readonly Action?: WebAclAction;
  /** `{ "Count": {} }` counts what a group's rules match. */
  readonly OverrideAction?: Readonly<Record<string, unknown>>;
  readonly RuleLabels?: readonly { readonly Name: string }[];
}

/**
 * The statements that the loopback evaluates. Each object has one of the keys.
 * @see https://docs.aws.amazon.com/waf/latest/APIReference/API_Statement.html
 */
export interface WebAclStatement {
  readonly AndStatement?: { readonly Statements: readonly WebAclStatement[] };
  readonly OrStatement?: { readonly Statements: readonly WebAclStatement[] };
  readonly NotStatement?: { readonly Statement: WebAclStatement };
  readonly IPSetReferenceStatement?: { readonly ARN: string };
  readonly GeoMatchStatement?: { readonly CountryCodes: readonly string[] };
  readonly LabelMatchStatement?: { readonly Scope: "LABEL" | "NAMESPACE"; readonly Key: string };
  readonly RateBasedStatement?: {
    readonly Limit: number;
    readonly EvaluationWindowSec?: number;
    readonly ScopeDownStatement?: WebAclStatement;
  };
  readonly ByteMatchStatement?: FieldStatement & {
    /** In base64. */
    readonly SearchString: string;
    readonly PositionalConstraint: "EXACTLY" | "STARTS_WITH" | "ENDS_WITH" | "CONTAINS" | "CONTAINS_WORD";
  };
  readonly RegexMatchStatement?: FieldStatement & { readonly RegexString: string };
  readonly SizeConstraintStatement?: FieldStatement & {
    readonly ComparisonOperator: "EQ" | "NE" | "LE" | "LT" | "GE" | "GT";
    readonly Size: number;
  };
  readonly ManagedRuleGroupStatement?: {
    readonly VendorName: string;
    readonly Name: string;
    readonly RuleActionOverrides?: readonly { readonly Name: string; readonly ActionToUse: WebAclAction }[];
  };
}

export interface FieldStatement {
  /** One key: `{ "UriPath": {} }`, `{ "SingleHeader": { "Name": "host" } }`. */
  readonly FieldToMatch?: Readonly<Record<string, { readonly Name?: string }>>;
  readonly TextTransformations?: readonly { readonly Priority: number; readonly Type: string }[];
}

/** The addresses in ranges such as `192.0.2.0/24` and `2001:db8::/32`. */
export function addressesIn(ranges: readonly string[]): BlockList {
  const addresses = new BlockList();
  for (const range of ranges) {
    const [network = "", bits = ""] = range.split("/");
    addresses.addSubnet(network, Number(bits), network.includes(":") ? "ipv6" : "ipv4");
  }
  return addresses;
}
