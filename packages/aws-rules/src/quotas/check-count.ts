import { type Diagnostic, diagnose, type RuleId } from "@featheredge/diagnostics";
import type { Quota } from "./quota.ts";

/** A count, in words: `101 origins; AWS takes 100 a distribution.` */
export interface Counted {
  readonly rule: RuleId;
  /** Default: `what`. */
  readonly subject?: string;
  readonly what: string;
  readonly count: number;
  /** The thing that the quota is for, with its article: `a distribution`. */
  readonly per: string;
  readonly fix: string;
}

/** Returns the reason why so many of something are too many; undefined when they are not. */
export function checkCount(
  { rule, what, subject = what, count, per, fix }: Counted,
  quota: Quota,
): Diagnostic | undefined {
  if (count <= quota.value) return undefined;
  const message = `${count} ${what}; AWS takes ${quota.value} ${per}.`;
  return diagnose(rule, { subject, message, fix, page: quota.page });
}
