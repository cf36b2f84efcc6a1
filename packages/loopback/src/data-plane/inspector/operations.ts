import type { OperationAnswer, OperationName, operations, ProjectView } from "@featheredge/inspector/api";
import { type InspectorContext, InspectorFault } from "./context.ts";
import { listRequests, readRequest } from "./requests.ts";
import { evict, listCache } from "./resources/cache.ts";
import { listDistributions, readDistribution } from "./resources/distributions.ts";
import { listFunctions, readFunction } from "./resources/functions.ts";
import { invalidate, listInvalidations } from "./resources/invalidations.ts";
import { deleteKey, listKeys, listStores, putKey } from "./resources/key-value-stores.ts";
import { sendRequest } from "./send-request.ts";
import { writeTest } from "./write-test.ts";

type OutputOf<Schema> = Schema extends { readonly _zod: { readonly output: infer Output } } ? Output : unknown;
type Contract = typeof operations;

/** The checked input of an operation: its path, query and body as one object. */
type CheckedInput<Name extends OperationName> = OutputOf<Contract[Name]["path"]> &
  OutputOf<Contract[Name]["query"]> &
  OutputOf<Contract[Name]["body"]>;

type Implementations = {
  readonly [Name in OperationName]: (
    context: InspectorContext,
    input: CheckedInput<Name>,
  ) => OperationAnswer<Name> | Promise<OperationAnswer<Name>>;
};

/**
 * The implementation of every operation of the contract. The caller masks the project's secrets in each answer; the secrets
 * of a request are masked here.
 */
export const implementations: Implementations = {
  listRequests: (context, input) => listRequests(context, input),
  readRequest: (context, { id }) => readRequest(context, id),
  sendRequest: (context, input) => sendRequest(context, input),
  writeTest: (context, { id, form }) => writeTest(context, id, form),
  listDistributions: (context) => ({ distributions: listDistributions(context) }),
  readDistribution: (context, { id }) => readDistribution(context, id),
  listFunctions: async (context) => ({ functions: await listFunctions(context) }),
  readFunction: (context, { name }) => readFunction(context, name),
  listKeyValueStores: async (context) => ({ stores: await listStores(context) }),
  listKeys: (context, { name, ...given }) => listKeys(context, name, given),
  putKey(context, { name, key, value }) {
    putKey(context, name, key, value);
    return {};
  },
  deleteKey(context, { name, key }) {
    deleteKey(context, name, key);
    return {};
  },
  listCache: (context, input) => listCache(context, input),
  evict(context, { entry }) {
    evict(context, entry);
    return {};
  },
  clearCache(context) {
    context.cache.clear();
    return {};
  },
  listInvalidations: (context) => ({ invalidations: listInvalidations(context) }),
  invalidate: (context, { distribution, paths }) => ({ invalidation: invalidate(context, distribution, paths) }),
  readStatus: (context) => projectOf(context).status(),
  async openSource(context, position) {
    const reason = await projectOf(context).open(position);
    if (reason !== undefined) throw new InspectorFault(409, reason);
    return {};
  },
  readTerraform: (context) => projectOf(context).terraform(),
  async applyTerraform(context) {
    await projectOf(context).apply();
    return {};
  },
  async checkDrift(context) {
    await projectOf(context).checkDrift();
    return {};
  },
};

function projectOf({ project }: InspectorContext): ProjectView {
  if (project !== undefined) return project;
  throw new InspectorFault(404, "This loopback was started without a project, as 'featheredge up' starts it.");
}
