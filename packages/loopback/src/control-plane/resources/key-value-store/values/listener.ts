import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import * as sdk from "@aws-sdk/client-cloudfront-keyvaluestore";
import { JsonShapeDeserializer, JsonShapeSerializer } from "@aws-sdk/core/protocols";
import { keyValueStoreQuotas } from "@featheredge/aws-rules";
import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema } from "@smithy/types";
import type { Clock } from "../../../../deployment.ts";
import { StorageError } from "../../../../files/storage-error.ts";
import { storageErrorCode } from "../../../../moto/aws-error.ts";
import { accountOf } from "../../../../proxy/routes.ts";
import { BodyTooLargeError, readBody } from "../../../../read-body.ts";
import { decodePercent, splitTarget } from "../../../../request-target.ts";
import { EndedRun, type Runs } from "../../../../runs/runs.ts";
import { type Faults, runOrFail } from "../../../faults.ts";
import { findRoute, type Route, routesOf } from "../../../protocol/routes.ts";
import type { Accounts } from "../../../state/account.ts";
import { madeBy } from "../../../state/made-by.ts";
import { KeyValueError } from "./error.ts";
import { keyValueOperations } from "./operations.ts";

/** Timestamp format 7 is seconds since 1970 in smithy's schemas, as REST-JSON has it. */
const settings = { jsonName: true, timestampFormat: { useTrait: true, default: 7 } } as const;

const routes = routesOf(
  Object.values(sdk).filter(
    (value): value is StaticOperationSchema => Array.isArray(value) && (value as readonly unknown[])[0] === 9,
  ),
);

/** The largest request body that is read, in bytes. In JSON, an update may have twice its size. */
const largestBody = 2 * keyValueStoreQuotas.bytesPerUpdate.value;

export interface KeyValueOptions {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  readonly faults?: Faults | undefined;
  /** Finds the run of Terraform that a request belongs to. */
  readonly makerOf?: Runs["makerOf"] | undefined;
}

/** Answers the API that reads and writes a store's entries: REST-JSON, signed by SigV4A. */
export function keyValueListener(options: KeyValueOptions): RequestListener {
  return (request, response) => {
    answer(request, response, options).catch((error) => {
      options.log(`could not answer ${request.method} ${request.url}: ${error}`);
      response.destroy();
    });
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, options: KeyValueOptions): Promise<void> {
  const target = splitTarget(request.url ?? "/");
  const query = new URLSearchParams(target.query);
  const match = findRoute(request.method ?? "GET", target.path, query, routes);
  const operation = keyValueOperations[match?.route.name ?? ""];
  if (match === undefined || operation === undefined) {
    const message = `The loopback's KeyValueStores do not support ${request.method} ${target.path}.`;
    options.log(message);
    sendError(response, 501, "NotImplemented", message);
    return;
  }
  try {
    const account = accountOf(request.headers.authorization, request.url ?? "");
    if (account === undefined) throw new KeyValueError("AccessDeniedException", "The request is not signed.");
    const body = await readBody(request, largestBody);
    const maker = options.makerOf?.(request.headers["user-agent"]);
    const context = { account: madeBy(options.accounts.get(account), maker), clock: options.clock };
    const input = readInput(match.route, match.labels, query, request, body);
    const { name } = match.route;
    const output = await runOrFail(
      options.faults?.(name),
      () => operation(input as never, context),
      (fault) => {
        throw new KeyValueError(fault.code, `A fault injected into ${name}.`, fault.status);
      },
    );
    send(response, match.route, output as Members);
  } catch (error) {
    if (error instanceof StorageError) {
      options.log(error.message);
      sendError(response, 507, storageErrorCode, error.message);
      return;
    }
    if (error instanceof BodyTooLargeError) {
      sendError(response, 413, "RequestEntityTooLarge", error.message);
      return;
    }
    if (error instanceof EndedRun) {
      sendError(response, 403, "AccessDeniedException", error.message);
      return;
    }
    if (!(error instanceof KeyValueError)) throw error;
    sendError(response, error.status ?? statusOf(error.code), error.code, error.message);
  }
}

/** The HTTP status of an error, by the SDK's schema of it. */
function statusOf(code: string): number {
  const schema = (sdk as Readonly<Record<string, unknown>>)[`${code}$`];
  return Number(NormalizedSchema.of(schema as typeof sdk.ConflictException$).getMergedTraits().httpError ?? 400);
}

type Members = Readonly<Record<string, unknown>>;

function readInput(
  route: Route,
  labels: Readonly<Record<string, string>>,
  query: URLSearchParams,
  request: IncomingMessage,
  body: Buffer,
): Members {
  const schema = NormalizedSchema.of(route.schema[4]);
  const input: Record<string, unknown> = body.length === 0 ? {} : readJson(schema, body);
  for (const [name, member] of schema.structIterator()) {
    const { httpLabel, httpQuery, httpHeader } = member.getMergedTraits();
    const text = httpQuery === undefined ? undefined : (query.get(httpQuery) ?? undefined);
    if (httpLabel) input[name] = decodeLabel(labels[name] ?? "");
    else if (text !== undefined) input[name] = member.isNumericSchema() ? Number(text) : text;
    else if (httpHeader !== undefined) input[name] = request.headers[httpHeader.toLowerCase()];
  }
  return input;
}

function decodeLabel(label: string): string {
  const text = decodePercent(label);
  if (text === undefined) throw new KeyValueError("ValidationException", `'${label}' is not percent-encoded UTF-8.`);
  return text;
}

function readJson(schema: NormalizedSchema, body: Buffer): Record<string, unknown> {
  try {
    return new JsonShapeDeserializer(settings).readObject(schema, JSON.parse(body.toString())) as Record<
      string,
      unknown
    >;
  } catch (error) {
    throw new KeyValueError("ValidationException", `The body is not valid JSON: ${String(error)}`);
  }
}

function send(response: ServerResponse, route: Route, output: Members): void {
  const { ETag, ...members } = output;
  const serializer = new JsonShapeSerializer(settings);
  serializer.write(NormalizedSchema.of(route.schema[5]), members);
  const body = serializer.flush();
  response.writeHead(route.status, {
    "content-type": "application/json",
    ...(ETag === undefined ? {} : { etag: String(ETag) }),
  });
  response.end(body);
}

function sendError(response: ServerResponse, status: number, code: string, message: string): void {
  response.writeHead(status, { "content-type": "application/json", "x-amzn-errortype": code });
  response.end(JSON.stringify({ Message: message }));
}
