import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { combinedHeader, type HeaderList } from "../http/headers.ts";
import { withoutParameters } from "../http/query.ts";
import { cannedPolicy, parsePolicy, policyProblem } from "./signed-policy.ts";
import { signingCookiePrefix, signingParameters } from "./signing-names.ts";

export interface SignedRequest {
  readonly protocol: "http" | "https";
  /** The host as the viewer sent it, with its port. */
  readonly host: string;
  /** Path and query as the viewer sent them. */
  readonly url: string;
  readonly headers: HeaderList;
  readonly clientIp: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** An error as CloudFront words it. `detail` has the actual reason, which CloudFront does not show to viewers. */
export interface SignatureError {
  readonly code: "MissingKey" | "InvalidKey" | "MalformedSignature" | "MalformedPolicy" | "AccessDenied";
  readonly message: string;
  readonly detail: string;
}

/**
 * Checks the signature of a request to a behavior that trusts key groups.
 *
 * Cookies are used only if the URL is not signed. On this machine, distributions have a port and names below
 * `.localhost`: a signature for the host without these is valid, too.
 *
 * @param keyOf returns the public key of a trusted key group by the key's id, in PEM
 * @returns undefined if the signature is valid
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PrivateContent.html
 */
export function checkSignature(
  request: SignedRequest,
  keyOf: (id: string) => string | undefined,
): SignatureError | undefined {
  const given = signingOf(request);
  const keyId = given.get("Key-Pair-Id");
  if (keyId === undefined || keyId === "") {
    const message = "Missing Key-Pair-Id query parameter or cookie value";
    return { code: "MissingKey", message, detail: "neither the URL nor a cookie has a Key-Pair-Id" };
  }
  const key = publicKey(keyOf(keyId));
  if (key === undefined) {
    const detail = `no key group that the behavior trusts has the key '${keyId}'`;
    return { code: "InvalidKey", message: "Unknown Key", detail };
  }
  const signature = decode(given.get("Signature") ?? "");
  if (signature === undefined) {
    const detail = "the signature is not base64 with -_~ for +=/";
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
    if (!isSigned(json)) return denied(`the policy is not signed with the key '${keyId}'`);
    const problem = policyProblem(policy, urls, request.clientIp, request.now);
    return problem === undefined ? undefined : denied(problem);
  }
  const expires = given.get("Expires") ?? "";
  if (!/^\d{1,15}$/.test(expires)) return denied("there is neither a Policy nor an Expires");
  if (!urls.some((url) => isSigned(cannedPolicy(url, expires)))) {
    return denied(`${urls[0]} is not signed with the key '${keyId}'`);
  }
  const canned = { resource: undefined, before: Number(expires), after: undefined, sourceIp: undefined };
  const problem = policyProblem(canned, urls, request.clientIp, request.now);
  return problem === undefined ? undefined : denied(problem);
}

const digests: ReadonlyMap<string, string> = new Map([
  ["SHA1", "sha1"],
  ["SHA256", "sha256"],
]);

function denied(detail: string): SignatureError {
  return { code: "AccessDenied", message: "Access denied", detail };
}

/** The signing parameters of a request: those of the URL, otherwise those of cookies. */
function signingOf({ url, headers }: SignedRequest): ReadonlyMap<string, string> {
  const fromUrl = pairs(url.slice(url.indexOf("?") + 1).split("&"), "");
  if (url.includes("?") && (fromUrl.has("Signature") || fromUrl.has("Key-Pair-Id") || fromUrl.has("Policy"))) {
    return fromUrl;
  }
  return pairs((combinedHeader(headers, "cookie", "; ") ?? "").split(";"), signingCookiePrefix);
}

function pairs(texts: readonly string[], prefix: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const text of texts) {
    const [name = "", value = ""] = text.trim().split(/=(.*)/s);
    const bare = name.slice(prefix.length);
    if (name.startsWith(prefix) && signingParameters.has(bare)) parameters.set(bare, value.replaceAll(/%7e/gi, "~"));
  }
  return parameters;
}

/** Decodes base64 in CloudFront's form for URLs: `-` for `+`, `_` for `=`, `~` for `/`. */
function decode(text: string): Buffer | undefined {
  const base64 = text.replaceAll("-", "+").replaceAll("_", "=").replaceAll("~", "/");
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? Buffer.from(base64, "base64") : undefined;
}

/** The request's URL, with and without the port and `.localhost`, and without signing parameters. */
function urlsOf({ protocol, host, url }: SignedRequest): string[] {
  const mark = url.indexOf("?");
  const query = mark < 0 ? "" : withoutParameters(url.slice(mark + 1), signingParameters);
  const rest = (mark < 0 ? url : url.slice(0, mark)) + (query === "" ? "" : `?${query}`);
  const name = host.replace(/:\d+$/, "");
  const hosts = new Set([host, name, name.replace(/\.localhost$/, "")]);
  return Array.from(hosts, (candidate) => `${protocol}://${candidate}${rest}`);
}

/** Parsed keys by PEM: parsing a key takes longer than verifying with it. */
const parsedKeys = new Map<string, KeyObject | undefined>();
/** Far more keys than an account has. */
const maxParsedKeys = 1_000;

function publicKey(pem: string | undefined): KeyObject | undefined {
  if (pem === undefined) return undefined;
  if (!parsedKeys.has(pem)) {
    if (parsedKeys.size >= maxParsedKeys) parsedKeys.clear();
    parsedKeys.set(pem, parseKey(pem));
  }
  return parsedKeys.get(pem);
}

function parseKey(pem: string): KeyObject | undefined {
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}
