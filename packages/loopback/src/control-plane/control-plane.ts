import { randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { join } from "node:path";
import type { Administration } from "../administration.ts";
import type { Clock, Deployment } from "../deployment.ts";
import type { FileSystem } from "../files/file-system.ts";
import { StorageError } from "../files/storage-error.ts";
import { storageErrorCode } from "../moto/aws-error.ts";
import { accountOf } from "../proxy/routes.ts";
import { BodyTooLargeError, readBody } from "../read-body.ts";
import { splitTarget } from "../request-target.ts";
import type { MadeByRuns } from "../runs/run.ts";
import { EndedRun, type Runs } from "../runs/runs.ts";
import { createAdministration } from "./administration.ts";
import type { Context, FindCertificate, ReadObject } from "./context.ts";
import { deploymentOf } from "./deployment.ts";
import { type Faults, runOrFail } from "./faults.ts";
import { InvalidationListeners } from "./invalidation-listeners.ts";
import { type FindReplica, replicaFinder } from "./lambda-replicas.ts";
import { CloudFrontError } from "./protocol/errors.ts";
import { readInput } from "./protocol/read-input.ts";
import { findRoute } from "./protocol/routes.ts";
import { type HttpOutput, writeError, writeOutput } from "./protocol/write-output.ts";
import { findOperation } from "./resources/index.ts";
import { isKeyValueHost, keyValueListener } from "./resources/key-value-store/values/listener.ts";
import { type Account, type Accounts, openAccounts } from "./state/account.ts";
import { madeBy } from "./state/made-by.ts";
import { recordsOfRuns } from "./undo.ts";

export interface ControlPlaneOptions {
  /** The directory in which resources outlive this process, below `cloudfront/<account>/`. Without it they are in memory only. */
  readonly directory?: string | undefined;
  /** The file system that resources are written to. Default: the machine's. */
  readonly files?: FileSystem | undefined;
  readonly clock: Clock;
  /** How long a distribution stays `InProgress` and an invalidation takes, in seconds. */
  readonly deploySeconds: number;
  /** How long a Lambda@Edge function's replicas outlive its last association, in seconds. Default: 0. */
  readonly replicaSeconds?: number | undefined;
  /** Called with one line for each failure, each unsupported request and each doubtful distribution. */
  readonly log: (line: string) => void;
  readonly faults?: Faults | undefined;
  /** Called after each operation that may have changed a resource, before the client gets the answer. */
  readonly changed?: (() => Promise<void>) | undefined;
  /** Reads objects of S3 that a KeyValueStore is imported from. */
  readonly readObject?: ReadObject | undefined;
  /** Finds certificates of ACM. */
  readonly findCertificate?: FindCertificate | undefined;
  /** Finds the run of Terraform that a request belongs to. Without it, all requests count as other programs'. */
  readonly makerOf?: Runs["makerOf"] | undefined;
}

/** CloudFront's control plane. */
export interface ControlPlane {
  /** Answers CloudFront's REST-XML API. */
  readonly listener: RequestListener;
  /** The deployed resources, as the data plane reads them. */
  readonly deployment: Deployment;
  /** Lists and changes resources for the inspector. */
  readonly administration: Administration;
  /** The resources that runs of Terraform have made, so that they can be undone. */
  readonly made: MadeByRuns;
  /** Finds the versions of Lambda functions that have replicas. */
  readonly findReplica: FindReplica;
  /**
   * Opens an account for the sender of a request, so that each resource is marked with the run that makes it.
   * @throws {EndedRun} for a run of Terraform that has ended.
   */
  accountFor(id: string, userAgent: string | undefined): Account;
}

/**
 * Serves CloudFront's API from the loopback's own state. Clients can't distinguish a supported operation from AWS's; an
 * unsupported one answers 501 `NotImplemented`.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/Welcome.html
 * @throws {LoopbackError} when a file in the directory is not a valid resource.
 */
export function createControlPlane(options: ControlPlaneOptions): ControlPlane {
  const accounts = openAccounts(options.directory && join(options.directory, "cloudfront"), options.files);
  const invalidations = new InvalidationListeners();
  const accountFor: ControlPlane["accountFor"] = (id, userAgent) =>
    madeBy(accounts.get(id), options.makerOf?.(userAgent));
  const run = runner(options, accounts, accountFor, invalidations);
  const answerKeyValues = keyValueListener({
    accounts,
    clock: options.clock,
    log: options.log,
    faults: options.faults,
    makerOf: options.makerOf,
  });
  return {
    listener: (request, response) => {
      if (isKeyValueHost(request.headers.host)) {
        answerKeyValues(request, response);
        return;
      }
      answer(request, response, run, options.log).catch((error) => {
        options.log(`could not answer ${request.method} ${request.url}: ${error}`);
        response.destroy();
      });
    },
    deployment: deploymentOf(accounts, invalidations),
    administration: createAdministration({ ...options, accounts, invalidations }),
    made: recordsOfRuns(accounts),
    findReplica: replicaFinder(accounts, options.clock, options.replicaSeconds ?? 0),
    accountFor,
  };
}

type Run = (request: IncomingMessage) => Promise<HttpOutput>;

/**
 * The largest request body that is read, in bytes. AWS documents no limit; the largest input that its quotas allow, an
 * invalidation of 3,000 paths, has a few hundred kilobytes. Parsing XML takes up to forty times its size in memory.
 */
const largestBody = 1024 * 1024;

function runner(
  options: ControlPlaneOptions,
  accounts: Accounts,
  accountFor: ControlPlane["accountFor"],
  invalidations: InvalidationListeners,
): Run {
  const { clock, deploySeconds, log, faults, readObject, findCertificate } = options;
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
