import { checkHeaderName, checkHeaderText } from "../headers/header-syntax.ts";
import { checkCount } from "../quotas/check-count.ts";
import { policyQuotas } from "../quotas/distributions.ts";
import type { Violation } from "../violation.ts";

const counted = {
  headers: policyQuotas.namesPerPolicy,
  cookies: policyQuotas.namesPerPolicy,
  "query strings": policyQuotas.namesPerPolicy,
  "custom headers": policyQuotas.customHeadersPerPolicy,
  "removed headers": policyQuotas.removedHeadersPerPolicy,
} as const;

/**
 * Why a policy can't name so many headers, cookies or query strings; undefined when it can.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export function checkPolicyNames(what: keyof typeof counted, count: number): Violation | undefined {
  const fix = "Name fewer, or ask AWS for more.";
  return checkCount({ rule: "names-per-policy", what, count, per: "a policy", fix }, counted[what]);
}

/**
 * Why a policy's headers, cookies and query strings can't have names of so many characters together; undefined when
 * they can.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export function checkPolicyNameLength(names: readonly string[]): Violation | undefined {
  const { value, page } = policyQuotas.nameCharactersPerPolicy;
  const length = names.reduce((sum, name) => sum + name.length, 0);
  if (length <= value) return undefined;
  return {
    rule: "policy-name-length",
    message: `The names of a policy's headers, cookies and query strings have ${length} characters together; CloudFront takes ${value}. Name fewer.`,
    page,
  };
}

/**
 * Checks the custom headers of an origin or of a response headers policy: their syntax, and the lengths of names and
 * values, each and all together.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export function checkCustomHeaders(headers: readonly (readonly [name: string, value: string])[]): Violation[] {
  const { headerNameCharacters: ofName, customHeaderCharacters: ofAll } = policyQuotas;
  const long = headers.filter(([name]) => name.length > ofName.value);
  const sum = headers.reduce((total, [name, value]) => total + name.length + value.length, 0);
  return [
    ...headers.flatMap(([name, value]) => [checkHeaderName(name) ?? [], checkHeaderText(name, value) ?? []].flat()),
    ...long.map(([name]) => ({
      rule: "header-name-length",
      message: `The header name '${name.slice(0, 80)}…' has ${name.length} characters; CloudFront takes ${ofName.value}. Shorten it.`,
      page: ofName.page,
    })),
    ...headers.flatMap(([name, value]) => checkHeaderValue(name, value) ?? []),
    ...(sum > ofAll.value
      ? [
          {
            rule: "custom-headers-length",
            message: `${headers.length} custom headers have ${sum} characters, names and values together; CloudFront takes ${ofAll.value}. Shorten or remove some.`,
            page: ofAll.page,
          },
        ]
      : []),
  ];
}

/** Why the value of a header that CloudFront adds, to a request or by a policy, can't be so long; undefined when it can. */
export function checkHeaderValue(name: string, value: string): Violation<"header-value-length"> | undefined {
  const quota = policyQuotas.headerValueCharacters;
  if (value.length <= quota.value) return undefined;
  return {
    rule: "header-value-length",
    message: `The value of '${name}' has ${value.length} characters; CloudFront takes ${quota.value}. Shorten it, or set the header in a function.`,
    page: quota.page,
  };
}
