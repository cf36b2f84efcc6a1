import { fileURLToPath } from "node:url";
import { featheredge } from "./command.ts";

const script = fileURLToPath(new URL("left_behind.py", import.meta.url));

/** What an environment's account still has on a project's loopback, by AWS's own API. */
export async function leftBehind(root: string, environment: string): Promise<unknown> {
  const command = ["loopback", "--environment", environment, "--", "python3", script];
  const { stdout, stderr } = await featheredge(command, { cwd: root });
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(stderr);
  }
}

/** What is left when all was taken away. @param buckets those that no stack made */
export const nothing = (...buckets: readonly string[]) => ({
  distributions: 0,
  functions: 0,
  stores: 0,
  access: 0,
  policies: 0,
  lambdas: [],
  buckets,
  roles: [],
});
