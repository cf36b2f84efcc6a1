import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Authority } from "./certificates/authority.ts";
import { publishCertificate } from "./certificates/publish-certificate.ts";
import { createControlPlane } from "./control-plane/control-plane.ts";
import type { Faults } from "./control-plane/faults.ts";
import type { DataPlane } from "./data-plane/data-plane.ts";
import type { Clock, Deployment, LambdaCode } from "./deployment.ts";
import { type EdgeOptions, startEdge } from "./edge.ts";
import { clientEnvironment } from "./environment.ts";
import { type FileSystem, machineFiles } from "./files/file-system.ts";
import { type Bucket, ensureBucket } from "./moto/s3/bucket.ts";
import { type FoundObject, findObjects, type ObjectQuery } from "./moto/s3/find-objects.ts";
import { readObject } from "./moto/s3/read-object.ts";
import { ensureSecret, type Secret } from "./moto/secret.ts";
import type { Moto } from "./moto/server/moto.ts";
import { startOtherServices } from "./moto/services.ts";
import { once } from "./once.ts";
import { type ObservedRequest, startProxy } from "./proxy/proxy.ts";
import { controlListener } from "./running/control.ts";
import { lockDirectory } from "./running/running.ts";
import { controlRuns, type RunControl } from "./runs/run-control.ts";
import { openRuns } from "./runs/runs.ts";

export interface LoopbackOptions {
  /** The directory for all files; made when missing. Default: `.featheredge/loopback`. */
  readonly directory?: string;
  /**
   * Keeps all resources in the directory, and starts with those that it keeps. Only one such loopback can run on a
   * directory. Without this option the loopback starts empty and leaves nothing, and any number can run.
   */
  readonly persist?: boolean;
  /** The environment whose `PATH` has moto and whose `HTTPS_PROXY` is used for tunnels. Default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
  /** Called with one line for each rejected host and each failure. */
  readonly log?: (line: string) => void;
  /** How long a distribution stays `InProgress`, in seconds. Default: 0. */
  readonly deploySeconds?: number;
  /** How long a Lambda@Edge function's replicas outlive its last association, in seconds: hours on AWS. Default: 3. */
  readonly replicaSeconds?: number;
  /** Chooses the fault of each of CloudFront's operations, for tests. Default: none fails. */
  readonly faults?: Faults | undefined;
  /** The file system for kept files, which a test can make fail. Default: the machine's. */
  readonly files?: FileSystem | undefined;
  /** The time that CloudFront uses. Default: the machine's. */
  readonly clock?: Clock;
  /**
   * Called with each request to AWS's API before it is answered, and with one for each change that the inspector makes to
   * a KeyValueStore. @default none
   */
  readonly observe?: (request: ObservedRequest) => void;
  /** The moto to use, whose start was begun earlier. The loopback closes it. @default starts one */
  readonly moto?: Promise<Moto> | undefined;
  /** Measures a step of the start. @default runs it */
  readonly measure?: Measure | undefined;
  /** Also serves the distributions. Default: only the APIs are served. */
  readonly edge?: EdgeOptions;
  /**
   * Called when the kept distributions are served, which is before moto has started. A request that needs moto, such as one
   * for an object in a bucket, waits for it.
   */
  readonly onServing?: ((serving: Pick<Loopback, "deployment" | "edge">) => void) | undefined;
}

/** Runs a step of some work and takes its time. */
export type Measure = <T>(step: string, work: () => Promise<T>) => Promise<T>;

/** A client's connection to the AWS on 127.0.0.1. */
export interface LoopbackClient {
  /** Variables that replace those of a client's environment to make it use this AWS; `undefined` removes a variable. */
  environment(account: string): Record<string, string | undefined>;
  /** Creates a bucket unless it exists. */
  ensureBucket(bucket: Bucket): Promise<void>;
  /**
   * Puts a SecureString into Parameter Store unless a parameter of its name exists.
   * @returns true if it was put.
   */
  ensureSecret(secret: Secret): Promise<boolean>;
  /** Finds objects by the suffix of their keys, in all buckets of an account. */
  findObjects(query: ObjectQuery): Promise<FoundObject[]>;
  /**
   * Replaces the hosts whose connections this client may tunnel to the internet, such as those of the provider registry.
   * At first there are none.
   */
  tunnel(hosts: readonly string[]): Promise<void>;
  /** Reports runs of Terraform, so that the changes of a killed run are undone. */
  readonly runs: RunControl;
}

/** AWS on 127.0.0.1. */
export interface Loopback extends LoopbackClient {
  /** The resources that clients have deployed to CloudFront. */
  readonly deployment: Deployment;
  /** The code of published Lambda functions. */
  readonly lambda: LambdaCode;
  /** The data plane that serves the distributions; undefined without the option `edge`. */
  readonly edge: DataPlane | undefined;
  /** Stops everything. The state is lost unless the loopback persists. */
  close(): Promise<void>;
}

/** The hosts that `terraform init` installs providers from by default. */
export const providerRegistryHosts = ["registry.terraform.io", "releases.hashicorp.com"] as const;

