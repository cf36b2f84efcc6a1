import type { Finding } from "@featheredge/runtimes";

const absent = /^(.+?) is not in (?:the language that AWS lists for )?cloudfront-js-2\.0\b/;

/**
 * A diagnostic of the language check as the rest of a sentence about the author's source, and all of its advice.
 *
 * @param isCall whether the code that it is about is a call
 */
export function phrase({ message, rule }: Finding, isCall: boolean): { what: string; fix: string } {
  const [first = message, ...rest] = message.split(/(?<=\.)\s+(?=[A-Z'])/);
  const fix = rest.join(" ");
  const subject = absent.exec(first)?.[1];
  if (subject === undefined) return { what: `can't run in CloudFront Functions: ${first.replace(/\.$/, "")}`, fix };
  return { what: `uses ${name(subject, rule, isCall)}, which CloudFront Functions do not have`, fix };
}

function name(subject: string, rule: string, isCall: boolean): string {
  const global = /^'(.+)'$/.exec(subject)?.[1];
  if (global !== undefined) return isCall ? `${global}()` : global;
  const isProse = rule === "syntax" || rule === "regexp" || rule === "module";
  return isProse && /^[A-Z][a-z]*\b(?![A-Z])/.test(subject)
    ? subject.charAt(0).toLowerCase() + subject.slice(1)
    : subject;
}
