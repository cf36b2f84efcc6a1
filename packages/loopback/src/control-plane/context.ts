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
  /** Takes one line about what CloudFront accepts, but its author may not have meant. */
  readonly log: (line: string) => void;
  /** Passes an invalidation to the data plane. */
  readonly invalidate: (invalidation: MadeInvalidation) => void;
  /** An object of S3 as text, by its ARN; undefined where there is none that can be read. */
  readonly readObject?: ReadObject | undefined;
}

export type ReadObject = (account: string, arn: string) => Promise<string | undefined>;
