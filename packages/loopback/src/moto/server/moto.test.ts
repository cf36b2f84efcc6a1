import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findProgram } from "../../find-program.ts";
import { listeningPorts } from "../../testing/listening-ports.ts";
import type { MotoAddress } from "./address.ts";
import { type Moto, startMoto } from "./moto.ts";

let directory: string;
let moto: Moto | undefined;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "moto-"));
});

afterEach(async () => {
  await moto?.close();
  moto = undefined;
  rmSync(directory, { recursive: true });
});

interface Asked {
  readonly method?: string;
  readonly headers?: readonly string[];
}

/** Sends a request as a web page does, with the browser's `Origin`. */
function askAsPage({ connect }: MotoAddress, path: string, { method = "GET", headers = [] }: Asked = {}) {
  return new Promise<{ status: number | undefined; allowed: string | undefined }>((resolve, reject) => {
    const all = ["Host", "localhost", "Origin", "https://evil.example", ...headers];
    const asked = request({ ...connect, method, path, headers: all, agent: false }, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode, allowed: answer.headers["access-control-allow-origin"] });
    });
    asked.once("error", reject);
    asked.end();
  });
}

describe("moto", () => {
  it("listens only on a socket in a folder that only its owner can enter", async () => {
    const before = listeningPorts();
    moto = await startMoto(process.env);
    expect(listeningPorts()).toEqual(before);
    const { connect } = moto.address;
    const folder = dirname("socketPath" in connect ? connect.socketPath : "");
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it("does not let a web page's script read its answers", async () => {
    moto = await startMoto(process.env);
    expect(await askAsPage(moto.address, "/")).toEqual({ status: 200, allowed: undefined });
  });

  it("reports that it ended by itself, with its last output", async () => {
    const env = { ...process.env, PATH: `${directory}:${process.env.PATH}` };
    const script = `#!/bin/sh\necho $$ > ${directory}/pid\nexec ${findProgram("moto_server", process.env)} "$@"\n`;
    writeFileSync(join(directory, "moto_server"), script, { mode: 0o755 });
    moto = await startMoto(env);
    await askAsPage(moto.address, "/last-path");
    process.kill(Number(readFileSync(join(directory, "pid"), "utf8")), "SIGKILL");
    expect(await moto.ended).toMatch(
      /^moto, run by .*moto_server, ended with status 137, .*Stop the loopback and start it again.*\n[\s\S]*last-path/,
    );
  });

  it("does not report that it ended when it is closed", async () => {
    moto = await startMoto(process.env);
    await moto.close();
    expect(await Promise.race([moto.ended, new Promise((resolve) => setImmediate(resolve, "closed"))])).toBe("closed");
  });

  it("in Docker requires a secret in every request, also in a page's simple POST", async () => {
    moto = await startMoto({ ...process.env, PATH: await fakeDocker() });
    const { address } = moto;
    expect(address.connect).toHaveProperty("port");
    expect(await askAsPage(address, "/moto-api/reset", { method: "POST" })).toEqual({
      status: 403,
      allowed: undefined,
    });
    expect(await askAsPage(address, "/moto-api/data.json", { headers: ["x-featheredge-secret", "guessed"] })).toEqual({
      status: 403,
      allowed: undefined,
    });
    expect(await askAsPage(address, "/moto-api/data.json", { headers: address.headers })).toMatchObject({
      status: 200,
    });
  });
});

/** Makes a folder whose only program is a `docker` that runs a container's command on this machine. */
async function fakeDocker(): Promise<string> {
  const port = await freePort();
  const python = findProgram("python3", process.env);
  const file = join(directory, "docker");
  // The command is `… image -c <script> 0.0.0.0 5000`. The container's port 5000 is published as a free port.
  const run = `while [ "$1" != -c ]; do shift; done; exec ${python} -c "$2" 127.0.0.1 ${port}`;
  const commands = `version) echo 28 ;; port) echo 127.0.0.1:${port} ;; run) ${run} ;;`;
  writeFileSync(file, `#!/bin/sh\nPATH=${JSON.stringify(process.env.PATH)}\ncase "$1" in ${commands} esac\n`);
  chmodSync(file, 0o755);
  return directory;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
