import { z } from "zod";
import { projectStatus, terraformView } from "./project.ts";
import { requestDetail, requestSummary, requestTest, requestToSend, sentAnswer } from "./requests.ts";
import {
  cacheEntry,
  distributionDetail,
  distributionSummary,
  functionDetail,
  functionSummary,
  invalidation,
  keyValueEntry,
  keyValueStore,
} from "./resources.ts";

/** One operation of the API. Its input is one object, whose members go to the path, the query or the body. */
export interface Operation {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the API's base path; `{name}` is a member of `path`. */
  readonly route: string;
  readonly summary: string;
  readonly path: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodObject | undefined;
  readonly answer: z.ZodObject;
  /** True if the operation answers 404 for a loopback that was started without a project. */
  readonly needsProject: boolean;
}

const none = z.strictObject({});
const text = z.string().min(1);
const done = z.object({});

/** Numbers in a query are text. */
const wholeNumber = z
  .union([z.number(), z.string().regex(/^\d+$/, "must be a whole number, such as 50")])
  .transform(Number)
  .pipe(z.number().int().nonnegative());

function operation<const O extends Partial<Operation> & Pick<Operation, "method" | "route" | "summary" | "answer">>(
  given: O,
): O & {
  path: O extends { path: infer P } ? P : typeof none;
  query: O extends { query: infer Q } ? Q : typeof none;
  body: O extends { body: infer B } ? B : undefined;
  needsProject: boolean;
} {
  return { path: none, query: none, body: undefined, needsProject: false, ...given } as never;
}

