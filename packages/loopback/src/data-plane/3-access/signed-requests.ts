import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { combinedHeader, type HeaderList } from "../http/headers.ts";
import { withoutParameters } from "../http/query.ts";
import { cannedPolicy, parsePolicy, refuseByPolicy } from "./signed-policy.ts";
import { signingCookiePrefix, signingParameters } from "./signing-names.ts";

export interface SignedRequest {
  readonly protocol: "http" | "https";
  /** As the viewer wrote it, with its port. */
  readonly host: string;
  /** Path and query as they are on the wire. */
  readonly url: string;
  readonly headers: HeaderList;
  readonly clientIp: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A refusal as CloudFront words it, and what is behind it, which CloudFront keeps to itself. */
export interface SignatureRefusal {
  readonly code: "MissingKey" | "InvalidKey" | "MalformedSignature" | "MalformedPolicy" | "AccessDenied";
  readonly message: string;
  readonly detail: string;
}

/**
 * Why a behavior that trusts key groups turns a request away; undefined when it lets it through.
 *
 * A URL that is signed is judged by itself; cookies count for one that is not. On this machine a distribution has a
 * port, and names below `.localhost`: what was signed for the host without these holds, too.
 *
 * @param keyOf the public key of a trusted key group by the key's id, in PEM
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PrivateContent.html
 */
export function refuseUnsigned(
  request: SignedRequest,
  keyOf: (id: string) => string | undefined,
): SignatureRefusal | undefined {
  const given = signingOf(request);
  const keyId = given.get("Key-Pair-Id");
  if (keyId === undefined || keyId === "") {
    const message = "Missing Key-Pair-Id query parameter or cookie value";
    return { code: "MissingKey", message, detail: "neither the URL nor cookies name a key" };
  }
  const key = publicKey(keyOf(keyId));
  if (key === undefined) {
    const detail = `no key group that the behavior trusts has the key '${keyId}'`;
    return { code: "InvalidKey", message: "Unknown Key", detail };
  }
  const signature = decode(given.get("Signature") ?? "");
  if (signature === undefined) {
    const detail = "the signature is no base64 with -_~ for +=/";
    return { code: "MalformedSignature", message: "Could not unencode Signature", detail };
  }
  const digest = digests.get(given.get("Hash-Algorithm") ?? "SHA1");
  if (digest === undefined) return denied("Hash-Algorithm is neither SHA1 nor SHA256");
  const isSigned = (text: string) => verify(digest, Buffer.from(text), key, signature);
  const urls = urlsOf(request);
  const encoded = given.get("Policy");
  if (encoded !== undefined) {
    const json = decode(encoded)?.toString();
    const policy = json === undefined ? undefined : parsePolicy(json);
    if (json === undefined || policy === undefined) {
      const detail = "the policy is not one statement with DateLessThan, as base64 with -_~ for +=/";
      return { code: "MalformedPolicy", message: "Malformed Policy", detail };
    }
    if (!isSigned(json)) return denied(`the policy's signature is not one of the key '${keyId}'`);
    const refused = refuseByPolicy(policy, urls, request.clientIp, request.now);
    return refused === undefined ? undefined : denied(refused);
  }
  const expires = given.get("Expires") ?? "";
  if (!/^\d{1,15}$/.test(expires)) return denied("there is neither a policy nor the time when the signature expires");
  if (!urls.some((url) => isSigned(cannedPolicy(url, expires)))) {
    return denied(`the signature is not one of the key '${keyId}' for ${urls[0]}`);
  }
  const canned = { resource: undefined, before: Number(expires), after: undefined, sourceIp: undefined };
  const refused = refuseByPolicy(canned, urls, request.clientIp, request.now);
  return refused === undefined ? undefined : denied(refused);
}

const digests: ReadonlyMap<string, string> = new Map([
  ["SHA1", "sha1"],
  ["SHA256", "sha256"],
]);

function denied(detail: string): SignatureRefusal {
  return { code: "AccessDenied", message: "Access denied", detail };
}

/** What signs a request, by the names of the query parameters: those of the URL, else those of cookies. */
function signingOf({ url, headers }: SignedRequest): ReadonlyMap<string, string> {
  const fromUrl = pairs(url.slice(url.indexOf("?") + 1).split("&"), "");
  if (url.includes("?") && (fromUrl.has("Signature") || fromUrl.has("Key-Pair-Id") || fromUrl.has("Policy"))) {
    return fromUrl;
  }
  return pairs((combinedHeader(headers, "cookie", "; ") ?? "").split(";"), signingCookiePrefix);
}

function pairs(texts: readonly string[], prefix: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const text of texts) {
    const [name = "", value = ""] = text.trim().split(/=(.*)/s);
    const bare = name.slice(prefix.length);
    if (name.startsWith(prefix) && signingParameters.has(bare)) found.set(bare, value.replaceAll(/%7e/gi, "~"));
  }
  return found;
}

/** Base64 as URLs carry it: `-` for `+`, `_` for `=`, `~` for `/`. */
function decode(text: string): Buffer | undefined {
  const base64 = text.replaceAll("-", "+").replaceAll("_", "=").replaceAll("~", "/");
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? Buffer.from(base64, "base64") : undefined;
}

function urlsOf({ protocol, host, url }: SignedRequest): string[] {
  const mark = url.indexOf("?");
  const query = mark < 0 ? "" : withoutParameters(url.slice(mark + 1), signingParameters);
  const rest = (mark < 0 ? url : url.slice(0, mark)) + (query === "" ? "" : `?${query}`);
  const name = host.replace(/:\d+$/, "");
  const hosts = new Set([host, name, name.replace(/\.localhost$/, "")]);
  return Array.from(hosts, (candidate) => `${protocol}://${candidate}${rest}`);
}

const parsed = new Map<string, KeyObject | undefined>();
/** Far more than an account has: parsed keys are kept, as parsing one takes longer than using it. */
const mostParsed = 1_000;

function publicKey(pem: string | undefined): KeyObject | undefined {
  if (pem === undefined) return undefined;
  if (!parsed.has(pem)) {
    if (parsed.size >= mostParsed) parsed.clear();
    parsed.set(pem, parseKey(pem));
  }
  return parsed.get(pem);
}

function parseKey(pem: string): KeyObject | undefined {
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}
