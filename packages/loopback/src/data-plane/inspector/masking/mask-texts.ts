import { maskOf, type ProjectView } from "@featheredge/inspector/api";
import type { RequestTrace } from "../../base/trace.ts";
import type { HeaderList } from "../../http/headers.ts";
import { maskHeader, maskUrl } from "./mask-http.ts";
import { isSecretName } from "./secret-names.ts";

/** Shorter values would mask ordinary words in texts. In headers and queries they are masked by their position. */
const fewestCharacters = 6;

/**
 * Values of cookies and custom headers without a secret name count as secrets in texts from this length on: shorter ones,
 * such as a language or a theme, are ordinary words, which a path may have.
 */
const fewestWithoutSecretName = 16;

/** Texts that are credentials wherever they appear: signed tokens, access key ids of AWS, and private keys. */
const credentials = [
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
];

/** Masks known secrets in every text of a value. */
export type Mask = <T>(value: T) => T;

/** @param secrets values that must not be shown, wherever they appear */
export function createMask(secrets: Iterable<string>): Mask {
  const known = [...new Set(secrets)].filter((secret) => secret.length >= fewestCharacters);
  const escaped = known.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);
  // The longest first: one secret may contain another.
  const ordered = [...new Set(escaped)].sort((a, b) => b.length - a.length);
  const maskText = (text: string) =>
    credentials.reduce(
      (masked, pattern) => masked.replace(pattern, maskOf),
      ordered.reduce((masked, secret) => masked.replaceAll(secret, maskOf(secret)), text),
    );
  const mask = (value: unknown): unknown => {
    if (typeof value === "string") return maskText(value);
    if (Array.isArray(value)) return value.map(mask);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mask(member)]));
  };
  return mask as Mask;
}

/** Makes a mask of the secrets of the project's configs, and of those of a request if one is given. */
export type MaskOf = (trace?: RequestTrace) => Mask;

/** Reads the project's secrets as they are now: an edit may add one. */
export async function readSecrets(project: ProjectView | undefined): Promise<MaskOf> {
  const secrets = (await project?.secrets()) ?? [];
  return (trace) => createMask([...secrets, ...(trace === undefined ? [] : secretsOf(trace))]);
}

/** The mask of one request, or of none, with the project's secrets as they are now. */
export async function maskFor(project: ProjectView | undefined, trace?: RequestTrace): Promise<Mask> {
  return (await readSecrets(project))(trace);
}

/** The secrets in the headers and queries of a request's messages, which logs and other texts may repeat. */
function secretsOf(trace: RequestTrace): string[] {
  const secrets: string[] = [];
  const collect = (secret: string, name: string) => {
    if (secret.length >= fewestWithoutSecretName || isSecretName(name)) secrets.push(secret);
    return "";
  };
  const isSecret = customHeadersOf(trace);
  const read = (headers: HeaderList) => {
    for (const [name, value] of headers) maskHeader(name, value, isSecret, collect);
  };
  read(trace.headers);
  maskUrl(trace.url, collect);
  for (const { before, after } of trace.stages) {
    for (const message of [before, after]) {
      if ("request" in message) {
        read(message.request.headers);
        maskUrl(`?${message.request.querystring}`, collect);
      }
      if ("response" in message && message.response !== undefined) read(message.response.headers);
    }
  }
  for (const { headers, responseHeaders = [], url } of trace.origin) {
    read(headers);
    read(responseHeaders);
    maskUrl(url, collect);
  }
  if (trace.result !== undefined) read(trace.result.headers);
  return secrets;
}

/** Tests for the custom headers of a distribution's origins: their values are often secrets that origins check. */
export function customHeadersOf({ distribution }: Pick<RequestTrace, "distribution">): (name: string) => boolean {
  const names = new Set<string>();
  for (const { CustomHeaders } of distribution?.origins.values() ?? []) {
    for (const { HeaderName } of CustomHeaders?.Items ?? []) if (HeaderName) names.add(HeaderName.toLowerCase());
  }
  return (name) => names.has(name);
}
