import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createAuthority } from "./certificates/authority.ts";
import { keepAuthority } from "./certificates/kept-authority.ts";
import { publishCertificate } from "./certificates/publish-certificate.ts";
import { createControlPlane } from "./control-plane/control-plane.ts";
import type { Faults } from "./control-plane/faults.ts";
import type { DataPlane } from "./data-plane/data-plane.ts";
import type { Clock, Deployment, LambdaCode } from "./deployment.ts";
import { type EdgeOptions, startEdge } from "./edge.ts";
import { clientEnvironment } from "./environment.ts";
import { type FileSystem, machineFiles } from "./files/file-system.ts";
import { keepReplicated } from "./moto/lambda/replicated.ts";
import { type Bucket, ensureBucket } from "./moto/s3/bucket.ts";
import { type FoundObject, findObjects, type ObjectQuery } from "./moto/s3/find-objects.ts";
import { readObject } from "./moto/s3/read-object.ts";
import { ensureSecret, type Secret } from "./moto/secret.ts";
import { startOtherServices } from "./moto/services.ts";
import { startProxy } from "./proxy/proxy.ts";
import { controlListener } from "./running/control.ts";
import { lockDirectory } from "./running/running.ts";
import { controlRuns, type RunControl } from "./runs/run-control.ts";
import { openRuns } from "./runs/runs.ts";
import { answerTagging } from "./tagging-api/listener.ts";

export interface LoopbackOptions {
  /** Where everything is kept, `.featheredge/loopback` unless named; made when missing. */
  readonly directory?: string;
  /**
   * Keeps what was made in the directory, and begins with what is kept there; one loopback at a time can. Without it
   * the loopback begins with nothing and leaves nothing, and any number may run.
   */
  readonly persist?: boolean;
  /** The caller's environment, this process's unless given: `PATH` finds moto, `HTTPS_PROXY` carries the tunnels. */
  readonly env?: NodeJS.ProcessEnv;
  /** Told about refused hosts and failures, one line each. */
  readonly log?: (line: string) => void;
  /** How long a distribution stays `InProgress`; 0 unless given. */
  readonly deploySeconds?: number;
  /** How long a Lambda@Edge function's replicas outlive its last association: hours on AWS; 3 unless given. */
  readonly replicaSeconds?: number;
  /** Asked before each of CloudFront's operations what to fail with, if with anything. */
  readonly faults?: Faults | undefined;
  /** Writes what is kept, so that a test can make it fail; the machine's file system unless given. */
  readonly files?: FileSystem | undefined;
  /** The time, for what CloudFront does by it; the machine's unless given. */
  readonly clock?: Clock;
  /** Serves the distributions, too. */
  readonly edge?: EdgeOptions;
}

/** A way to AWS on 127.0.0.1. */
export interface LoopbackClient {
  /** What to lay over a client's environment so that its AWS is this one; `undefined` takes a variable away. */
  environment(account: string): Record<string, string | undefined>;
  /** Makes a bucket unless it is there. */
  ensureBucket(bucket: Bucket): Promise<void>;
  /**
   * Puts a SecureString into Parameter Store unless one of the name is there.
   * @returns whether it was put.
   */
  ensureSecret(secret: Secret): Promise<boolean>;
  /** Finds objects by the ends of their keys, in all buckets of an account. */
  findObjects(query: ObjectQuery): Promise<FoundObject[]>;
  /**
   * Replaces the hosts that are tunnelled to the internet untouched for this client, such as the provider registry's;
   * none at first.
   */
  tunnel(hosts: readonly string[]): Promise<void>;
  /** Runs of Terraform, and what they made: one that is killed leaves nothing behind. */
  readonly runs: RunControl;
}

/** AWS on 127.0.0.1. */
export interface Loopback extends LoopbackClient {
  /** What clients have deployed to CloudFront so far. */
  readonly deployment: Deployment;
  /** The code of the Lambda functions that were published here. */
  readonly lambda: LambdaCode;
  /** What serves the distributions; undefined unless it was asked for. */
  readonly edge: DataPlane | undefined;
  /** Stops everything; its state is gone unless it persists. */
  close(): Promise<void>;
}

/** The hosts that `terraform init` installs providers from when its configuration names no others. */
export const providerRegistryHosts = ["registry.terraform.io", "releases.hashicorp.com"] as const;

