import { type Diagnostic, diagnose } from "@featheredge/diagnostics";
import { checkHeaderName, checkHeaderText } from "../headers/header-syntax.ts";
import { checkCount } from "../quotas/check-count.ts";
import { policyQuotas } from "../quotas/distributions.ts";

const counted = {
  headers: policyQuotas.namesPerPolicy,
  cookies: policyQuotas.namesPerPolicy,
  "query strings": policyQuotas.namesPerPolicy,
  "custom headers": policyQuotas.customHeadersPerPolicy,
  "removed headers": policyQuotas.removedHeadersPerPolicy,
} as const;

/**
 * Returns the reason why a policy can't name so many headers, cookies or query strings; undefined when it can.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export function checkPolicyNames(what: keyof typeof counted, count: number): Diagnostic | undefined {
  const fix = "Name fewer, or ask AWS for more.";
  return checkCount({ rule: "FE-DST-026", what, count, per: "a policy", fix }, counted[what]);
}

/**
 * Returns the reason why a policy's headers, cookies and query strings can't have names of so many characters together;
 * undefined when they can.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export function checkPolicyNameLength(names: readonly string[]): Diagnostic | undefined {
  const { value, page } = policyQuotas.nameCharactersPerPolicy;
  const length = names.reduce((sum, name) => sum + name.length, 0);
  if (length <= value) return undefined;
  return diagnose("FE-DST-027", {
    message: `The names of a policy's headers, cookies and query strings have ${length} characters together; CloudFront takes ${value}.`,
    fix: "Name fewer.",
    page,
  });
}

/**
 * Checks the custom headers of an origin or of a response headers policy: their syntax, and the lengths of names and
 * values, each and all together.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export function checkCustomHeaders(headers: readonly (readonly [name: string, value: string])[]): Diagnostic[] {
  const { headerNameCharacters: ofName, customHeaderCharacters: ofAll } = policyQuotas;
  const long = headers.filter(([name]) => name.length > ofName.value);
  const sum = headers.reduce((total, [name, value]) => total + name.length + value.length, 0);
  return [
    ...headers.flatMap(([name, value]) => [checkHeaderName(name) ?? [], checkHeaderText(name, value) ?? []].flat()),
    ...long.map(([name]) =>
      diagnose("FE-DST-028", {
        message: `The header name '${name.slice(0, 80)}…' has ${name.length} characters; CloudFront takes ${ofName.value}.`,
        fix: "Shorten it.",
        page: ofName.page,
      }),
    ),
    ...headers.flatMap(([name, value]) => checkHeaderValue(name, value) ?? []),
    ...(sum > ofAll.value
      ? [
          diagnose("FE-DST-030", {
            message: `${headers.length} custom headers have ${sum} characters, names and values together; CloudFront takes ${ofAll.value}.`,
            fix: "Shorten or remove some.",
            page: ofAll.page,
          }),
        ]
      : []),
  ];
}

/**
 * Returns the reason why the value of a header that CloudFront adds, to a request or by a policy, can't be so long;
 * undefined when it can.
 */
export function checkHeaderValue(name: string, value: string): Diagnostic<"FE-DST-029"> | undefined {
  const quota = policyQuotas.headerValueCharacters;
  if (value.length <= quota.value) return undefined;
  return diagnose("FE-DST-029", {
    message: `The value of '${name}' has ${value.length} characters; CloudFront takes ${quota.value}.`,
    fix: "Shorten it, or set the header in a function.",
    page: quota.page,
  });
}
