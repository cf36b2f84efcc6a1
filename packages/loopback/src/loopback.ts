import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createAuthority } from "./certificates/authority.ts";
import { type ControlPlaneOptions, createControlPlane } from "./control-plane/control-plane.ts";
import type { Deployment } from "./deployment.ts";
import { clientEnvironment } from "./environment.ts";
import { type Bucket, ensureBucket } from "./moto/bucket.ts";
import { startMoto } from "./moto/moto.ts";
import { startProxy } from "./proxy/proxy.ts";

export interface LoopbackOptions {
  /** Where the certificate is kept while the loopback runs, `.featheredge/loopback` unless named; made when missing. */
  readonly directory?: string;
  /** The caller's environment, this process's unless given: `PATH` finds moto, `HTTPS_PROXY` carries the tunnels. */
  readonly env?: NodeJS.ProcessEnv;
  /** Told about refused hosts and failures, one line each. */
  readonly log?: (line: string) => void;
  /**
   * Where CloudFront's resources outlive this process; in memory only when there is none. The other services' are
   * always gone with it.
   */
  readonly stateDirectory?: string;
  /** How long a distribution stays `InProgress`; 0 unless given. */
  readonly deploySeconds?: number;
  /** Asked before each of CloudFront's operations what to fail with instead, if with anything. */
  readonly faults?: ControlPlaneOptions["faults"];
}

/** AWS on 127.0.0.1. */
export interface Loopback {
  /** What to lay over a client's environment so that its AWS is this one; `undefined` takes a variable away. */
  environment(account: string): Record<string, string | undefined>;
  /** Makes a bucket unless it is there. */
  ensureBucket(bucket: Bucket): Promise<void>;
  /** Replaces the hosts that are tunnelled to the internet untouched, such as the provider registry's; none at first. */
  tunnel(hosts: readonly string[]): void;
  /** What clients have deployed to CloudFront so far. */
  readonly deployment: Deployment;
  /** Stops everything; its state is gone, but for what `stateDirectory` keeps. */
  close(): Promise<void>;
}

/** The hosts that `terraform init` installs providers from when its configuration names no others. */
export const providerRegistryHosts = ["registry.terraform.io", "releases.hashicorp.com"] as const;

/**
 * Starts AWS on 127.0.0.1: moto, and a TLS proxy of its own authority before it, each on a free port.
 * @throws {LoopbackError} when moto is missing or does not start, or when the state directory can't be read.
 */
export async function startLoopback(options: LoopbackOptions = {}): Promise<Loopback> {
  const { env = process.env, log = () => {}, stateDirectory, deploySeconds = 0, faults } = options;
  const controlPlane = createControlPlane({ directory: stateDirectory, clock: Date.now, deploySeconds, log, faults });
  const [moto, authority] = await Promise.all([startMoto(env), createAuthority(new Date())]);
  try {
    const proxy = await startProxy({ authority, motoPort: moto.port, cloudFront: controlPlane.listener, env, log });
    const directory = resolve(options.directory ?? join(".featheredge", "loopback"));
    // Its port sets this loopback's file apart from those of others that run at the same time.
    const certificateFile = join(directory, `ca-${proxy.port}.pem`);
    await mkdir(directory, { recursive: true });
    await writeFile(certificateFile, authority.certificate, { mode: 0o600 });
    return {
      environment: (account) => clientEnvironment(account, proxy.port, certificateFile, env),
      ensureBucket: (bucket) => ensureBucket(moto.port, bucket),
      deployment: controlPlane.deployment,
      tunnel: (hosts) => proxy.tunnel(hosts),
      async close() {
        await Promise.all([proxy.close(), moto.close(), rm(certificateFile, { force: true })]);
      },
    };
  } catch (error) {
    await moto.close();
    throw error;
  }
}
