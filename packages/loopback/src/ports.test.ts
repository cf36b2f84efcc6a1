import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Loopback, startLoopback } from "./index.ts";
import { listeningPorts } from "./testing/listening-ports.ts";

let directory: string;
let running: Loopback | undefined;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "ports-"));
});
afterEach(async () => {
  await running?.close();
  rmSync(directory, { recursive: true });
});

it("a loopback opens three ports, all of 127.0.0.1: the proxy's and the two of the data plane", async () => {
  const before = new Set(listeningPorts());
  running = await startLoopback({ directory, persist: true, edge: {} });
  const { proxyPort, ports } = JSON.parse(readFileSync(join(directory, "running.json"), "utf8"));
  const opened = listeningPorts().filter((port) => !before.has(port));
  expect(opened).toEqual([proxyPort, ports.http, ports.https].map((port) => `127.0.0.1:${port}`).sort());
});
