import { masked } from "./model.ts";
import { isObject, type PlanJson } from "./plan-json.ts";

/** Shorter ones would mask ordinary words; they are masked only where Terraform marks them. */
const fewestCharacters = 6;

/**
 * Texts that are credentials wherever they appear: AWS access key ids, tokens of GitHub, private keys and signed tokens.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 * @see https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
 */
const credentials = [
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_\w{22,}\b/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/g,
];

/** Replaces secrets in a text. */
export type Mask = (text: string) => string;

/** @param secrets Values that must not be shown, wherever they appear. */
export function createMask(secrets: Iterable<string>): Mask {
  const longEnough = [...new Set(secrets)].filter((secret) => secret.length >= fewestCharacters);
  // In Terraform's text and in JSON, quotation marks and line breaks are escaped.
  const known = new Set(longEnough.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]));
  // The longest first: one secret may contain another.
  const ordered = [...known].sort((a, b) => b.length - a.length);
  return (text) =>
    credentials.reduce(
      (masking, pattern) => masking.replace(pattern, masked),
      ordered.reduce((masking, secret) => masking.replaceAll(secret, masked), text),
    );
}

/** The same value with every text in it masked. */
export function maskTexts<T>(value: T, mask: Mask): T {
  if (typeof value === "string") return mask(value) as T;
  if (Array.isArray(value)) return value.map((one) => maskTexts(one, mask)) as T;
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, maskTexts(one, mask)])) as T;
}

/**
 * The secret values of a plan: those that Terraform marks as sensitive, in the state, the plan or outputs.
 * @see https://developer.hashicorp.com/terraform/internals/json-format#change-representation
 */
export function secretsOf({ resource_changes, output_changes, prior_state, planned_values }: PlanJson): string[] {
  const changes = [...resource_changes.map(({ change }) => change), ...Object.values(output_changes)];
  const resources = [prior_state.values, planned_values].flatMap(({ root_module }) => root_module.resources);
  return [
    ...changes.flatMap(({ before, before_sensitive }) => textsUnder(before, before_sensitive)),
    ...changes.flatMap(({ after, after_sensitive }) => textsUnder(after, after_sensitive)),
    ...resources.flatMap(({ values, sensitive_values }) => textsUnder(values, sensitive_values)),
  ];
}

/** The texts at the positions where a mask, which has the value's shape, is true. */
function textsUnder(value: unknown, mask: unknown): string[] {
  if (mask === true) return textsIn(value);
  if (Array.isArray(value) && Array.isArray(mask)) return value.flatMap((one, index) => textsUnder(one, mask[index]));
  if (!isObject(value) || !isObject(mask)) return [];
  return Object.entries(value).flatMap(([key, one]) => textsUnder(one, mask[key]));
}

/** All texts in a value, those in JSON documents included: a secret of Secrets Manager is often one. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value, ...textsIn(parsedObject(value))];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

function parsedObject(text: string): unknown {
  if (!text.startsWith("{")) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
