import { expect, vi } from "vitest";
import { start } from "./command.ts";

/** `featheredge up`, running until it is stopped. */
export interface RunningEdge {
  /** The HTTP port of the distributions on 127.0.0.1. */
  readonly port: number;
  /** Everything that it has printed on standard error so far. */
  stderr(): string;
  stop(): Promise<void>;
}

/** Starts `featheredge up` on free ports, and waits until the environment is applied and served. */
export async function startUp(root: string, environment: string): Promise<RunningEdge> {
  const up = start(["up", environment, "--http-port", "0", "--https-port", "0"], { cwd: root });
  const printed = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    up.process[stream]?.on("data", (text: string) => {
      printed[stream] += text;
    });
  }
  const served = /:(\d+)\//;
  await vi.waitUntil(() => served.test(printed.stdout) || up.process.exitCode !== null, { timeout: 200_000 });
  expect(printed.stdout, printed.stderr).toMatch(served);
  return {
    port: Number(served.exec(printed.stdout)?.[1]),
    stderr: () => printed.stderr,
    async stop() {
      up.process.kill("SIGTERM");
      await up.finished;
    },
  };
}
