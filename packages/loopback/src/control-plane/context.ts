import type { Clock, MadeInvalidation } from "../deployment.ts";
import type { Account, Accounts } from "./state/account.ts";

/** The state and settings that an operation of CloudFront's API runs with. */
export interface Context {
  /** The account whose credentials signed the request. */
  readonly account: Account;
  /** Every account: an alias is unique over all of CloudFront, not only in its account. */
  readonly accounts: Accounts;
  readonly clock: Clock;
  /** How long a distribution stays `InProgress`, in seconds. */
  readonly deploySeconds: number;
  /** Called with one line about configuration that CloudFront accepts, although it is probably a mistake. */
  readonly log: (line: string) => void;
  /** Passes an invalidation to the data plane. */
  readonly invalidate: (invalidation: MadeInvalidation) => void;
  /** Reads an object of S3 as text, by its ARN; resolves to undefined when the object cannot be read. */
  readonly readObject?: ReadObject | undefined;
  /** Finds a certificate of ACM; undefined for one that this loopback's ACM doesn't have, which is accepted as it is. */
  readonly findCertificate?: FindCertificate | undefined;
}

/** Finds the names that a certificate covers, and whether it is issued. */
export type FindCertificate = (arn: string) => { names: readonly string[]; isIssued: boolean } | undefined;

export type ReadObject = (account: string, arn: string) => Promise<string | undefined>;
