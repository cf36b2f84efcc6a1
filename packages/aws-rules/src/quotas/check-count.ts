import type { Violation } from "../violation.ts";
import type { Quota } from "./quota.ts";

/** What was counted, in words: `101 origins; AWS takes 100 a distribution.` */
export interface Counted {
  readonly rule: string;
  readonly what: string;
  readonly count: number;
  /** What the quota is for, with its article: `a distribution`. */
  readonly per: string;
  readonly fix: string;
}

/** Why so many of something are too many; undefined when they are not. */
export function checkCount({ rule, what, count, per, fix }: Counted, quota: Quota): Violation | undefined {
  if (count <= quota.value) return undefined;
  return { rule, message: `${count} ${what}; AWS takes ${quota.value} ${per}. ${fix}`, page: quota.page };
}
