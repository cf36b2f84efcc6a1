import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { terraformPlatform } from "../mirrors.ts";
import { awsProvider } from "./find-provider.ts";
import { createProviderPool, type ProviderPool } from "./provider-pool.ts";

/** A provider that answers each connection with its process, its folder and a variable of its environment. */
const program = `#!${process.execPath}
const server = require("node:net").createServer((socket) => {
  socket.on("error", () => {});
  socket.on("data", (text) => {
    if (String(text) === "end") process.exit(1);
    socket.write(JSON.stringify([process.pid, process.cwd(), process.env.SSL_CERT_FILE ?? "", process.env.AWS_CA_BUNDLE ?? ""]));
  });
});
server.listen(process.env.TMPDIR + "/plugin", () => {
  const Addr = { Network: "unix", String: process.env.TMPDIR + "/plugin" };
  const attached = { "registry.terraform.io/hashicorp/aws": { Protocol: "grpc", ProtocolVersion: 5, Pid: process.pid, Test: true, Addr } };
  console.log("Provider started.\\n\\n\\tTF_REATTACH_PROVIDERS='" + JSON.stringify(attached) + "'");
});
`;

const env = { ...process.env, AWS_CA_BUNDLE: "/ca.pem" };
let directory: string;
let pool: ProviderPool;
let lines: string[];
const clients: Socket[] = [];

beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), "pool-")));
  lines = [];
  pool = createProviderPool((line) => lines.push(line));
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await pool.close();
  rmSync(directory, { recursive: true });
});

/** Makes a stack's folder that is initialized with a provider. */
function makeStack(name: string, text = program): string {
  const stack = join(directory, name);
  const folder = join(stack, ".terraform", "providers", awsProvider, "5.0.0", terraformPlatform());
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(stack, ".terraform.lock.hcl"), `provider "${awsProvider}" {\n  version = "5.0.0"\n}\n`);
  writeFileSync(join(folder, "terraform-provider-aws_v5.0.0"), text, { mode: 0o755 });
  return stack;
}

async function socketOf(stack: string): Promise<string> {
  const variables = await pool.variables(stack, env);
  return JSON.parse(String(variables?.TF_REATTACH_PROVIDERS))[awsProvider].Addr.String;
}

function open(path: string): Socket {
  const client = connect(path);
  client.on("error", () => {});
  clients.push(client);
  return client;
}

async function ask(path: string): Promise<{ client: Socket; pid: number; answer: readonly string[] }> {
  const client = open(path);
  client.write("hello");
  const text = await new Promise<Buffer>((resolve, reject) => {
    client.once("data", resolve);
    client.once("close", () => reject(new Error("closed")));
  });
  const [pid, ...answer] = JSON.parse(text.toString());
  return { client, pid, answer };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe.runIf(process.platform === "linux")("processes of the AWS provider", () => {
  it("run in the stack's folder, and read the CA bundle so that they can be configured again", async () => {
    const stack = makeStack("site");
    const path = await socketOf(stack);
    expect((await ask(path)).answer).toEqual([stack, "/ca.pem", ""]);
    expect(JSON.parse(String((await pool.variables(stack, env))?.TF_REATTACH_PROVIDERS))).toEqual({
      [awsProvider]: {
        Protocol: "grpc",
        ProtocolVersion: 5,
        Pid: process.pid,
        Test: true,
        Addr: { Network: "unix", String: path },
      },
    });
  });

  it("serve one connection at a time, and the next one after it", async () => {
    const path = await socketOf(makeStack("site"));
    const one = await ask(path);
    const other = await ask(path);
    expect(other.pid).not.toBe(one.pid);
    one.client.destroy();
    await vi.waitFor(async () => {
      const next = await ask(path);
      next.client.destroy();
      expect(next.pid).toBe(one.pid);
    });
  });

  it("are not used by a connection that sends nothing", async () => {
    const path = await socketOf(makeStack("site"));
    const probe = open(path);
    await new Promise<void>((resolve) => probe.once("connect", resolve));
    probe.destroy();
    const one = await ask(path);
    one.client.destroy();
    await vi.waitFor(async () => expect((await ask(path)).pid).toBe(one.pid));
  });

  it("are ended after a command that was interrupted, and kept after others", async () => {
    const stack = makeStack("site");
    const { client, pid } = await ask(await socketOf(stack));
    client.destroy();
    await pool.settle(stack, true);
    expect(isAlive(pid)).toBe(true);
    const { pid: again } = await ask(await socketOf(stack));
    expect(again).toBe(pid);
    await pool.settle(stack, false);
    expect(isAlive(pid)).toBe(false);
    expect((await ask(await socketOf(stack))).pid).not.toBe(pid);
  });

  it("are replaced when they have ended by themselves, or their folder is another one", async () => {
    const stack = makeStack("site");
    const { client, pid } = await ask(await socketOf(stack));
    client.write("end");
    await new Promise((resolve) => client.once("close", resolve));
    const { client: second, pid: next } = await ask(await socketOf(stack));
    expect(next).not.toBe(pid);
    second.destroy();
    await pool.settle(stack, true);
    rmSync(stack, { recursive: true });
    makeStack("site");
    expect((await ask(await socketOf(stack))).pid).not.toBe(next);
  });

  it("end with the pool", async () => {
    const { pid } = await ask(await socketOf(makeStack("site")));
    await pool.close();
    expect(isAlive(pid)).toBe(false);
  });

  it("are left to Terraform where the stack has no provider, or it does not start", async () => {
    expect(await pool.variables(directory, env)).toBeUndefined();
    expect(await pool.variables(makeStack("broken", "#!/bin/sh\necho no such flag\nexit 1\n"), env)).toBeUndefined();
    expect(lines).toEqual([
      expect.stringMatching(/^Terraform starts the AWS provider itself: .*has ended:\nno such flag/),
    ]);
  });
});