/**
 * Starts AWS on 127.0.0.1: moto, and a TLS proxy of its own authority before it, each on a free port.
 * @throws {LoopbackError} when moto is missing or does not start, when what is kept can't be read, and when another
 * loopback works on the directory.
 */
export async function startLoopback(options: LoopbackOptions = {}): Promise<Loopback> {
  const directory = resolve(options.directory ?? join(".featheredge", "loopback"));
  const { persist = false, env = process.env, log = () => {}, clock = Date.now, deploySeconds = 0, faults } = options;
  const { replicaSeconds = 3 } = options;
  const files = options.files ?? machineFiles;
  const closing: (() => Promise<void>)[] = [];
  /** Last opened, first closed. */
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    const held = persist ? await lockDirectory(directory, files) : undefined;
    if (held !== undefined) closing.push(held.release);
    const runs = openRuns(persist ? join(directory, "runs") : undefined, files);
    let aliasesChanged: (() => Promise<void>) | undefined;
    const controlPlane = createControlPlane({
      directory: persist ? directory : undefined,
      clock,
      deploySeconds,
      replicaSeconds,
      log,
      faults,
      files,
      makerOf: runs.makerOf,
      readObject: (account, arn) => readObject(account, arn, (request) => aws.gateway.send(request)),
      changed: async () => aliasesChanged?.(),
    });
    const { deployment } = controlPlane;
    const aws = await startOtherServices({ directory, persist, env, files, runs, log, closing });
    const parts = [controlPlane.made, ...(aws.made === undefined ? [] : [aws.made])];
    const runControl = await controlRuns(runs, parts, log);
    const authority = persist
      ? await keepAuthority(authorityPaths(directory), new Date(), files)
      : await createAuthority(new Date());
    const controlled = {
      ensureBucket: (bucket: Bucket) => ensureBucket(aws.gateway, bucket),
      ensureSecret: (secret: Secret) => ensureSecret(aws.gateway, secret),
      findObjects: (query: ObjectQuery) => findObjects(query, (request) => aws.gateway.send(request)),
      tunnel: (hosts: readonly string[], client: string) => proxy.tunnel(hosts, client),
      runs: runControl,
    };
    const proxy = await startProxy({
      authority,
      moto: answerTagging(keepReplicated(aws.gateway.handle, controlPlane.findReplica), {
        send: aws.gateway.send,
        accountFor: controlPlane.accountFor,
        log,
      }),
      cloudFront: controlPlane.listener,
      ...(held === undefined ? {} : { control: controlListener(held.token, controlled) }),
      env,
      log,
    });
    closing.push(proxy.close);
    const surroundings = { ...aws, deployment, authority, proxyPort: proxy.port, clock, log };
    const edge = options.edge && (await startEdge(options.edge, surroundings));
    if (edge !== undefined) closing.push(edge.close);
    const certificateFile = held ? authorityPaths(directory).certificate : join(directory, `ca-${proxy.port}.pem`);
    if (!held) closing.push(() => rm(certificateFile, { force: true }));
    aliasesChanged = await publishCertificate({ authority, deployment, file: certificateFile, files, log });
    const ports = edge && { http: edge.httpPort, https: edge.httpsPort };
    await held?.announce({ proxyPort: proxy.port, certificateFile, ...(ports === undefined ? {} : { ports }) });
    return {
      environment: (account) => clientEnvironment(account, proxy.port, certificateFile, env),
      ensureBucket: controlled.ensureBucket,
      ensureSecret: controlled.ensureSecret,
      findObjects: controlled.findObjects,
      tunnel: async (hosts) => proxy.tunnel(hosts),
      runs: runControl,
      deployment,
      lambda: aws.lambda,
      edge,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Deletes what a persisting loopback keeps in a directory.
 * @throws {LoopbackError} while one runs there.
 */
export async function wipe(directory: string): Promise<void> {
  const held = await lockDirectory(resolve(directory));
  const { certificate, key } = authorityPaths(resolve(directory));
  for (const path of ["moto", "lambda", "cloudfront", "runs", "states"]
    .map((name) => join(resolve(directory), name))
    .concat(certificate, key)) {
    await rm(path, { recursive: true, force: true });
  }
  await held.release();
}

function authorityPaths(directory: string) {
  return { certificate: join(directory, "ca.pem"), key: join(directory, "ca.key") };
}
