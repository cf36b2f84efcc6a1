import { z } from "zod";
import { orReference } from "../references.ts";

/** Forms that cache policies and origin request policies have in common. AWS wraps each list in `items`; here it is a list. */

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-5.1 */
export const headerName = orReference(
  z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, "a header's name has letters, digits and '-', without spaces"),
);
const name = z.string().regex(/^\S+$/, "a name without spaces");

export const headers = z.array(headerName).min(1).readonly();
const cookies = z.array(name).min(1).readonly();
const queryStrings = z.array(name).min(1).readonly();

/** Which of the viewer's cookies count: none, all, those listed, or all but those listed. */
export const cookiesConfig = z.discriminatedUnion("cookieBehavior", [
  z.strictObject({ cookieBehavior: z.enum(["none", "all"]) }),
  z.strictObject({ cookieBehavior: z.enum(["whitelist", "allExcept"]), cookies }),
]);

/** Which of the viewer's query parameters count: none, all, those listed, or all but those listed. */
export const queryStringsConfig = z.discriminatedUnion("queryStringBehavior", [
  z.strictObject({ queryStringBehavior: z.enum(["none", "all"]) }),
  z.strictObject({ queryStringBehavior: z.enum(["whitelist", "allExcept"]), queryStrings }),
]);

/** A part of the policy's name in AWS, between the stack's and a hash of the content. */
export const policyName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, "at most 64 letters, digits, '-' and '_', beginning with a letter");

/** Shown in AWS's console. */
export const policyComment = z.string().max(128);

type CookiesConfig = z.output<typeof cookiesConfig>;
type QueryStringsConfig = z.output<typeof queryStringsConfig>;

/** Terraform's form of the two configurations, with sorted names, so that the order in which they are written doesn't matter. */
export function cookiesBlock(config: CookiesConfig) {
  const { cookieBehavior } = config;
  return "cookies" in config ? { cookieBehavior, cookies: { items: config.cookies.toSorted() } } : { cookieBehavior };
}

export function queryStringsBlock(config: QueryStringsConfig) {
  const { queryStringBehavior } = config;
  return "queryStrings" in config
    ? { queryStringBehavior, queryStrings: { items: config.queryStrings.toSorted() } }
    : { queryStringBehavior };
}
