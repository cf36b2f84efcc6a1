import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { inspectorHost } from "@featheredge/inspector/host";
import { clientEnvironment } from "./environment.ts";
import type { LoopbackClient } from "./loopback.ts";
import type { FoundObject } from "./moto/s3/find-objects.ts";
import { askControl } from "./running/control.ts";
import { findRunning } from "./running/running.ts";
import type { Run } from "./runs/run.ts";

/**
 * Connects to the loopback that another process runs on a directory.
 * @param env - The caller's environment, whose AWS endpoints are removed from the environment of clients.
 * @returns `undefined` when no loopback runs there; `inspectorUrl` is undefined when it serves no distributions
 */
export async function connectLoopback(
  directory: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<(LoopbackClient & { readonly inspectorUrl: string | undefined }) | undefined> {
  const running = await findRunning(resolve(directory));
  if (running === undefined) {
    return undefined;
  }
  const client = randomUUID();
  return {
    inspectorUrl: running.ports && `http://${inspectorHost}:${running.ports.http}`,
    environment: (account) => clientEnvironment(account, running.proxyPort, running.certificateFile, env),
    async ensureBucket(bucket) {
      await askControl(running, "/buckets", bucket);
    },
    async ensureSecret(secret) {
      const { put } = (await askControl(running, "/secrets", secret)) as { put: boolean };
      return put;
    },
    async findObjects(query) {
      const { objects } = (await askControl(running, "/objects", query)) as { objects: FoundObject[] };
      return objects;
    },
    async tunnel(hosts) {
      await askControl(running, "/tunnel", { hosts, client });
    },
    runs: {
      beginRun: async (stack, pid, agent) => (await askControl(running, "/runs/begin", { stack, pid, agent })) as Run,
      async endRun(id, end) {
        await askControl(running, "/runs/end", { id, end });
      },
      async removeMade(stack) {
        await askControl(running, "/runs/remove-made", { stack });
      },
      async rename(from, to) {
        await askControl(running, "/runs/rename", { from, to });
      },
      async hasMade(stack) {
        return ((await askControl(running, "/runs/has-made", { stack })) as { made: boolean }).made;
      },
    },
  };
}
