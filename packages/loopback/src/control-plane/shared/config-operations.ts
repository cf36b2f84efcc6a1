import { isDeepStrictEqual } from "node:util";
import type { Quota } from "@featheredge/aws-rules";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { CloudFrontError, fail } from "../protocol/errors.ts";
import type { Operations } from "../protocol/operations.ts";
import type { Kind } from "../state/account.ts";
import type { ConfigRecord } from "./config-record.ts";
import { checkIfMatch } from "./if-match.ts";
import { pageOf } from "./paging.ts";

type Code = Parameters<typeof fail>[0];

export interface ConfigResource<Config, R extends ConfigRecord<Config>> {
  readonly kind: Kind<R>;
  /** The path of the resource in CloudFront's API, such as `cache-policy`. */
  readonly path: string;
  /** The names of the operations that the resource has. */
  readonly operations: Readonly<
    Partial<Record<"create" | "get" | "getConfig" | "update" | "delete" | "list", keyof Operations>>
  >;
  /** The members of inputs and outputs that hold the resource, its config and the list of resources. */
  readonly members: { readonly resource: string; readonly config: string; readonly list: string };
  readonly codes: {
    readonly missing: Code;
    readonly exists: Code;
    readonly inUse: Code;
    readonly tooMany: Code;
  };
  readonly quota: Quota;
  /** The resources that AWS manages: they are in every account and can't be changed. */
  readonly managed?: readonly R[];
  /** Makes the record of a new resource. @param input - The operation's whole input, which may have tags. */
  create(config: Config, context: Context, input: ConfigInput): R;
  /**
   * Validates a config and adds its defaults.
   * @param before - The record that an update changes; undefined on creation.
   * @returns the config as it is stored.
   * @throws {CloudFrontError} when AWS would reject it.
   */
  accept(config: Config, context: Context, before: R | undefined): Config;
  /** Set where AWS documents that repeating an identical creation answers with the existing resource. */
  readonly replays?: true;
  /** The name or caller reference, which must be unique in the account. */
  unique(config: Config): string;
  /** Names a resource that uses this one, for the error that rejects its deletion; undefined when none does. */
  usedBy(record: R, context: Context): string | undefined;
  /** Describes the resource as CloudFront answers it. */
  present(record: R, context: Context): object;
  /** Describes the resource as an item of a list. */
  summarize(record: R, context: Context): object;
}

interface ConfigInput {
  readonly Id: string;
  readonly IfMatch?: string;
  readonly Type?: string;
  readonly Marker?: string;
  readonly MaxItems?: number;
  readonly [member: string]: unknown;
}

/** Makes the operations of a resource that is a stored config: create, get, get config, update, delete and list. */
export function configOperations<Config, R extends ConfigRecord<Config>>(
  resource: ConfigResource<Config, R>,
): Operations {
  const { kind, members, codes, managed = [] } = resource;
  const operations: Record<string, (input: ConfigInput, context: Context) => object> = {};
  const offer = (name: string | undefined, operation: (input: ConfigInput, context: Context) => object) => {
    if (name !== undefined) operations[name] = operation;
  };
  const find = (id: string, { account }: Context) =>
    account.all(kind).get(id) ??
    managed.find((record) => record.id === id) ??
    fail(codes.missing, `The ${kind.name} '${id}' does not exist.`);
  const answer = (record: R, context: Context) => ({
    [members.resource]: resource.present(record, context),
    ETag: record.etag,
  });
  const isManaged = (record: R) => managed.includes(record);

  offer(resource.operations.create, (input, context) => {
    const config = resource.accept(input[members.config] as Config, context, undefined);
    const existing = findExisting(resource, config, context, undefined);
    if (existing !== undefined) {
      return resource.replays && isDeepStrictEqual(existing.config, config)
        ? { ...answer(existing, context), Location: locationOf(resource, existing) }
        : rejectDuplicate(resource, existing);
    }
    if (context.account.all(kind).size >= resource.quota.value) {
      throw new CloudFrontError(
        codes.tooMany,
        `An account has at most ${resource.quota.value} resources of the kind ${kind.name}.`,
      );
    }
    const record = resource.create(config, context, input);
    context.account.all(kind).put(record);
    return { ...answer(record, context), Location: locationOf(resource, record) };
  });

  offer(resource.operations.get, (input, context) => answer(find(input.Id, context), context));

  offer(resource.operations.getConfig, (input, context) => {
    const { config, etag } = find(input.Id, context);
    return { [members.config]: config, ETag: etag };
  });

  offer(resource.operations.update, (input, context) => {
    const before = find(input.Id, context);
    if (isManaged(before)) {
      throw new CloudFrontError(
        "IllegalUpdate",
        `The ${kind.name} '${before.id}' is managed by AWS; you can't change it.`,
      );
    }
    checkIfMatch(input.IfMatch, before);
    const config = resource.accept(input[members.config] as Config, context, before);
    const existing = findExisting(resource, config, context, before);
    if (existing !== undefined) {
      rejectDuplicate(resource, existing);
    }
    const record = { ...before, config, etag: newId.etag(), modified: new Date(context.clock()) };
    context.account.all(kind).put(record);
    return answer(record, context);
  });

  offer(resource.operations.delete, (input, context) => {
    const record = find(input.Id, context);
    if (isManaged(record)) {
      throw new CloudFrontError(
        "IllegalDelete",
        `The ${kind.name} '${record.id}' is managed by AWS; you can't delete it.`,
      );
    }
    checkIfMatch(input.IfMatch, record);
    const user = resource.usedBy(record, context);
    if (user !== undefined) {
      throw new CloudFrontError(
        codes.inUse,
        `The ${kind.name} '${record.id}' is in use by ${user}; remove it there first.`,
      );
    }
    context.account.all(kind).delete(record.id);
    // Most deletes return nothing (the schema drops this); a few return the deleted resource.
    return answer(record, context);
  });

  offer(resource.operations.list, (input, context) => {
    if (input.Type !== undefined && input.Type !== "managed" && input.Type !== "custom") {
      throw new CloudFrontError("InvalidArgument", `The type '${input.Type}' is neither managed nor custom.`);
    }
    const records = [
      ...(input.Type === "custom" ? [] : managed),
      ...(input.Type === "managed" ? [] : context.account.all(kind)),
    ];
    const { items, about } = pageOf(records, input);
    return { [members.list]: { ...about, Items: items.map((record) => resource.summarize(record, context)) } };
  });

  // TypeScript can't derive the operations' types from the names above.
  return operations as Operations;
}

function findExisting<Config, R extends ConfigRecord<Config>>(
  { kind, unique, managed = [] }: ConfigResource<Config, R>,
  config: Config,
  { account }: Context,
  updated: R | undefined,
): R | undefined {
  const isSame = (other: R) => other.id !== updated?.id && unique(other.config) === unique(config);
  return account.all(kind).find(isSame) ?? managed.find(isSame);
}

function rejectDuplicate<Config, R extends ConfigRecord<Config>>(
  { kind, unique, codes }: ConfigResource<Config, R>,
  existing: R,
): never {
  throw new CloudFrontError(
    codes.exists,
    `The ${kind.name} '${existing.id}' already has '${unique(existing.config)}'.`,
  );
}

function locationOf<Config, R extends ConfigRecord<Config>>({ path }: ConfigResource<Config, R>, { id }: R): string {
  return `https://cloudfront.amazonaws.com/2020-05-31/${path}/${id}`;
}
