import type { FunctionConfig } from "@aws-sdk/client-cloudfront";
import { keyValueStoreQuotas } from "@featheredge/aws-rules";
import type { Context } from "../../context.ts";
import { newId } from "../../ids.ts";
import { CloudFrontError, fail } from "../../protocol/errors.ts";
import type { Operations } from "../../protocol/operations.ts";
import { checkIfMatch } from "../../shared/if-match.ts";
import { checkName } from "../../shared/invalid.ts";
import { pageOf } from "../../shared/paging.ts";
import { acceptTags } from "../../tagging/accept-tags.ts";
import { functionKind } from "../function/kind.ts";
import { importedEntries } from "./import.ts";
import { type KeyValueStoreRecord, keyValueStoreKind } from "./kind.ts";
import { checkComment } from "./validate.ts";

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateKeyValueStore.html */
export const keyValueStoreOperations: Operations = {
  async CreateKeyValueStore({ Name: name = "", Comment: comment, ImportSource, Tags }, context) {
    checkName(name, 64);
    checkComment(comment);
    const entries = await importedEntries(ImportSource, context);
    const all = context.account.all(keyValueStoreKind);
    if (all.find((other) => other.name === name) !== undefined) {
      fail("EntityAlreadyExists", `The key value store '${name}' exists already.`);
    }
    const most = keyValueStoreQuotas.storesPerAccount.value;
    if (all.size >= most) fail("EntityLimitExceeded", `An account has at most ${most} key value stores.`);
    const now = new Date(context.clock());
    const record: KeyValueStoreRecord = {
      id: newId.uuid(),
      name,
      comment,
      created: now,
      modified: now,
      etag: newId.etag(),
      entries,
      entriesEtag: newId.etag(),
      tags: acceptTags(Tags?.Items ?? [], "InvalidArgument"),
    };
    all.put(record);
    const Location = `https://cloudfront.amazonaws.com/2020-05-31/key-value-store/${name}`;
    return { ...described(record, context), Location };
  },

  DescribeKeyValueStore: ({ Name }, context) => described(find(Name, context), context),

  UpdateKeyValueStore({ Name, Comment: comment, IfMatch }, context) {
    const before = find(Name, context);
    checkIfMatch(IfMatch, before);
    checkComment(comment);
    const record = { ...before, comment, etag: newId.etag(), modified: new Date(context.clock()) };
    context.account.all(keyValueStoreKind).put(record);
    return described(record, context);
  },

  DeleteKeyValueStore({ Name, IfMatch }, context) {
    const record = find(Name, context);
    checkIfMatch(IfMatch, record);
    const user = userOf(record, context);
    if (user !== undefined) {
      throw new CloudFrontError(
        "CannotDeleteEntityWhileInUse",
        `The key value store '${Name}' is in use by the function ${user}; remove it there first.`,
      );
    }
    context.account.all(keyValueStoreKind).delete(record.id);
    return {};
  },

  ListKeyValueStores(input, context) {
    const all = [...context.account.all(keyValueStoreKind)];
    const { items, about } = pageOf(input.Status === undefined || input.Status === "READY" ? all : [], input);
    const { NextMarker, MaxItems, Quantity } = about;
    return {
      KeyValueStoreList: { NextMarker, MaxItems, Quantity, Items: items.map((record) => present(record, context)) },
    };
  },
};

function find(name: string | undefined, { account }: Context): KeyValueStoreRecord {
  return (
    account.all(keyValueStoreKind).find((record) => record.name === name) ??
    fail("EntityNotFound", `The key value store '${name}' does not exist.`)
  );
}

function userOf({ id }: KeyValueStoreRecord, { account }: Context): string | undefined {
  const arn = account.arn("key-value-store", id);
  const uses = ({ KeyValueStoreAssociations }: FunctionConfig) =>
    KeyValueStoreAssociations?.Items?.some(({ KeyValueStoreARN }) => KeyValueStoreARN === arn) === true;
  return account
    .all(functionKind)
    .find(({ development, live }) => uses(development.config) || (live !== undefined && uses(live.config)))?.id;
}

function present(record: KeyValueStoreRecord, { account }: Context) {
  return {
    Name: record.name,
    Id: record.id,
    Comment: record.comment,
    ARN: account.arn("key-value-store", record.id),
    Status: "READY",
    LastModifiedTime: record.modified,
  };
}

function described(record: KeyValueStoreRecord, context: Context) {
  return { KeyValueStore: present(record, context), ETag: record.etag };
}
