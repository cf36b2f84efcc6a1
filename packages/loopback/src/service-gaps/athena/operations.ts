import { randomUUID } from "node:crypto";
import type { Kind } from "../../control-plane/state/account.ts";
import type { StoredRecord } from "../../control-plane/state/collection.ts";
import { ServiceError } from "../../service-error.ts";
import { type Call, type Operations, textOf } from "../call.ts";

interface NamedQueryRecord extends StoredRecord {
  readonly region: string;
  readonly query: Readonly<Record<string, unknown>>;
}

const namedQueryKind: Kind<NamedQueryRecord> = { name: "athena-named-query" };

/**
 * Named queries, which moto can't delete, and the update of workgroups, which it lacks.
 * @see https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateNamedQuery.html
 */
export const athenaOperations: Operations = {
  CreateNamedQuery({ input, account, region }) {
    const { Name, Description, Database, QueryString, WorkGroup = "primary" } = input;
    for (const name of ["Name", "Database", "QueryString"]) {
      if (textOf(input, name) === "") invalid(`${name} must not be empty.`);
    }
    const id = randomUUID();
    const query = { Name, Description, Database, QueryString, WorkGroup, NamedQueryId: id };
    account.all(namedQueryKind).put({ id, region, query });
    return { NamedQueryId: id };
  },

  GetNamedQuery: (call) => ({ NamedQuery: find(call).query }),

  BatchGetNamedQuery({ input, account, region }) {
    const ids = (input.NamedQueryIds ?? []) as string[];
    const known = ids.flatMap((id) => {
      const record = account.all(namedQueryKind).get(id);
      return record?.region === region ? [record] : [];
    });
    const missing = ids.filter((id) => !known.some((record) => record.id === id));
    return {
      NamedQueries: known.map(({ query }) => query),
      UnprocessedNamedQueryIds: missing.map((id) => ({ NamedQueryId: id, ErrorCode: "InvalidRequestException" })),
    };
  },

  ListNamedQueries({ input, account, region }) {
    const workgroup = textOf(input, "WorkGroup") || "primary";
    const own = Array.from(account.all(namedQueryKind)).filter(
      (record) => record.region === region && record.query.WorkGroup === workgroup,
    );
    return { NamedQueryIds: own.map(({ id }) => id) };
  },

  UpdateNamedQuery(call) {
    const record = find(call);
    const { Name, Description, QueryString } = call.input;
    call.account.all(namedQueryKind).put({ ...record, query: { ...record.query, Name, Description, QueryString } });
    return {};
  },

  DeleteNamedQuery(call) {
    call.account.all(namedQueryKind).delete(find(call).id);
    return {};
  },

  /** moto has no update, so its workgroup is deleted and created with the changed configuration. */
  async UpdateWorkGroup({ input, account, region, askMoto }) {
    const name = textOf(input, "WorkGroup");
    const { WorkGroup } = await askMoto("GetWorkGroup", { WorkGroup: name });
    if (!WorkGroup) invalid(`The workgroup '${name}' does not exist.`);
    const { Description, Configuration } = WorkGroup as Record<string, Record<string, unknown>>;
    const { Tags } = await tagsOf(`arn:aws:athena:${region}:${account.id}:workgroup/${name}`, askMoto);
    await askMoto("DeleteWorkGroup", { WorkGroup: name });
    await askMoto("CreateWorkGroup", {
      Name: name,
      Description: input.Description ?? Description,
      Configuration: updated(Configuration, input.ConfigurationUpdates),
      Tags,
    });
    return {};
  },

  ListTagsForResource: ({ input, askMoto }) => tagsOf(textOf(input, "ResourceARN"), askMoto),
};

/** The tags of a resource. moto reports one without tags as missing. */
async function tagsOf(ResourceARN: string, askMoto: Call["askMoto"]): Promise<{ readonly Tags: unknown }> {
  try {
    const { Tags = [] } = await askMoto("ListTagsForResource", { ResourceARN });
    return { Tags };
  } catch (error) {
    const [, workgroup] = /:workgroup\/(.+)$/.exec(ResourceARN) ?? [];
    const { WorkGroup } = workgroup ? await askMoto("GetWorkGroup", { WorkGroup: workgroup }) : {};
    if (!WorkGroup) throw error;
    return { Tags: [] };
  }
}

/**
 * A configuration with the changes of an update, whose members have other names than those of the configuration.
 * @see https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroupConfigurationUpdates.html
 */
function updated(before: Readonly<Record<string, unknown>> = {}, updates: unknown = {}): Record<string, unknown> {
  const { ResultConfigurationUpdates, RemoveBytesScannedCutoffPerQuery, ...others } = updates as Record<
    string,
    unknown
  >;
  const { BytesScannedCutoffPerQuery, ...rest } = before;
  const cutoff = RemoveBytesScannedCutoffPerQuery ? {} : { BytesScannedCutoffPerQuery };
  const result = changedResult(before.ResultConfiguration, ResultConfigurationUpdates);
  return { ...rest, ...cutoff, ...others, ...(result === undefined ? {} : { ResultConfiguration: result }) };
}

function changedResult(before: unknown, updates: unknown): object | undefined {
  if (updates === undefined) return before as object | undefined;
  const entries = Object.entries({ ...(before as object), ...(updates as object) });
  const removed = entries.flatMap(([name, value]) =>
    name.startsWith("Remove") && value === true ? [name.slice(6)] : [],
  );
  return Object.fromEntries(entries.filter(([name]) => !name.startsWith("Remove") && !removed.includes(name)));
}

function find({ input, account, region }: Call): NamedQueryRecord {
  const id = textOf(input, "NamedQueryId");
  const record = account.all(namedQueryKind).get(id);
  return record?.region === region ? record : invalid(`NamedQuery ${id} was not found.`);
}

function invalid(message: string): never {
  throw new ServiceError("InvalidRequestException", message);
}
