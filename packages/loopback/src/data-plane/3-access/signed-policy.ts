import { BlockList, isIP } from "node:net";
import { matchPathPattern } from "@featheredge/aws-rules";

/** The one statement of a canned or custom policy. */
export interface SignedPolicy {
  /** A URL with `*` and `?`; undefined allows every URL of the behaviors that trust the key. */
  readonly resource: string | undefined;
  /** Seconds since 1970. */
  readonly before: number;
  readonly after: number | undefined;
  /** An IPv4 address or range, such as `192.0.2.0/24`. */
  readonly sourceIp: string | undefined;
}

/**
 * The policy that the signer of a URL with a canned policy has signed, byte for byte.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-creating-signed-url-canned-policy.html
 */
export function cannedPolicy(url: string, expires: string): string {
  return `{"Statement":[{"Resource":"${url}","Condition":{"DateLessThan":{"AWS:EpochTime":${expires}}}}]}`;
}

/**
 * Parses a custom policy.
 * @returns undefined if CloudFront rejects it
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-creating-signed-url-custom-policy.html
 */
export function parsePolicy(json: string): SignedPolicy | undefined {
  let statements: unknown;
  try {
    statements = JSON.parse(json)?.Statement;
  } catch {
    return undefined;
  }
  if (!Array.isArray(statements) || statements.length !== 1) return undefined;
  const resource: unknown = statements[0]?.Resource;
  const condition = statements[0]?.Condition;
  const before: unknown = condition?.DateLessThan?.["AWS:EpochTime"];
  const after: unknown = condition?.DateGreaterThan?.["AWS:EpochTime"];
  const sourceIp: unknown = condition?.IpAddress?.["AWS:SourceIp"];
  if (typeof before !== "number") return undefined;
  if (resource !== undefined && typeof resource !== "string") return undefined;
  if (after !== undefined && typeof after !== "number") return undefined;
  if (sourceIp !== undefined && (typeof sourceIp !== "string" || rangeOf(sourceIp) === undefined)) return undefined;
  return { resource, before, after, sourceIp };
}

/**
 * The reason why a policy does not allow a request.
 * @param urls the request's URL, in each form that may have been signed
 * @param now milliseconds since 1970
 * @returns undefined if the policy allows it
 */
export function policyProblem(
  policy: SignedPolicy,
  urls: readonly string[],
  clientIp: string,
  now: number,
): string | undefined {
  const { resource, before, after, sourceIp } = policy;
  if (resource !== undefined && !urls.some((url) => matchPathPattern(resource, url))) {
    return `the signature is for ${resource}, not for ${urls[0]}`;
  }
  const seconds = now / 1000;
  if (seconds >= before) return `the signature expired at ${timeOf(before)}`;
  if (after !== undefined && seconds <= after) return `the signature is valid from ${timeOf(after)} on`;
  if (sourceIp !== undefined && !(isIP(clientIp) === 4 && rangeOf(sourceIp)?.check(clientIp, "ipv4"))) {
    return `the signature is for viewers at ${sourceIp}, not for ${clientIp}`;
  }
  return undefined;
}

function rangeOf(text: string): BlockList | undefined {
  const [address = "", bits = "32"] = text.split("/");
  if (isIP(address) !== 4 || !/^\d\d?$/.test(bits) || Number(bits) > 32) return undefined;
  const range = new BlockList();
  range.addSubnet(address, Number(bits), "ipv4");
  return range;
}

function timeOf(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString();
}
