import { randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { StorageError } from "../files/storage-error.ts";
import { storageErrorCode } from "../moto/aws-error.ts";
import { accountOf } from "../proxy/routes.ts";
import { BodyTooLargeError, readBody } from "../read-body.ts";
import { splitTarget } from "../request-target.ts";
import { EndedRun } from "../runs/runs.ts";
import type { Context } from "./context.ts";
import { runOrFail } from "./faults.ts";
import type { InvalidationListeners } from "./invalidation-listeners.ts";
import type { ControlPlaneOptions } from "./options.ts";
import { CloudFrontError } from "./protocol/errors.ts";
import { readInput } from "./protocol/read-input.ts";
import { findRoute } from "./protocol/routes.ts";
import { type HttpOutput, writeError, writeOutput } from "./protocol/write-output.ts";
import { findOperation } from "./resources/index.ts";
import type { Account, Accounts } from "./state/account.ts";

/** The state that the operations of the API run on. */
export interface ApiOptions extends ControlPlaneOptions {
  readonly accounts: Accounts;
  readonly accountFor: (id: string, userAgent: string | undefined) => Account;
  readonly invalidations: InvalidationListeners;
}

/** Answers CloudFront's REST-XML API. This is a separate module, since the SDK's schemas take long to load. */
export function cloudFrontApi(options: ApiOptions): RequestListener {
  const run = runner(options);
  return (request, response) => {
    answer(request, response, run, options.log).catch((error) => {
      options.log(`could not answer ${request.method} ${request.url}: ${error}`);
      response.destroy();
    });
  };
}

type Run = (request: IncomingMessage) => Promise<HttpOutput>;

/**
 * The largest request body that is read, in bytes. AWS documents no limit; the largest input that its quotas allow, an
 * invalidation of 3,000 paths, has a few hundred kilobytes. Parsing XML takes up to forty times its size in memory.
 */
const largestBody = 1024 * 1024;

function runner(options: ApiOptions): Run {
  const { accounts, accountFor, invalidations, clock, deploySeconds, log, faults, readObject, findCertificate } =
    options;
  return async (request) => {
    const body = await readBody(request, largestBody);
    const target = splitTarget(request.url ?? "/");
    const query = new URLSearchParams(target.query);
    const match = findRoute(request.method ?? "GET", target.path, query);
    const operation = findOperation(match?.route.name ?? "");
    if (match === undefined || operation === undefined) {
      const requested = match?.route.name ?? `${request.method} ${target.path}`;
      log(`not supported by the loopback's CloudFront: ${requested}`);
      throw new CloudFrontError("NotImplemented", `The loopback's CloudFront does not support ${requested}.`);
    }
    const { route, labels } = match;
    const account = accountFor(signer(request), request.headers["user-agent"]);
    const invalidate: Context["invalidate"] = (invalidation) => invalidations.notify(invalidation);
    const settings = { clock, deploySeconds, log, readObject, findCertificate };
    const context: Context = { ...settings, account, accounts, invalidate };
    const input = readInput(route, { labels, query, headers: request.headers, body });
    const output = await runOrFail(
      faults?.(route.name),
      () => operation(input, context),
      (fault) => {
        throw new CloudFrontError(fault.code, `A fault injected into ${route.name}.`, fault.status);
      },
    );
    if (request.method !== "GET") await options.changed?.();
    return writeOutput(route, output);
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, run: Run, log: (line: string) => void) {
  const requestId = randomUUID();
  let output: HttpOutput;
  try {
    output = await run(request);
  } catch (error) {
    if (!(error instanceof CloudFrontError || error instanceof BodyTooLargeError)) {
      log(`${request.method} ${request.url} failed: ${error instanceof Error ? error.stack : error}`);
    }
    output = writeError(asCloudFrontError(error), requestId);
  }
  response.writeHead(output.status, {
    ...output.headers,
    "x-amzn-requestid": requestId,
    "content-length": Buffer.byteLength(output.body),
  });
  response.end(output.body);
}

function asCloudFrontError(error: unknown): CloudFrontError {
  if (error instanceof CloudFrontError) return error;
  if (error instanceof BodyTooLargeError) return new CloudFrontError("RequestEntityTooLarge", error.message);
  if (error instanceof EndedRun) return new CloudFrontError("AccessDenied", error.message, 403);
  if (error instanceof StorageError) return new CloudFrontError(storageErrorCode, error.message, 507);
  return new CloudFrontError("InternalError", "The loopback's CloudFront failed.");
}

function signer(request: IncomingMessage): string {
  const account = accountOf(request.headers.authorization, request.url ?? "");
  if (account !== undefined) {
    return account;
  }
  if (request.headers.authorization === undefined) {
    throw new CloudFrontError("MissingAuthenticationToken", "The request is not signed.");
  }
  throw new CloudFrontError(
    "InvalidClientTokenId",
    "On the loopback an access key id is the account's twelve digits: set AWS_ACCESS_KEY_ID to them.",
  );
}
