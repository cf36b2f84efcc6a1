import { checkPolicyNameLength } from "@featheredge/aws-rules";
import { sentences } from "@featheredge/diagnostics";
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
 * Checks a policy's list of headers, cookies or query strings.
 * @throws {CloudFrontError} `InvalidArgument`, or `tooMany` when the list is too long.
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
 * Checks the total length of the names of a policy's headers, cookies and query strings.
 * @throws {CloudFrontError} `InvalidArgument`: AWS documents no specific code.
 */
export function checkAllNames(...lists: readonly Names[]): void {
  const diagnostic = checkPolicyNameLength(lists.flatMap((list) => list?.Items ?? []));
  if (diagnostic !== undefined) invalid(sentences(diagnostic));
}
