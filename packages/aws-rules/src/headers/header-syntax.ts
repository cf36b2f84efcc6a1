import { type Diagnostic, diagnose, pages } from "@featheredge/diagnostics";

const page = pages.responseHeaders;
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Returns the reason why HTTP has no header of this name; undefined when the name is a token.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.1
 */
export function checkHeaderName(name: string): Diagnostic | undefined {
  if (token.test(name)) return undefined;
  return diagnose("FE-DST-031", {
    message: `${JSON.stringify(name)} is not a valid header name.`,
    fix: "Use letters, digits and '-', without spaces.",
    page,
  });
}

/**
 * Returns the reason why a header can't have this value; undefined when it can. A line break would begin another
 * header.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.5
 */
export function checkHeaderText(name: string, value: string): Diagnostic | undefined {
  if (!/[^\P{Cc}\t]/u.test(value)) return undefined;
  return diagnose("FE-DST-032", {
    message: `The value of '${name}' is ${JSON.stringify(value.slice(0, 80))}, which has a control character, such as a line break.`,
    fix: "Remove it.",
    page,
  });
}
