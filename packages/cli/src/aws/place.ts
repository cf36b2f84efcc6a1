import { join } from "node:path";
import { providerRegistryHosts, startLoopback } from "@featheredge/loopback";
import type { Context } from "../context.ts";
import type { Environment } from "../project/registry.ts";
import type { TerraformEnvironment } from "../terraform/environment.ts";
import { callerIdentity, checkIdentity } from "./identity.ts";

/** An AWS to work against. */
export interface Place {
  /** What terraform needs in its environment to reach it. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Lets `terraform init` reach the provider registry while `work` runs. */
  withRegistry<T>(setup: TerraformEnvironment, work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * AWS itself, by the credentials around us.
 * @throws {UserError} when there are none, or when they belong to another account than the environment.
 */
export async function ambientAws(context: Context, name: string, { account }: Environment): Promise<Place> {
  const remark = checkIdentity(await callerIdentity(context.env), name, account);
  if (remark !== undefined) {
    context.output.progress(remark);
  }
  return { variables: {}, withRegistry: (_, work) => work(), close: async () => {} };
}

/** The loopback, with the environment's state bucket in it. */
export async function loopbackAws(context: Context, { account, state }: Environment): Promise<Place> {
  const { root, env, output } = context;
  const loopback = await startLoopback({
    directory: join(root, ".featheredge", "loopback"),
    env,
    log: output.progress,
  });
  try {
    if (state.type === "s3") {
      await loopback.ensureBucket({ name: state.bucket, region: state.region, account });
    }
  } catch (error) {
    await loopback.close();
    throw error;
  }
  return {
    variables: loopback.environment(account),
    async withRegistry(setup, work) {
      await loopback.tunnel(setup.provider.from === "mirror" ? [] : [...providerRegistryHosts, ...setup.providerHosts]);
      try {
        return await work();
      } finally {
        await loopback.tunnel([]);
      }
    },
    close: () => loopback.close(),
  };
}
