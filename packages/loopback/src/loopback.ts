import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createAuthority } from "./certificates/authority.ts";
import { keepAuthority } from "./certificates/kept-authority.ts";
import { type ControlPlaneOptions, createControlPlane } from "./control-plane/control-plane.ts";
import { type BucketRulesReader, readBucketRules } from "./data-plane/origin/bucket-rules.ts";
import type { Deployment, LambdaCode } from "./deployment.ts";
import { clientEnvironment } from "./environment.ts";
import { type Bucket, ensureBucket } from "./moto/bucket.ts";
import { type MotoGateway, openGateway } from "./moto/gateway.ts";
import { openJournal } from "./moto/journal/journal.ts";
import { codeKeeper, lambdaCode } from "./moto/lambda/code.ts";
import { openZips } from "./moto/lambda/zips.ts";
import { startMoto } from "./moto/moto.ts";
import { type MotoAnswer, type MotoRequest, sendToMoto } from "./moto/request.ts";
import { startProxy } from "./proxy/proxy.ts";
import { controlListener } from "./running/control.ts";
import { claim } from "./running/running.ts";

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
  /** Asked before each of CloudFront's operations what to fail with instead, if with anything. */
  readonly faults?: ControlPlaneOptions["faults"];
}

/** A way to AWS on 127.0.0.1. */
export interface LoopbackClient {
  /** What to lay over a client's environment so that its AWS is this one; `undefined` takes a variable away. */
  environment(account: string): Record<string, string | undefined>;
  /** Makes a bucket unless it is there. */
  ensureBucket(bucket: Bucket): Promise<void>;
  /**
   * Replaces the hosts that are tunnelled to the internet untouched for this client, such as the provider registry's;
   * none at first.
   */
  tunnel(hosts: readonly string[]): Promise<void>;
}

/** AWS on 127.0.0.1. */
export interface Loopback extends LoopbackClient {
  /** What clients have deployed to CloudFront so far. */
  readonly deployment: Deployment;
  /** The code of the Lambda functions that were published here. */
  readonly lambda: LambdaCode;
  /** What decides on access to the buckets that were made here. */
  readonly buckets: Pick<BucketRulesReader, "rules" | "objectGrants">;
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
  const { persist = false, env = process.env, log = () => {}, deploySeconds = 0, faults } = options;
  const closing: (() => Promise<void>)[] = [];
  /** Last opened, first closed. */
  const close = async () => {
    for (const end of closing.splice(0).reverse()) {
      await end();
    }
  };
  try {
    const held = persist ? await claim(directory) : undefined;
    if (held !== undefined) {
      closing.push(held.release);
    }
    const moto = await startMoto(env);
    closing.push(moto.close);
    const journal = persist ? await openJournal(join(directory, "moto")) : undefined;
    if (journal !== undefined) {
      closing.push(journal.close);
    }
    const lambdaDirectory = persist ? join(directory, "lambda") : await temporaryFolder(directory);
    if (!persist) {
      closing.push(() => rm(lambdaDirectory, { recursive: true, force: true }));
    }
    const zips = await openZips(lambdaDirectory);
    const keepCode = codeKeeper(zips, (request) => sendToMoto(moto.port, request));
    const buckets = readBucketRules((request) => gateway.send(request));
    const written = async (request: MotoRequest, answer: MotoAnswer) => {
      buckets.written(request);
      await keepCode(request, answer);
    };
    const gateway: MotoGateway = await openGateway({ port: moto.port, journal, written, log });
    const authority = persist
      ? await keepAuthority(authorityPaths(directory), new Date())
      : await createAuthority(new Date());
    const controlled = {
      ensureBucket: (bucket: Bucket) => ensureBucket(gateway, bucket),
      tunnel: (hosts: readonly string[], client: string) => proxy.tunnel(hosts, client),
    };
    const controlPlane = createControlPlane({
      directory: persist ? directory : undefined,
      clock: Date.now,
      deploySeconds,
      log,
      faults,
    });
    const proxy = await startProxy({
      authority,
      moto: gateway.handle,
      cloudFront: controlPlane.listener,
      ...(held === undefined ? {} : { control: controlListener(held.token, controlled) }),
      env,
      log,
    });
    closing.push(proxy.close);
    let certificateFile = authorityPaths(directory).certificate;
    if (held === undefined) {
      // Its port sets this loopback's file apart from those of others that run at the same time.
      const file = join(directory, `ca-${proxy.port}.pem`);
      certificateFile = file;
      await mkdir(directory, { recursive: true });
      await writeFile(file, authority.certificate, { mode: 0o600 });
      closing.push(() => rm(file, { force: true }));
    }
    await held?.announce({ proxyPort: proxy.port, certificateFile });
    return {
      environment: (account) => clientEnvironment(account, proxy.port, certificateFile, env),
      ensureBucket: controlled.ensureBucket,
      tunnel: async (hosts) => proxy.tunnel(hosts),
      deployment: controlPlane.deployment,
      lambda: lambdaCode(zips, gateway.send),
      buckets,
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
  const held = await claim(resolve(directory));
  const { certificate, key } = authorityPaths(resolve(directory));
  for (const path of ["moto", "lambda", "cloudfront"]
    .map((name) => join(resolve(directory), name))
    .concat(certificate, key)) {
    await rm(path, { recursive: true, force: true });
  }
  await held.release();
}

async function temporaryFolder(directory: string): Promise<string> {
  await mkdir(directory, { recursive: true });
  return mkdtemp(join(directory, "lambda-"));
}

function authorityPaths(directory: string) {
  return { certificate: join(directory, "ca.pem"), key: join(directory, "ca.key") };
}