/** Every operation, by the name that clients call it by. */
export const operations = {
  listRequests: operation({
    method: "GET",
    route: "/requests",
    summary: "Lists the last requests, the newest first.",
    query: z.strictObject({
      /** @default 100 */
      limit: wholeNumber.optional(),
      /** The id of the request before which the list goes on: the `next` of the last answer. */
      before: text.optional(),
      filter: z.string().optional(),
    }),
    answer: z.object({ requests: z.array(requestSummary), next: z.string().optional() }),
  }),
  readRequest: operation({
    method: "GET",
    route: "/requests/{id}",
    summary: "Shows a request with its stages, and why it got its answer.",
    path: z.strictObject({ id: text }),
    answer: requestDetail,
  }),
  sendRequest: operation({
    method: "POST",
    route: "/requests",
    summary: "Sends a request through a distribution, perhaps as another viewer, or repeats one that was kept.",
    body: requestToSend,
    answer: sentAnswer,
  }),
  writeTest: operation({
    method: "GET",
    route: "/requests/{id}/test",
    summary: "Makes a test of a request: an event for its function, or a vitest case through the whole distribution.",
    path: z.strictObject({ id: text }),
    query: z.strictObject({ form: z.enum(["event", "vitest"]) }),
    answer: requestTest,
    needsProject: true,
  }),
  listDistributions: operation({
    method: "GET",
    route: "/distributions",
    summary: "Lists the distributions.",
    answer: z.object({ distributions: z.array(distributionSummary) }),
  }),
  readDistribution: operation({
    method: "GET",
    route: "/distributions/{id}",
    summary: "Shows a distribution's behaviors, functions, origins, policies and error pages.",
    path: z.strictObject({ id: text }),
    answer: distributionDetail,
  }),
  listFunctions: operation({
    method: "GET",
    route: "/functions",
    summary: "Lists the functions that distributions run.",
    answer: z.object({ functions: z.array(functionSummary) }),
  }),
  readFunction: operation({
    method: "GET",
    route: "/functions/{name}",
    summary: "Shows a function's deployed code, versions and source.",
    path: z.strictObject({ name: text }),
    answer: functionDetail,
  }),
  listKeyValueStores: operation({
    method: "GET",
    route: "/key-value-stores",
    summary: "Lists the KeyValueStores.",
    answer: z.object({ stores: z.array(keyValueStore) }),
  }),
  listKeys: operation({
    method: "GET",
    route: "/key-value-stores/{name}/keys",
    summary: "Lists entries of a KeyValueStore by key.",
    path: z.strictObject({ name: text }),
    query: z.strictObject({
      prefix: z.string().optional(),
      /** The key after which the list goes on. */
      after: z.string().optional(),
      /** @default 500 */
      limit: wholeNumber.optional(),
    }),
    answer: z.object({ keys: z.array(keyValueEntry), next: z.string().optional() }),
  }),
  putKey: operation({
    method: "PUT",
    route: "/key-value-stores/{name}/keys/{key}",
    summary: "Writes an entry of a KeyValueStore.",
    path: z.strictObject({ name: text, key: text }),
    body: z.strictObject({ value: z.string() }),
    answer: done,
  }),
  deleteKey: operation({
    method: "DELETE",
    route: "/key-value-stores/{name}/keys/{key}",
    summary: "Deletes an entry of a KeyValueStore.",
    path: z.strictObject({ name: text, key: text }),
    answer: done,
  }),
  listCache: operation({
    method: "GET",
    route: "/cache",
    summary: "Lists stored responses, the last used first.",
    query: z.strictObject({
      distribution: text.optional(),
      /** The beginning of the path. */
      path: z.string().optional(),
      /** @default 500 */
      limit: wholeNumber.optional(),
    }),
    answer: z.object({ entries: z.array(cacheEntry), total: z.number(), bytes: z.number() }),
  }),
  evict: operation({
    method: "DELETE",
    route: "/cache/{entry}",
    summary: "Deletes one stored response.",
    path: z.strictObject({ entry: text }),
    answer: done,
  }),
  clearCache: operation({
    method: "DELETE",
    route: "/cache",
    summary: "Deletes all stored responses.",
    answer: done,
  }),
  listInvalidations: operation({
    method: "GET",
    route: "/invalidations",
    summary: "Lists the invalidations of all distributions, the newest first.",
    answer: z.object({ invalidations: z.array(invalidation) }),
  }),
  invalidate: operation({
    method: "POST",
    route: "/invalidations",
    summary: "Invalidates paths of a distribution, as CloudFront's API does.",
    body: z.strictObject({ distribution: text, paths: z.array(text).min(1) }),
    answer: z.object({ invalidation }),
  }),
  readStatus: operation({
    method: "GET",
    route: "/status",
    summary: "Shows the environment that is served, and what `featheredge up` does with it.",
    answer: projectStatus,
    needsProject: true,
  }),
  openSource: operation({
    method: "POST",
    route: "/open",
    summary: "Opens a line of the project in the editor that LAUNCH_EDITOR, VISUAL or EDITOR names.",
    body: z.strictObject({
      /** Relative to the project, with forward slashes. */
      file: text,
      line: z.number().int().positive().optional(),
      column: z.number().int().positive().optional(),
    }),
    answer: done,
    needsProject: true,
  }),
  readTerraform: operation({
    method: "GET",
    route: "/terraform",
    summary: "Shows Terraform's last plan, log and drift.",
    answer: terraformView,
    needsProject: true,
  }),
  applyTerraform: operation({
    method: "POST",
    route: "/terraform/apply",
    summary: "Plans and applies the environment now.",
    body: none,
    answer: done,
    needsProject: true,
  }),
  checkDrift: operation({
    method: "POST",
    route: "/terraform/drift",
    summary: "Begins to compare AWS with what Terraform applied last. `GET /terraform` has the result.",
    body: none,
    answer: done,
    needsProject: true,
  }),
} as const;

type Operations = typeof operations;
export type OperationName = keyof Operations;

/** `unknown` for a part that an operation does not have, so that an intersection ignores it. */
type InputOf<Schema> = Schema extends z.ZodType ? NamedMembers<z.input<Schema>> : unknown;
/** An empty object's type would forbid every member. */
type NamedMembers<Input> = string extends keyof Input ? unknown : Input;

/** The input of an operation: its path, query and body as one object. */
export type OperationInput<Name extends OperationName> = InputOf<Operations[Name]["path"]> &
  InputOf<Operations[Name]["query"]> &
  InputOf<Operations[Name]["body"]>;

/** An operation's answer. */
export type OperationAnswer<Name extends OperationName> = z.output<Operations[Name]["answer"]>;

/** The body of every answer that is not 2xx. */
export const errorAnswer = z.object({
  /** Whole sentences: the value, the rule and the fix. */
  message: z.string(),
});

/** The events of `GET /events`, by the name of each. */
export const serverEvents = {
  request: requestSummary,
  status: projectStatus,
  /** The plan, the log or the drift of Terraform has changed: `GET /terraform` has it. */
  terraform: z.object({}),
} as const;
export type ServerEvent =
  | { readonly event: "request"; readonly data: z.output<typeof requestSummary> }
  | { readonly event: "status"; readonly data: z.output<typeof projectStatus> }
  | { readonly event: "terraform"; readonly data: Readonly<Record<string, never>> };
