import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { BucketRulesReader } from "../data-plane/7-origin/s3/bucket-rules.ts";
import { readBucketRules } from "../data-plane/7-origin/s3/read-bucket-rules.ts";
import type { WebAclReader } from "../data-plane/base/web-acl.ts";
import type { LambdaCode } from "../deployment.ts";
import type { FileSystem } from "../files/file-system.ts";
import { makePrivateFolder } from "../files/replace-file.ts";
import { storing } from "../files/storage-error.ts";
import type { MadeByRuns } from "../runs/run.ts";
import type { Runs } from "../runs/runs.ts";
import type { CertificateUsers } from "./acm/certificates.ts";
import { type MotoGateway, openGateway } from "./gateway.ts";
import { type Change, openJournal } from "./journal/journal.ts";
import { withoutRuns } from "./journal/undo.ts";
import { codeKeeper, lambdaCode } from "./lambda/code.ts";
import { openZips, type Zips } from "./lambda/zips.ts";
import type { MotoRequest } from "./request/request.ts";
import { sendToMoto } from "./request/send.ts";
import { freeStaleLocks } from "./s3/stale-locks.ts";
import type { MotoAddress } from "./server/address.ts";
import { type Moto, startMoto } from "./server/moto.ts";
import { readWebAcls } from "./wafv2/read-web-acls.ts";
import { writesOfRuns } from "./writes-of-runs.ts";

/** All services except CloudFront. */
export interface OtherServices {
  /** Where moto is, once the content of buckets is in it. */
  readonly moto: Promise<MotoAddress>;
  /** Resolves when moto runs and the content of buckets is in it. */
  readonly opened: Promise<void>;
  readonly gateway: MotoGateway;
  /** The code of published Lambda functions. */
  readonly lambda: LambdaCode;
  /** The rules that decide on access to buckets. */
  readonly buckets: BucketRulesReader;
  readonly webAcls: WebAclReader;
  /** The code of all Lambda functions, as it was uploaded. */
  readonly zips: Zips;
  /** The changes of runs of Terraform; undefined if the loopback does not persist. */
  readonly made: MadeByRuns | undefined;
}

export interface OtherServicesOptions {
  readonly directory: string;
  /** Starts with the resources that the directory keeps, and keeps new ones. */
  readonly persist: boolean;
  readonly env: NodeJS.ProcessEnv;
  /** A moto that is starting already. */
  readonly moto: Promise<Moto> | undefined;
  /** The file system for kept files. */
  readonly files: FileSystem;
  /** The runs of Terraform that were reported to the loopback. */
  readonly runs: Runs;
  /** Finds the distributions that use a certificate of ACM. */
  readonly certificateUsers: CertificateUsers;
  readonly measure: <T>(step: string, work: () => Promise<T>) => Promise<T>;
  readonly log: (line: string) => void;
  /** Functions that close each part are added to it, in the order in which the parts were opened. */
  readonly closing: (() => Promise<void>)[];
}

/**
 * Starts moto, and keeps the data that moto does not keep. It does not wait for moto, for which requests wait.
 * @throws {LoopbackError} when kept files can't be read; from {@link OtherServices.opened}, when moto does not start.
 */
export function startOtherServices(options: OtherServicesOptions): OtherServices {
  const { directory, persist, env, files, runs, log, closing, measure } = options;
  // Kept files are read before moto starts, so that an error in them is reported at once.
  const cutShort = new Set(runs.cutShort().map(({ id }) => id));
  const withoutCutShort: Change = (entries, requestOf) => withoutRuns(entries, requestOf, cutShort);
  const journal = persist ? openJournal(join(directory, "moto"), files, withoutCutShort) : undefined;
  if (journal !== undefined) closing.push(async () => journal.close());
  const zipsDirectory = persist ? join(directory, "lambda") : temporaryFolder(directory);
  if (!persist) closing.push(() => rm(zipsDirectory, { recursive: true, force: true }));
  const zips = openZips(zipsDirectory, files);
  const starting = measure("moto", async () => options.moto ?? startMoto(env));
  closing.push(async () => {
    const moto = await starting.catch(() => undefined);
    await moto?.close();
  });
  const address = starting.then((moto) => moto.address);
  const prepare = codeKeeper(zips, async (request) => sendToMoto(await address, request));
  const send = (request: MotoRequest) => gateway.send(request);
  const buckets = readBucketRules(send);
  const webAcls = readWebAcls(send);
  const lambda = lambdaCode(zips, send);
  const written = (request: MotoRequest) => {
    buckets.written(request);
    webAcls.written(request);
    lambda.written(request);
  };
  const gateway: MotoGateway = openGateway({
    moto: address,
    ended: starting.then(({ ended }) => ended),
    journal,
    prepare,
    written,
    makerOf: runs.makerOf,
    certificateUsers: options.certificateUsers,
    log,
  });
  const open = async () => {
    await starting;
    await measure("kept resources", () => gateway.filled);
    if (journal !== undefined) (await freeStaleLocks(journal, send)).forEach(log);
  };
  const opened = open();
  const made = journal && writesOfRuns(journal, gateway, log);
  const filled = gateway.filled.then(() => address);
  for (const step of [opened, filled]) step.catch(() => {});
  return { moto: filled, opened, gateway, lambda, buckets, webAcls, zips, made };
}

function temporaryFolder(directory: string): string {
  makePrivateFolder(directory);
  return storing(directory, () => mkdtempSync(join(directory, "lambda-")));
}
