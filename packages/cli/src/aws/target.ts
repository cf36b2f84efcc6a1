import { join } from "node:path";
import {
  connectLoopback,
  type EdgeOptions,
  type Loopback,
  type LoopbackClient,
  type LoopbackOptions,
  providerRegistryHosts,
  type RunControl,
  startLoopback,
} from "@featheredge/loopback";
import type { Context } from "../context.ts";
import type { Environment } from "../project/registry.ts";
import { type StoredState, stateFile } from "../state/stored-state.ts";
import type { TerraformEnvironment } from "../terraform/environment.ts";

/** An AWS to work against. */
export interface AwsTarget {
  /** Environment variables that terraform needs to reach it. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Where runs of Terraform are reported; AWS itself does not ask for that. */
  readonly runs?: RunControl;
  /** Reads the states in all buckets of the environment's account; undefined on AWS, whose buckets are not searched. */
  readonly states?: () => Promise<readonly StoredState[]>;
  /** Lets `terraform init` reach the provider registry while `work` runs. */
  withRegistry<T>(setup: TerraformEnvironment, work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * AWS itself, by the credentials around us.
 * @throws {DiagnosticError} when there are none, or when they belong to another account than the environment.
 */
export async function ambientAws(context: Context, name: string, { account }: Environment): Promise<AwsTarget> {
  // Commands that work on the loopback need not load the SDK's client.
  const { callerIdentity, checkIdentity } = await import("./identity.ts");
  const remark = checkIdentity(await callerIdentity(context.env), name, account);
  if (remark !== undefined) {
    context.output.progress(remark);
  }
  return { variables: {}, withRegistry: (_, work) => work(), close: async () => {} };
}

/** Where this project's loopback keeps what was made in it. */
export function loopbackDirectory(root: string): string {
  return join(root, ".featheredge", "loopback");
}

/** The code of the page is loaded when a browser asks for it, since most commands never need it. */
const buildPage = async () => (await import("@featheredge/inspector/page")).buildPage();

/**
 * Starts this project's loopback, with what it kept.
 * @param watching - Sees each request of a client to AWS's API, and measures the start, and when it serves.
 */
export function startProjectLoopback(
  { root, env, output }: Pick<Context, "root" | "env"> & { readonly output: Pick<Context["output"], "progress"> },
  edge?: EdgeOptions,
  watching: Pick<LoopbackOptions, "observe" | "measure" | "moto" | "onServing"> = {},
): Promise<Loopback> {
  return startLoopback({
    directory: loopbackDirectory(root),
    persist: true,
    env,
    log: output.progress,
    ...(edge === undefined ? {} : { edge: { ...edge, inspector: { page: buildPage, ...edge.inspector } } }),
    ...watching,
  });
}

/** This project's loopback: the one that another command keeps running, else one for as long as it is needed. */
export async function projectLoopback(context: Context): Promise<LoopbackClient & Pick<Loopback, "close">> {
  const running = await connectLoopback(loopbackDirectory(context.root), context.env);
  return running === undefined ? startProjectLoopback(context) : { ...running, close: async () => {} };
}

/** The loopback, with the environment's state bucket in it. */
export async function loopbackAws(context: Context, environment: Environment): Promise<AwsTarget> {
  const loopback = await projectLoopback(context);
  try {
    return { ...(await targetOn(loopback, environment)), close: () => loopback.close() };
  } catch (error) {
    await loopback.close();
    throw error;
  }
}

/** A running loopback as an environment's AWS; closing the target leaves the loopback running. */
export async function targetOn(loopback: LoopbackClient, { account, state }: Environment): Promise<AwsTarget> {
  if (state.type === "s3") {
    await loopback.ensureBucket({ name: state.bucket, region: state.region, account });
  }
  return {
    variables: loopback.environment(account),
    runs: loopback.runs,
    states: () => loopback.findObjects({ account, suffix: stateFile }),
    async withRegistry(setup, work) {
      const hosts = setup.provider.from === "mirror" ? [] : [...providerRegistryHosts, ...setup.providerHosts];
      await loopback.tunnel(hosts);
      try {
        return await work();
      } finally {
        await loopback.tunnel([]);
      }
    },
    close: async () => {},
  };
}

/**
 * Waits for an opening and for some work that goes on meanwhile: neither waits for the other.
 * @throws what the work throws, with what was opened closed again; else what the opening does.
 */
export async function openedWhile<T extends { close(): Promise<void> }>(
  opening: Promise<T>,
  work: () => Promise<void>,
): Promise<T> {
  // Handled below; this only avoids an unhandled rejection meanwhile.
  opening.catch(() => {});
  try {
    await work();
  } catch (error) {
    await opening.then(
      (opened) => opened.close(),
      () => {},
    );
    throw error;
  }
  return opening;
}
