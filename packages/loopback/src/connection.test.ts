import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { failingFiles } from "./files/testing/failing-files.ts";
import { connectLoopback, type Loopback, type Run, startLoopback, wipe } from "./index.ts";
import { connectThrough, secureThrough } from "./proxy/testing/client.ts";

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

/** The status of HEAD for a bucket or object, sent as any client does. */
const head = (loopback: Pick<Loopback, "environment">, path: string) => ask(loopback, "HEAD", `/${path}`);

/** The status of a request to S3. */
async function ask(loopback: Pick<Loopback, "environment">, method: string, path: string, body = "", run?: Run) {
  const host = "s3.eu-west-1.amazonaws.com";
  const trusted = readFileSync(String(loopback.environment(account).AWS_CA_BUNDLE), "utf8");
  const socket = await secureThrough(portOf(loopback), host, trusted);
  const authorization = `AWS4-HMAC-SHA256 Credential=${account}/20260101/eu-west-1/s3/aws4_request, Signature=0`;
  const asked = request({
    createConnection: () => socket,
    method,
    path,
    headers: { host, authorization, ...(run && { "user-agent": `Terraform featheredge-run/${run.id}` }) },
  });
  asked.end(body);
  const [answer] = await once(asked, "response");
  socket.destroy();
  return answer.statusCode;
}

