import { pages } from "@featheredge/diagnostics";
import type { Violation } from "../violation.ts";

const page = pages.responseHeaders;
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Why HTTP has no header of this name; undefined when the name is a token.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.1
 */
export function checkHeaderName(name: string): Violation | undefined {
  if (token.test(name)) return undefined;
  return {
    rule: "header-name",
    message: `${JSON.stringify(name)} is not a valid header name. Use letters, digits and '-', without spaces.`,
    page,
  };
}

/**
 * Why a header can't have this value; undefined when it can. A line break would begin another header.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.5
 */
export function checkHeaderText(name: string, value: string): Violation | undefined {
  if (!/[^\P{Cc}\t]/u.test(value)) return undefined;
  return {
    rule: "header-value",
    message: `The value of '${name}' is ${JSON.stringify(value.slice(0, 80))}, which has a control character, such as a line break. Remove it.`,
    page,
  };
}
