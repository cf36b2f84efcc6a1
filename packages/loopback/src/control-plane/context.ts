import type { Clock, MadeInvalidation } from "../deployment.ts";
import type { Account, Accounts } from "./state/account.ts";

/** What an operation works with. */
export interface Context {
  /** Whose credentials signed the request. */
  readonly account: Account;
  /** All of CloudFront's: aliases are unique in it. */
  readonly accounts: Accounts;
  readonly clock: Clock;
  /** How long a distribution stays `InProgress`. */
  readonly deploySeconds: number;
  /** Tells the data plane. */
  readonly invalidate: (invalidation: MadeInvalidation) => void;
}