/** A bucket's location: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
const european =
  "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>";

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

  it("has its bucket after a restart, and nothing after a wipe", async () => {
    await (await start()).ensureBucket(bucket("kept"));
    await running?.close();
    expect(await head(await start(), "kept")).toBe(200);
    await expect(wipe(directory)).rejects.toMatchObject({ userFacing: true });
    await running?.close();
    await wipe(directory);
    expect(await head(await start(), "kept")).toBe(404);
  });

  it("rejects a second loopback on its directory, and names the process", async () => {
    await start();
    await expect(startLoopback({ directory, persist: true })).rejects.toMatchObject({
      userFacing: true,
      message: expect.stringContaining(`already runs on ${directory}, as process ${process.pid}`),
    });
  });

  it("tunnels for each client separately", async () => {
    const loopback = await start();
    const client = await connectLoopback(directory);
    const isRefused = async (host: string) => {
      const { status, socket } = await connectThrough(portOf(loopback), `${host}:443`);
      socket.destroy();
      return status === 403;
    };
    // The name never resolves. A 502 shows that the proxy tried.
    await loopback.tunnel(["ours.invalid"]);
    await client?.tunnel(["theirs.invalid"]);
    expect([await isRefused("ours.invalid"), await isRefused("theirs.invalid")]).toEqual([false, false]);
    await client?.tunnel([]);
    expect([await isRefused("ours.invalid"), await isRefused("theirs.invalid")]).toEqual([false, true]);
  });

  it("is controlled only with its token, which only its owner can read", async () => {
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

  it.each(["null", "[]", "{", '{"pid":"x"}', '{"pid":1}'])(
    "takes over a directory whose running.json is %j",
    async (text) => {
      writeFileSync(join(directory, "running.json"), text);
      expect(await connectLoopback(directory)).toBeUndefined();
      await wipe(directory);
      expect(existsSync(join(directory, "running.json"))).toBe(false);
    },
  );

  it("starts after the disk was full at any step of starting, and names the file when it does not start", async () => {
    await (await start()).ensureBucket(bucket("kept"));
    await running?.close();
    const files = failingFiles();
    for (let n = 1; ; n += 1) {
      files.failAt(n);
      try {
        running = await startLoopback({ directory, persist: true, files });
      } catch (error) {
        running = undefined;
        expect(error).toMatchObject({ userFacing: true, message: expect.stringMatching(`${directory}.*ENOSPC`) });
        continue;
      }
      expect(await head(running, "kept")).toBe(200);
      await running.close();
      if (!files.failed) break;
    }
  });

  it("loses no acknowledged write when the disk is full at any step of any write", async () => {
    const files = failingFiles();
    running = await startLoopback({ directory, persist: true, files });
    const made: string[] = [];
    let refused = 0;
    for (let n = 1; ; n += 1) {
      files.failAt(n);
      const name = `full-${n}`;
      await running.ensureBucket(bucket(name)).then(
        () => made.push(name),
        (error) => {
          refused += 1;
          expect(error).toMatchObject({ userFacing: true, message: expect.stringContaining("ENOSPC") });
        },
      );
      if (!files.failed) break;
    }
    expect(refused).toBeGreaterThan(1);
    await running.close();
    const loopback = await start();
    for (const name of made) expect(await head(loopback, name), name).toBe(200);
  });

  it("frees the locks of Terraform that the previous loopback left, and no other object", async () => {
    const lock = { ID: "1", Operation: "OperationTypeApply", Who: "me@here", Path: "state/key", Created: "" };
    const objects = { "site.tfstate.tflock": lock, "mine.tflock": { note: "not Terraform's" }, "site.tfstate": lock };
    const loopback = await start();
    await loopback.ensureBucket(bucket("state"));
    for (const [key, body] of Object.entries(objects)) {
      expect(await ask(loopback, "PUT", `/state/${key}`, JSON.stringify(body))).toBe(200);
    }
    await loopback.close();
    const again = await start();
    expect(await head(again, "state/site.tfstate.tflock")).toBe(404);
    expect(await head(again, "state/mine.tflock")).toBe(200);
    expect(await head(again, "state/site.tfstate")).toBe(200);
  });

  it.each([
    ["live", "a process that is gone"],
    ["restarted", "an earlier loopback"],
  ])("undoes a run of Terraform that was cut short, and keeps other programs' objects: %s, by %s", async (how) => {
    let loopback = await start();
    await loopback.ensureBucket(bucket("state"));
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    const run = await loopback.runs.beginRun("site-local", how === "live" ? pid : process.pid);
    expect(await ask(loopback, "PUT", "/made", european, run)).toBe(200);
    expect(await ask(loopback, "PUT", "/made/page", "1", run)).toBe(200);
    expect(await ask(loopback, "PUT", "/state/site.tfstate.tflock", "{}", run)).toBe(200);
    expect(await ask(loopback, "PUT", "/made/mine", "2")).toBe(200);
    if (how === "restarted") {
      await loopback.close();
      loopback = await start();
    }
    const next = await loopback.runs.beginRun("site-local", process.pid);
    expect(await head(loopback, "made")).toBe(404);
    expect(await head(loopback, "state/site.tfstate.tflock")).toBe(404);
    expect(await head(loopback, "state")).toBe(200);
    // The rest of the run can't make anything any more.
    expect(await ask(loopback, "PUT", "/late", european, run)).toBe(403);

    expect(await ask(loopback, "PUT", "/made", european, next)).toBe(200);
    expect(await head(loopback, "made/mine")).toBe(404);
    await loopback.runs.endRun(next.id, "applied");
    expect(await head(loopback, "made/mine")).toBe(200);
    await loopback.close();
    loopback = await start();
    expect(await head(loopback, "made/mine")).toBe(200);
    expect(await head(loopback, "made/page")).toBe(404);
  });

  it("removes all that a stack made, also for a second process, and nothing else", async () => {
    const loopback = await start();
    const client = await connectLoopback(directory);
    await loopback.ensureBucket(bucket("state"));
    const run = await client?.runs.beginRun("site-local", process.pid);
    expect(await ask(loopback, "PUT", "/made", european, run)).toBe(200);
    expect(await ask(loopback, "PUT", "/made/mine", "2")).toBe(200);
    await client?.runs.endRun(run?.id ?? "", "applied");
    expect(await client?.runs.hasMade("site-local")).toBe(true);
    await client?.runs.removeMade("site-local");
    expect([await head(loopback, "made"), await head(loopback, "state")]).toEqual([404, 200]);
    expect(await client?.runs.hasMade("site-local")).toBe(false);
  });

  it("takes over from a killed one", async () => {
    const ended = spawn(process.execPath, ["-e", ""]);
    await once(ended, "exit");
    for (const pid of [ended.pid, process.pid]) {
      // Its process has ended, or its id was reused and no loopback answers on its port.
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
