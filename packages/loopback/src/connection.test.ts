import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { connectLoopback, type Loopback, startLoopback, wipe } from "./index.ts";
import { connectThrough, secureThrough } from "./proxy/test-client.ts";

// Real processes and sockets, perhaps on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const account = "123456789012";
let directory: string;
let running: Loopback | undefined;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "loopback-"));
});

afterEach(async () => {
  await running?.close();
  running = undefined;
  rmSync(directory, { recursive: true });
});

async function start(): Promise<Loopback> {
  running = await startLoopback({ directory, persist: true });
  return running;
}

const portOf = (loopback: Pick<Loopback, "environment">) =>
  Number(new URL(String(loopback.environment(account).HTTPS_PROXY)).port);

/** The status of HEAD for a bucket, asked as any client does. */
async function head(loopback: Pick<Loopback, "environment">, bucket: string): Promise<number | undefined> {
  const host = "s3.eu-west-1.amazonaws.com";
  const trusted = readFileSync(String(loopback.environment(account).AWS_CA_BUNDLE), "utf8");
  const socket = await secureThrough(portOf(loopback), host, trusted);
  const authorization = `AWS4-HMAC-SHA256 Credential=${account}/20260101/eu-west-1/s3/aws4_request, Signature=0`;
  const asked = request({
    createConnection: () => socket,
    method: "HEAD",
    path: `/${bucket}`,
    headers: { host, authorization },
  });
  asked.end();
  const [answer] = await once(asked, "response");
  socket.destroy();
  return answer.statusCode;
}

const bucket = (name: string) => ({ name, region: "eu-west-1", account });

describe("a loopback that persists", () => {
  it("is found and used by a second process, as long as it runs", async () => {
    expect(await connectLoopback(directory)).toBeUndefined();
    const loopback = await start();
    const client = await connectLoopback(directory);
    expect(client?.environment(account)).toEqual(loopback.environment(account));
    await client?.ensureBucket(bucket("theirs"));
    expect(await head(loopback, "theirs")).toBe(200);
    await loopback.close();
    expect(await connectLoopback(directory)).toBeUndefined();
    expect(existsSync(join(directory, "running.json"))).toBe(false);
  });

  it("gives its bucket back after a restart, and nothing after it was wiped", async () => {
    await (await start()).ensureBucket(bucket("kept"));
    await running?.close();
    expect(await head(await start(), "kept")).toBe(200);
    await expect(wipe(directory)).rejects.toMatchObject({ userFacing: true });
    await running?.close();
    await wipe(directory);
    expect(await head(await start(), "kept")).toBe(404);
  });

  it("shares its directory with no second one, and names the process", async () => {
    await start();
    await expect(startLoopback({ directory, persist: true })).rejects.toMatchObject({
      userFacing: true,
      message: expect.stringContaining(`${directory} already, as process ${process.pid}`),
    });
  });

  it("tunnels for each client apart", async () => {
    const loopback = await start();
    const client = await connectLoopback(directory);
    const isRefused = async (host: string) => {
      const { status, socket } = await connectThrough(portOf(loopback), `${host}:443`);
      socket.destroy();
      return status === 403;
    };
    // A name that never resolves: 502 says that it was tried.
    await loopback.tunnel(["ours.invalid"]);
    await client?.tunnel(["theirs.invalid"]);
    expect([await isRefused("ours.invalid"), await isRefused("theirs.invalid")]).toEqual([false, false]);
    await client?.tunnel([]);
    expect([await isRefused("ours.invalid"), await isRefused("theirs.invalid")]).toEqual([false, true]);
  });

  it("is steered only with its token, which its owner alone can read", async () => {
    const loopback = await start();
    expect(statSync(join(directory, "running.json")).mode & 0o777).toBe(0o600);
    const answered = once(
      request({
        host: "127.0.0.1",
        port: portOf(loopback),
        method: "POST",
        path: "http://loopback.localhost/tunnel",
        headers: { authorization: "Bearer guessed" },
        agent: false,
      }).end("{}"),
      "response",
    );
    expect((await answered)[0].statusCode).toBe(403);
  });

  it("takes over from one that was killed", async () => {
    const ended = spawn(process.execPath, ["-e", ""]);
    await once(ended, "exit");
    for (const pid of [ended.pid, process.pid]) {
      // Its process is gone; or its id was given to another, and nothing answers at its port.
      writeFileSync(
        join(directory, "running.json"),
        JSON.stringify({ pid, token: "t", proxyPort: 1, certificateFile: "c" }),
      );
      expect(await connectLoopback(directory)).toBeUndefined();
      await start();
      expect(JSON.parse(readFileSync(join(directory, "running.json"), "utf8")).proxyPort).toBe(
        portOf(running as Loopback),
      );
      await running?.close();
    }
  });
});
