import { checkPolicyNameLength } from "@featheredge/aws-rules";
import { fail } from "../protocol/errors.ts";
import { invalid, oneOf } from "./invalid.ts";

interface NameList {
  /** `HeaderBehavior`, `CookieBehavior` or `QueryStringBehavior`. */
  readonly parameter: string;
  readonly behavior: string | undefined;
  readonly allowed: readonly string[];
  readonly items: readonly string[] | undefined;
  readonly most: number;
  /** The error's code when there are more than `most`. */
  readonly tooMany: Parameters<typeof fail>[0];
}

/**
 * Refuses a policy's choice of headers, cookies or query strings.
 * @throws {CloudFrontError} `InvalidArgument`, or the list's own code when it is too long.
 */
export function checkNameList({ parameter, behavior, allowed, items = [], most, tooMany }: NameList): void {
  oneOf(parameter, behavior, allowed);
  const isList = behavior === "whitelist" || behavior === "allExcept" || behavior === "allViewerAndWhitelistCloudFront";
  if (isList && items.length === 0) {
    invalid(`The parameter ${parameter} is ${behavior}, so it needs at least one name in Items.`);
  }
  if (!isList && items.length > 0) {
    invalid(`The parameter ${parameter} is ${behavior}, so it takes no names in Items.`);
  }
  if (items.length > most) {
    fail(tooMany, `${items.length} names are given with ${parameter}; CloudFront takes ${most}.`);
  }
}

type Names = { readonly Items?: readonly string[] | undefined } | undefined;

/**
 * Refuses a policy whose headers, cookies and query strings have names of too many characters together.
 * @throws {CloudFrontError} `InvalidArgument`: AWS documents no code of its own for it.
 */
export function checkAllNames(...lists: readonly Names[]): void {
  const violation = checkPolicyNameLength(lists.flatMap((list) => list?.Items ?? []));
  if (violation !== undefined) invalid(violation.message);
}
