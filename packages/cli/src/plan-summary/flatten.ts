import { masked, unknownValue, type ValueChange } from "./model.ts";
import { isObject, type PlannedResource, type Values } from "./plan-json.ts";

/** A value with the parts of the plan that have its shape. */
export interface Planned {
  readonly value: unknown;
  /** True where the value is secret. */
  readonly sensitive: unknown;
  /** True where AWS decides the value during the apply. */
  readonly unknown?: unknown;
  /** Its expressions in the configuration. */
  readonly expressions?: unknown;
}

/** How values are shown. */
export interface Terms {
  /** The name of the resource or policy that an id or ARN belongs to; the text itself if there is none. */
  readonly nameOf: (text: string) => string;
  /** The name of the resource that the expression of an unknown value refers to. */
  readonly nameOfReference: (references: readonly string[]) => string | undefined;
  readonly mask: (text: string) => string;
}

interface Leaf {
  readonly text: string;
  /** For comparison: secrets are shown alike. */
  readonly raw: string;
}

/** The argument that identifies a block among others of its kind. */
const identities: Readonly<Record<string, string>> = {
  origin: "origin_id",
  origin_group: "origin_id",
  custom_error_response: "error_code",
  custom_header: "name",
  function_association: "event_type",
  lambda_function_association: "event_type",
};

/** Names of ours for arguments of Terraform. @see modules/edge-distribution/options.ts */
const renamed: Readonly<Record<string, string>> = {
  target_origin_id: "origin",
  origin: "origins",
  origin_group: "originGroups",
  custom_error_response: "customErrorResponses",
  custom_header: "customHeaders",
  cache_policy_id: "cachePolicy",
  origin_request_policy_id: "originRequestPolicy",
  response_headers_policy_id: "responseHeadersPolicy",
  field_level_encryption_id: "fieldLevelEncryption",
  realtime_log_config_arn: "realtimeLogs",
  web_acl_id: "webAcl",
  viewer_certificate: "certificate",
  ordered_cache_behavior: "behaviors",
  default_cache_behavior: "defaultBehavior",
};

/** `viewerProtocolPolicy` for `viewer_protocol_policy`. */
export function ourKey(argument: string): string {
  return renamed[argument] ?? argument.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

const mostCharacters = 160;

/** Cuts a long value, such as a policy document or code. */
function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length <= mostCharacters ? line : `${line.slice(0, 60)}… (${text.length} characters)`;
}

/** The differences of two versions of a resource or block, by key. Unset and empty values are equal. */
export function differences(
  before: Planned | undefined,
  after: Planned | undefined,
  terms: Terms,
  omit: readonly string[] = [],
): ValueChange[] {
  const [old, now] = [before, after].map((version) => leavesOf(version, terms, omit));
  const keys = new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])]);
  return [...keys].flatMap((key) => {
    const [from, to] = [old?.get(key), now?.get(key)];
    return from?.raw === to?.raw ? [] : [{ key, before: from?.text, after: to?.text }];
  });
}

/** The leaves of a value, by key. */
function leavesOf(planned: Planned | undefined, terms: Terms, omit: readonly string[]): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  if (planned !== undefined && isObject(planned.value)) addFields(planned, "", terms, leaves, omit);
  return leaves;
}

function addFields(planned: Planned, path: string, terms: Terms, leaves: Map<string, Leaf>, omit: readonly string[]) {
  const keys = [planned.value, planned.unknown].flatMap((one) => (isObject(one) ? Object.keys(one) : []));
  for (const key of new Set(keys)) {
    if (omit.includes(key)) continue;
    const field = fieldOf(planned, key);
    // AWS computes it, and the configuration does not set it.
    if (field.unknown === true && field.expressions === undefined) continue;
    add(field, key, path === "" ? ourKey(key) : `${path}.${ourKey(key)}`, terms, leaves);
  }
}

function fieldOf({ value, sensitive, unknown, expressions }: Planned, key: string): Planned {
  return {
    value: isObject(value) ? value[key] : undefined,
    sensitive: sensitive === true || (isObject(sensitive) && sensitive[key]),
    unknown: unknown === true || (isObject(unknown) ? unknown[key] : undefined),
    expressions: isObject(expressions) ? expressions[key] : undefined,
  };
}

function add(planned: Planned, argument: string, path: string, terms: Terms, leaves: Map<string, Leaf>): void {
  const { value, sensitive, unknown, expressions } = planned;
  if (unknown === true) {
    const references = isObject(expressions) && Array.isArray(expressions.references) ? expressions.references : [];
    const text = terms.nameOfReference(references.filter((one) => typeof one === "string")) ?? unknownValue;
    leaves.set(path, { text, raw: text });
  } else if (isEmpty(value)) {
    if (isObject(unknown)) addFields(planned, path, terms, leaves, []);
  } else if (sensitive === true) {
    leaves.set(path, { text: masked, raw: JSON.stringify(value) });
  } else if (Array.isArray(value) && value.every((one) => !isObject(one))) {
    const text = value
      .map((one) => terms.nameOf(String(one)))
      .sort()
      .join(", ");
    leaves.set(path, { text: shortened(terms.mask(text)), raw: text });
  } else if (Array.isArray(value)) {
    for (const [index, block] of blocksOf(planned, argument).entries()) {
      const id = identityOf(block.value, argument) ?? (value.length > 1 ? `${index}` : undefined);
      addFields(block, id === undefined ? path : `${path}.${id}`, terms, leaves, [identities[argument] ?? ""]);
    }
  } else if (isObject(value)) {
    addFields(planned, path, terms, leaves, []);
  } else {
    const text = terms.nameOf(String(value));
    leaves.set(path, { text: shortened(terms.mask(text)), raw: text });
  }
}

/** The blocks of a list, each with the expressions of the configured block that it is made of. */
export function blocksOf({ value, sensitive, unknown, expressions }: Planned, argument: string): Planned[] {
  const configured = Array.isArray(expressions) ? expressions : [];
  return (Array.isArray(value) ? value : []).map((block, index) => {
    const id = identityOf(block, argument);
    const own = configured.find((one) => id !== undefined && constantOf(one, identities[argument]) === id);
    return {
      value: block,
      sensitive: sensitive === true || (Array.isArray(sensitive) && sensitive[index]),
      unknown: Array.isArray(unknown) ? unknown[index] : unknown,
      expressions: own ?? configured[index],
    };
  });
}

function identityOf(block: unknown, argument: string): string | undefined {
  const key = identities[argument];
  const id = key !== undefined && isObject(block) ? block[key] : undefined;
  return id === undefined || id === null ? undefined : String(id);
}

function constantOf(block: unknown, key: string | undefined): string | undefined {
  const expression = key !== undefined && isObject(block) ? block[key] : undefined;
  return isObject(expression) && expression.constant_value !== undefined
    ? String(expression.constant_value)
    : undefined;
}

/** Providers answer with empty texts and lists, and with false, for arguments that are not set. */
function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === undefined || value === null || value === "" || (isObject(value) && Object.keys(value).length === 0);
}

/** A resource before its change, and after it. */
export function versionsOf(
  { change }: PlannedResource,
  expressions: Values | undefined,
): { readonly before: Planned | undefined; readonly after: Planned | undefined } {
  const { before, after, before_sensitive, after_sensitive, after_unknown } = change;
  return {
    before: before ? { value: before, sensitive: before_sensitive } : undefined,
    after: after ? { value: after, sensitive: after_sensitive, unknown: after_unknown, expressions } : undefined,
  };
}
