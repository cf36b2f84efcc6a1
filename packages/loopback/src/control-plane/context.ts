import type { Clock, MadeInvalidation } from "../deployment.ts";
import type { Account } from "./state/account.ts";

/** What an operation works with. */
export interface Context {
  /** Whose credentials signed the request. */
  readonly account: Account;
  readonly clock: Clock;
  /** How long a distribution stays `InProgress`. */
  readonly deploySeconds: number;
  /** Tells the data plane. */
  readonly invalidate: (invalidation: MadeInvalidation) => void;
}
