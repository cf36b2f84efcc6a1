import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { type BucketRulesReader, readBucketRules } from "../data-plane/origin/bucket-rules.ts";
import type { LambdaCode } from "../deployment.ts";
import { type MotoGateway, openGateway } from "./gateway.ts";
import { openJournal } from "./journal/journal.ts";
import { codeKeeper, lambdaCode } from "./lambda/code.ts";
import { openZips } from "./lambda/zips.ts";
import { startMoto } from "./moto.ts";
import { type MotoAnswer, type MotoRequest, sendToMoto } from "./request.ts";

/** Every service but CloudFront. */
export interface OtherServices {
  readonly motoPort: number;
  readonly gateway: MotoGateway;
  /** The code of the Lambda functions that were published here. */
  readonly lambda: LambdaCode;
  /** What decides on access to the buckets that were made here. */
  readonly buckets: BucketRulesReader;
}

export interface OtherServicesOptions {
  readonly directory: string;
  /** Begins with what the directory keeps, and keeps what is made. */
  readonly persist: boolean;
  readonly env: NodeJS.ProcessEnv;
  readonly log: (line: string) => void;
  /** Gets what ends each part, in the order in which they were opened. */
  readonly closing: (() => Promise<void>)[];
}

/**
 * Starts moto, and keeps beside it what moto does not.
 * @throws {LoopbackError} when moto is missing or does not start, or when what is kept can't be read.
 */
export async function startOtherServices(options: OtherServicesOptions): Promise<OtherServices> {
  const { directory, persist, env, log, closing } = options;
  const moto = await startMoto(env);
  closing.push(moto.close);
  const journal = persist ? await openJournal(join(directory, "moto")) : undefined;
  if (journal !== undefined) closing.push(journal.close);
  const zipsDirectory = persist ? join(directory, "lambda") : await temporaryFolder(directory);
  if (!persist) closing.push(() => rm(zipsDirectory, { recursive: true, force: true }));
  const zips = await openZips(zipsDirectory);
  const keepCode = codeKeeper(zips, (request) => sendToMoto(moto.port, request));
  const send = (request: MotoRequest) => gateway.send(request);
  const buckets = readBucketRules(send);
  const lambda = lambdaCode(zips, send);
  const written = async (request: MotoRequest, answer: MotoAnswer) => {
    buckets.written(request);
    lambda.written(request);
    await keepCode(request, answer);
  };
  const gateway: MotoGateway = await openGateway({ port: moto.port, journal, written, log });
  return { motoPort: moto.port, gateway, lambda, buckets };
}

async function temporaryFolder(directory: string): Promise<string> {
  await mkdir(directory, { recursive: true });
  return mkdtemp(join(directory, "lambda-"));
}
