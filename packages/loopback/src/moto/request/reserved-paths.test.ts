import type { TLSSocket } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Authority, createAuthority } from "../../certificates/authority.ts";
import { startProxy, type TlsProxy } from "../../proxy/proxy.ts";
import { secureThrough } from "../../proxy/testing/client.ts";
import { type MotoGateway, openGateway } from "../gateway.ts";
import { type Moto, startMoto } from "../server/moto.ts";
import { ownRequest } from "./request.ts";

let moto: Moto;
let gateway: MotoGateway;
let authority: Authority;
let proxy: TlsProxy;

beforeAll(async () => {
  moto = await startMoto(process.env);
  const log = () => {};
  gateway = openGateway({ moto: moto.address, log });
  authority = await createAuthority(new Date());
  const cloudFront = () => {};
  proxy = await startProxy({
    secureContext: authority.secureContext,
    moto: gateway.handle,
    cloudFront,
    env: process.env,
    log,
  });
  expect(await ask("PUT", "/kept")).toBe(200);
});
afterAll(async () => {
  await proxy.close();
  await moto.close();
});

async function ask(method: string, path: string): Promise<number> {
  const request = ownRequest({ account: "123456789012", region: "us-east-1", service: "s3", method, path });
  return (await gateway.send(request)).status;
}

/** Sends exactly the given bytes, which HTTP clients would change. */
async function sendRaw(host: string, head: string): Promise<string> {
  const socket: TLSSocket = await secureThrough(proxy.port, host, authority.certificate);
  socket.write(`${head}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  return Buffer.concat(await socket.toArray()).toString("latin1");
}

const spellings = [
  "/moto-api/reset",
  "//moto-api/reset",
  "///moto-api/reset",
  "/%6doto-api/reset",
  "/%6D%6Fto%2Dapi%2Freset",
  "/moto-api/reset?x",
  "/moto-api/reset#x",
  "/./moto-api/reset",
  "/x/../moto-api/reset",
  "http://motoapi.amazonaws.com/moto-api/reset",
  "https:moto-api/reset",
  "moto-api/reset",
];
const hosts = ["motoapi.amazonaws.com", "sts.us-east-1.amazonaws.com", "s3.amazonaws.com", "kept.s3.amazonaws.com"];

describe.each(hosts)("an AWS client of %s", (host) => {
  it.each(["GET", "POST"])(
    `resets nothing by %s of moto's own API, in ${spellings.length} spellings`,
    async (method) => {
      for (const path of spellings) {
        const answer = await sendRaw(host, `${method} ${path} HTTP/1.1\r\nHost: ${host}`);
        expect([path, /^HTTP\/1.1 [45]\d\d/.test(answer), answer.includes('"status": "ok"')]).toEqual([
          path,
          true,
          false,
        ]);
        expect([path, await ask("HEAD", "/kept")]).toEqual([path, 200]);
      }
    },
  );
});

describe("moto's own pages", () => {
  it.each(["/favicon.ico", "/latest/meta-data/iam/security-credentials/", "/moto-api/data.json", "/moto-api/seed?a=1"])(
    "are out of reach of AWS clients: %s",
    async (path) => {
      const answer = await sendRaw("sts.amazonaws.com", `GET ${path} HTTP/1.1\r\nHost: sts.amazonaws.com`);
      expect(answer).toMatch(/^HTTP\/1.1 400 [\s\S]*<Code>InvalidURI<\/Code><Message>moto reserves the path/);
    },
  );
});
