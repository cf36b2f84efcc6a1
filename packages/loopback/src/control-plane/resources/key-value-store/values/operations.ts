import { keyValueStoreQuotas } from "@featheredge/aws-rules";
import type { Clock } from "../../../../deployment.ts";
import { newId } from "../../../ids.ts";
import type { Account } from "../../../state/account.ts";
import { changeEntries, type Entries, totalBytes } from "../entries.ts";
import { findStore, type KeyValueStoreRecord, keyValueStoreKind } from "../kind.ts";
import { problemOfPuts, problemOfStore } from "../validate.ts";
import { KeyValueError } from "./error.ts";

export interface KeyValueContext {
  readonly account: Account;
  readonly clock: Clock;
}

interface Input {
  readonly KvsARN: string;
  readonly Key?: string;
  readonly Value?: string;
  readonly IfMatch?: string;
  readonly NextToken?: string;
  readonly MaxResults?: number;
  readonly Puts?: readonly { readonly Key: string; readonly Value: string }[];
  readonly Deletes?: readonly { readonly Key: string }[];
}

/**
 * The operations that read and write a store's entries, by the names in the SDK's schemas.
 * @throws {KeyValueError}
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_kvs_DescribeKeyValueStore.html
 */
export const keyValueOperations: Readonly<Record<string, (input: Input, context: KeyValueContext) => object>> = {
  DescribeKeyValueStore(input, context) {
    const record = find(input, context);
    return {
      ...totals(record.entries),
      KvsARN: input.KvsARN,
      Created: record.created,
      LastModified: record.modified,
      Status: "READY",
      ETag: record.entriesEtag,
    };
  },

  GetKey(input, context) {
    const { entries } = find(input, context);
    const entry = entries.find(([key]) => key === input.Key);
    if (entry === undefined) {
      throw new KeyValueError("ResourceNotFoundException", `The key '${input.Key}' does not exist.`);
    }
    return { Key: entry[0], Value: entry[1], ...totals(entries) };
  },

  ListKeys(input, context) {
    const { entries } = find(input, context);
    const { MaxResults = 10, NextToken = "" } = input;
    if (MaxResults < 1 || MaxResults > 50) {
      throw new KeyValueError("ValidationException", `MaxResults is ${MaxResults}; it must be from 1 to 50.`);
    }
    const after = Buffer.from(NextToken, "base64url").toString();
    const rest = entries.filter(([key]) => key > after);
    const items = rest.slice(0, MaxResults);
    const last = rest.length > items.length ? items.at(-1)?.[0] : undefined;
    return {
      ...(last === undefined ? {} : { NextToken: Buffer.from(last).toString("base64url") }),
      Items: items.map(([Key, Value]) => ({ Key, Value })),
    };
  },

  PutKey: (input, context) => change(input, context, [[input.Key ?? "", input.Value ?? ""]], []),

  DeleteKey(input, context) {
    const key = input.Key ?? "";
    if (!find(input, context).entries.some(([existing]) => existing === key)) {
      throw new KeyValueError("ResourceNotFoundException", `The key '${key}' does not exist.`);
    }
    return change(input, context, [], [key]);
  },

  UpdateKeys(input, context) {
    const { Puts = [], Deletes = [] } = input;
    const puts = Puts.map(({ Key, Value }) => [Key, Value] as const);
    const deletes = Deletes.map(({ Key }) => Key);
    const { keysPerUpdate, bytesPerUpdate } = keyValueStoreQuotas;
    const keys = [...puts.map(([key]) => key), ...deletes];
    if (keys.length > keysPerUpdate.value) {
      const message = `The update has ${keys.length} keys; AWS takes ${keysPerUpdate.value}.`;
      throw new KeyValueError("ValidationException", message);
    }
    if (totalBytes(puts) > bytesPerUpdate.value) {
      const message = `The update has ${totalBytes(puts)} bytes; AWS takes ${bytesPerUpdate.value}.`;
      throw new KeyValueError("ValidationException", message);
    }
    if (new Set(keys).size < keys.length) {
      throw new KeyValueError("ValidationException", "The update names a key twice.");
    }
    return change(input, context, puts, deletes);
  },
};

function find({ KvsARN }: Input, { account }: KeyValueContext): KeyValueStoreRecord {
  const record = findStore(KvsARN, { account });
  if (record === undefined) {
    throw new KeyValueError("ResourceNotFoundException", `The key value store '${KvsARN}' does not exist.`);
  }
  return record;
}

function change(input: Input, context: KeyValueContext, puts: Entries, deletes: readonly string[]) {
  const before = find(input, context);
  if (input.IfMatch !== before.entriesEtag) {
    throw new KeyValueError(
      "ConflictException",
      "The ETag in If-Match is not the store's current one: the store has changed since it was read.",
    );
  }
  const entries = changeEntries(before.entries, puts, deletes);
  const problem = problemOfPuts(puts) ?? problemOfStore(entries);
  if (problem !== undefined) {
    const code = problem.kind === "too-large" ? "ServiceQuotaExceededException" : "ValidationException";
    throw new KeyValueError(code, problem.message);
  }
  const entriesEtag = newId.etag();
  const modified = new Date(context.clock());
  context.account.all(keyValueStoreKind).put({ ...before, entries, entriesEtag, modified });
  return { ...totals(entries), ETag: entriesEtag };
}

function totals(entries: Entries) {
  return { ItemCount: entries.length, TotalSizeInBytes: totalBytes(entries) };
}