/**
 * Starts AWS on 127.0.0.1: moto, and a TLS proxy with its certificate authority that routes AWS's hosts to it.
 * @throws {LoopbackError} when moto is missing or does not start, when kept files can't be read, and when another
 * loopback runs on the directory.
 */
export async function startLoopback(options: LoopbackOptions = {}): Promise<Loopback> {
  const directory = resolve(options.directory ?? join(".featheredge", "loopback"));
  const { persist = false, env = process.env, log = () => {}, clock = Date.now, deploySeconds = 0, faults } = options;
  const { replicaSeconds = 3, measure = (_, work) => work() } = options;
  const files = options.files ?? machineFiles;
  const closing: (() => Promise<void>)[] = [];
  /** Last opened, first closed. */
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    const lock = persist ? await lockDirectory(directory, files) : undefined;
    if (lock !== undefined) closing.push(lock.release);
    // Opened with the first client by TLS, or below: it takes long to load, and HTTP does not need it.
    const openAuthority = once(() =>
      measure("certificate authority", async (): Promise<Authority> => {
        if (!persist) return (await import("./certificates/authority.ts")).createAuthority(new Date());
        const { keepAuthority } = await import("./certificates/kept-authority.ts");
        return keepAuthority(authorityPaths(directory), new Date(), files);
      }),
    );
    const secureContext = async (host: string) => (await openAuthority()).secureContext(host);
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
      findCertificate: (arn) => aws.gateway.findCertificate(arn),
      changed: async () => aliasesChanged?.(),
      observe: options.observe,
    });
    const { deployment } = controlPlane;
    const certificateUsers = (arn: string) => usersOf(deployment, arn);
    const shared = { directory, persist, env, files, runs, measure, moto: options.moto };
    const aws = startOtherServices({ ...shared, certificateUsers, log, closing });
    const parts = [controlPlane.made, ...(aws.made === undefined ? [] : [aws.made])];
    // Resources that a run has made before it was cut short must not be served.
    const runControl = await controlRuns(runs, parts, log);
    const controlled = {
      ensureBucket: (bucket: Bucket) => ensureBucket(aws.gateway, bucket),
      ensureSecret: (secret: Secret) => ensureSecret(aws.gateway, secret),
      findObjects: (query: ObjectQuery) => findObjects(query, (request) => aws.gateway.send(request)),
      tunnel: (hosts: readonly string[], client: string) => proxy.tunnel(hosts, client),
      runs: runControl,
    };
    const answerOthers = once(async () => (await import("./other-apis.ts")).otherApis(aws, controlPlane, log));
    const proxy = await startProxy({
      secureContext,
      moto: async (request, response) => (await answerOthers())(request, response),
      // Operations read resources of other services, such as certificates.
      cloudFront: (request, response) =>
        void aws.gateway.ready.then(
          () => controlPlane.listener(request, response),
          () => response.destroy(),
        ),
      ...(lock === undefined ? {} : { control: controlListener(lock.token, controlled) }),
      env,
      log,
      observe: options.observe,
    });
    closing.push(proxy.close);
    const { administration } = controlPlane;
    const network = async () => ({ proxyPort: proxy.port, certificate: (await openAuthority()).certificate });
    const surroundings = { ...aws, deployment, administration, secureContext, network, clock, log };
    const { edge: edgeOptions } = options;
    const edge = edgeOptions && (await measure("edge", () => startEdge(edgeOptions, surroundings)));
    if (edge !== undefined) closing.push(edge.close);
    options.onServing?.({ deployment, edge });
    await aws.opened;
    const authority = await openAuthority();
    const certificateFile = lock ? authorityPaths(directory).certificate : join(directory, `ca-${proxy.port}.pem`);
    if (!lock) closing.push(() => rm(certificateFile, { force: true }));
    aliasesChanged = await publishCertificate({ authority, deployment, file: certificateFile, files, log });
    const ports = edge && { http: edge.httpPort, https: edge.httpsPort };
    await lock?.announce({ proxyPort: proxy.port, certificateFile, ...(ports === undefined ? {} : { ports }) });
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
 * Deletes all that a persisting loopback keeps in a directory.
 * @throws {LoopbackError} while a loopback runs there.
 */
export async function wipe(directory: string): Promise<void> {
  const lock = await lockDirectory(resolve(directory));
  const { certificate, key } = authorityPaths(resolve(directory));
  for (const path of ["moto", "lambda", "cloudfront", "runs", "states"]
    .map((name) => join(resolve(directory), name))
    .concat(certificate, key)) {
    await rm(path, { recursive: true, force: true });
  }
  await lock.release();
}

/** The ARNs of the distributions that use a certificate. */
function usersOf({ distributions }: Pick<Deployment, "distributions">, certificate: string): string[] {
  return Array.from(distributions).flatMap(({ arn, config }) =>
    config.ViewerCertificate?.ACMCertificateArn === certificate ? [arn] : [],
  );
}

function authorityPaths(directory: string) {
  return { certificate: join(directory, "ca.pem"), key: join(directory, "ca.key") };
}
