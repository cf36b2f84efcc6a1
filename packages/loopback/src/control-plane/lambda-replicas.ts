import type { Context } from "./context.ts";
import { behaviorsOf, distributionKind } from "./resources/distribution/kind.ts";
import type { Account, Accounts, Kind } from "./state/account.ts";
import type { StoredRecord } from "./state/collection.ts";

/** A version of a Lambda function that CloudFront has replicated. Its id is the version's ARN. */
interface ReplicaRecord extends StoredRecord {
  /** When the last association ended. Missing while a distribution uses the version. */
  readonly unused?: Date;
}

const replicaKind: Kind<ReplicaRecord> = { name: "lambda-replica" };

/**
 * Records which versions have replicas, after a distribution of the account was changed: the versions that a
 * distribution uses, and for some time those that one used before.
 */
export function noteReplicas({ account, clock }: Context): void {
  const used = versionsIn(account);
  const replicas = account.all(replicaKind);
  for (const arn of used) {
    if (replicas.get(arn) === undefined || replicas.get(arn)?.unused) replicas.put({ id: arn });
  }
  for (const { id, unused } of Array.from(replicas)) {
    if (!used.has(id) && unused === undefined) replicas.put({ id, unused: new Date(clock()) });
  }
}

/** The ARNs of the versions that an account's distributions use. */
export function versionsIn(account: Account): ReadonlySet<string> {
  const behaviors = Array.from(account.all(distributionKind)).flatMap(({ config }) => behaviorsOf(config));
  const associations = behaviors.flatMap(({ LambdaFunctionAssociations: list }) => list?.Items ?? []);
  return new Set(associations.flatMap(({ LambdaFunctionARN: arn }) => arn ?? []));
}

/** Finds the ARN of a replicated version by its own ARN, or by the function's ARN for any of its versions. */
export type FindReplica = (arn: string) => string | undefined;

/**
 * Finds replicated versions in all accounts.
 * @param replicaSeconds - How long replicas outlive the last association, in seconds.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-delete-replicas.html
 */
export function replicaFinder(accounts: Accounts, clock: () => number, replicaSeconds: number): FindReplica {
  return (arn) => {
    for (const account of accounts) {
      const used = versionsIn(account);
      const replica = account.all(replicaKind).find(({ id, unused }) => {
        const isKept = unused !== undefined && clock() < unused.getTime() + replicaSeconds * 1_000;
        return (used.has(id) || isKept) && (id === arn || id.startsWith(`${arn}:`));
      });
      if (replica !== undefined) return replica.id;
    }
    return undefined;
  };
}
