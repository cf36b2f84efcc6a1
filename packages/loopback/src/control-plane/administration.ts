import { randomUUID } from "node:crypto";
import type { AdministeredInvalidation, Administration } from "../administration.ts";
import type { Clock } from "../deployment.ts";
import type { ObservedRequest } from "../proxy/proxy.ts";
import type { Context } from "./context.ts";
import type { InvalidationListeners } from "./invalidation-listeners.ts";
import { distributionKind } from "./resources/distribution/kind.ts";
import { functionKind } from "./resources/function/kind.ts";
import { invalidationKind, isCompleted } from "./resources/invalidation/kind.ts";
import { invalidationOperations } from "./resources/invalidation/operations.ts";
import { keyValueStoreKind } from "./resources/key-value-store/kind.ts";
import { keyValueOperations } from "./resources/key-value-store/values/operations.ts";
import type { Account, Accounts } from "./state/account.ts";
import { madeBy } from "./state/made-by.ts";

/** The state that the operations of the inspector run on. */
export interface AdministrationOptions {
  readonly accounts: Accounts;
  readonly invalidations: InvalidationListeners;
  readonly clock: Clock;
  readonly deploySeconds: number;
  readonly log: (line: string) => void;
  /** Called before each change of an entry, with the request by which another client would make it. */
  readonly observe?: ((request: ObservedRequest) => void) | undefined;
}

/** Offers the inspector's operations on CloudFront's resources of all accounts. */
export function createAdministration(options: AdministrationOptions): Administration {
  const { accounts, invalidations, clock, observe } = options;
  const changeKey = (operation: "PutKey" | "DeleteKey", arn: string, input: { Key: string; Value?: string }) => {
    observe?.({
      method: operation === "PutKey" ? "PUT" : "DELETE",
      host: `${arn.split(":")[4]}.cloudfront-kvs.global.api.aws`,
      path: `/key-value-stores/${encodeURIComponent(arn)}/keys/${encodeURIComponent(input.Key)}`,
      target: undefined,
      userAgent: "featheredge-inspector",
    });
    runOnStore(accounts, clock, arn, operation, input);
  };
  const contextOf = (account: Account): Context => ({
    ...options,
    account: madeBy(account, undefined),
    invalidate: (invalidation) => invalidations.notify(invalidation),
  });
  const present = (account: Account, id: string): AdministeredInvalidation => {
    const record = account.all(invalidationKind).get(id);
    if (record === undefined) throw new Error(`There is no invalidation '${id}'.`);
    return {
      id,
      distributionId: record.distributionId,
      created: record.created,
      isCompleted: isCompleted(record, contextOf(account)),
      paths: record.batch.Paths?.Items ?? [],
    };
  };
  return {
    keyValueStores: () =>
      Array.from(accounts).flatMap((account) =>
        Array.from(account.all(keyValueStoreKind), ({ id, name, entries }) => ({
          id,
          name,
          arn: account.arn("key-value-store", id),
          entries,
        })),
      ),
    putKey: (arn, Key, Value) => changeKey("PutKey", arn, { Key, Value }),
    deleteKey: (arn, Key) => changeKey("DeleteKey", arn, { Key }),
    invalidations: () =>
      Array.from(accounts)
        .flatMap((account) => Array.from(account.all(invalidationKind), ({ id }) => present(account, id)))
        .sort((a, b) => b.created.getTime() - a.created.getTime()),
    invalidate(distributionId, paths) {
      const account = Array.from(accounts).find((one) => one.all(distributionKind).get(distributionId) !== undefined);
      if (account === undefined) throw new Error(`There is no distribution '${distributionId}'.`);
      const batch = { CallerReference: randomUUID(), Paths: { Quantity: paths.length, Items: [...paths] } };
      const input = { DistributionId: distributionId, InvalidationBatch: batch };
      const answered = invalidationOperations.CreateInvalidation?.(input, contextOf(account)) as {
        readonly Invalidation: { readonly Id: string };
      };
      return present(account, answered.Invalidation.Id);
    },
    stagesOf(arn) {
      const [, accountId = "", name = ""] = /^arn:aws:cloudfront::(\d{12}):function\/(.+)$/.exec(arn) ?? [];
      const record = accountId === "" ? undefined : accounts.get(accountId).all(functionKind).get(name);
      if (record === undefined) return [];
      const { development, live } = record;
      const stageOf = (stageName: "DEVELOPMENT" | "LIVE", { code, modified }: typeof development) => ({
        name: stageName,
        bytes: code.length,
        modified,
      });
      return [...(live === undefined ? [] : [stageOf("LIVE", live)]), stageOf("DEVELOPMENT", development)];
    },
  };
}

/** Runs an operation of a KeyValueStore's own API with the ETag that its entries have now. */
function runOnStore(accounts: Accounts, clock: Clock, arn: string, operation: string, input: object): void {
  const [, accountId = "", id = ""] = /^arn:aws:cloudfront::(\d{12}):key-value-store\/(.+)$/.exec(arn) ?? [];
  const account = Array.from(accounts).find((one) => one.id === accountId);
  const record = account?.all(keyValueStoreKind).get(id);
  if (account === undefined || record === undefined) throw new Error(`There is no KeyValueStore '${arn}'.`);
  const context = { account: madeBy(account, undefined), clock };
  keyValueOperations[operation]?.({ ...input, KvsARN: arn, IfMatch: record.entriesEtag }, context);
}
