import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Authority, createAuthority } from "../../../certificates/authority.ts";
import { openGateway } from "../../../moto/gateway.ts";
import { portAddress } from "../../../moto/server/address.ts";
import { startProxy, type TlsProxy } from "../../../proxy/proxy.ts";
import { callOf, startFunctions } from "../testing/start-functions.ts";

let authority: Authority;
let aws: Server;
let proxy: TlsProxy;
let started: Awaited<ReturnType<typeof startFunctions>>;
const seen: IncomingMessage[] = [];

/** Replaces moto. */
beforeAll(async () => {
  aws = createServer((request, response) => {
    seen.push(request);
    response.writeHead(200, { "content-type": "text/xml" });
    response.end(
      "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>from the loopback</Account></GetCallerIdentityResult></GetCallerIdentityResponse>",
    );
  });
  await new Promise<void>((resolve) => aws.listen(0, "127.0.0.1", resolve));
  authority = await createAuthority(new Date());
  const { handle } = openGateway({ moto: portAddress(portOf(aws)), log: () => {} });
  proxy = await startProxy({
    secureContext: authority.secureContext,
    moto: handle,
    cloudFront: (_, response) => response.destroy(),
    env: {},
    log: () => {},
  });
  started = await startFunctions({
    network: async () => ({ proxyPort: proxy.port, certificate: authority.certificate }),
  });
});
afterAll(async () => {
  await started.close();
  await proxy.close();
  aws.closeAllConnections();
  aws.close();
});

const portOf = (server: Server) => (server.address() as AddressInfo).port;

/** Runs a function's body, and returns its result as text. */
async function run(body: string, name = "index.mjs", imports = ""): Promise<string> {
  const exported = name.endsWith(".mjs") ? "export const handler" : "exports.handler";
  const code = `${imports}\n${exported} = async () => {
    const run = async () => { ${body} };
    return { status: "200", body: String(await run().catch((error) => error.message + " " + error.cause?.message)) }; };`;
  const result = await started.functions.run(callOf(await started.version({ [name]: code })));
  return result.kind === "response" ? String(result.response.body) : JSON.stringify(result);
}

describe("A Lambda function's network on the loopback", () => {
  it("leads fetch to AWS's hosts to the loopback", async () => {
    const text = await run("return (await fetch('https://sts.us-east-1.amazonaws.com/?a=b')).text();");
    expect(text).toContain("from the loopback");
    expect(seen.at(-1)?.url).toBe("/?a=b");
    expect(seen.at(-1)?.headers.host).toBe("sts.us-east-1.amazonaws.com");
  });

  it("leads node:https to AWS's hosts to the loopback, on keep-alive connections", async () => {
    const body = `
      const agent = new https.Agent({ keepAlive: true, maxSockets: 1 });
      const ask = (path) => new Promise((resolve, reject) => https.get({ host: "s3.amazonaws.com", path, agent }, (r) => {
        r.on("data", () => {}); r.on("end", () => resolve([r.statusCode, r.req.reusedSocket])); }).on("error", reject));
      const answers = [await ask("/1"), await ask("/2")]; agent.destroy(); return JSON.stringify(answers);`;
    expect(await run(body, "index.mjs", "import https from 'node:https';")).toBe("[[200,false],[200,true]]");
  });

  it.each([
    ["index.mjs", "import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts';"],
    ["index.js", "const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');"],
  ])("lets %s use the SDK that Lambda includes, with the role's credentials", async (name, imports) => {
    const text = await run(
      "return (await new STSClient().send(new GetCallerIdentityCommand({}))).Account;",
      name,
      imports,
    );
    expect(text).toBe("from the loopback");
    expect(seen.at(-1)?.headers.authorization).toContain("Credential=123456789012/");
    expect(seen.at(-1)?.headers["x-moto-account-id"]).toBe("123456789012");
  });

  it.each([
    ["index.js", "return require('@aws-sdk/client-none');"],
    ["index.mjs", "return import('@aws-sdk/client-none');"],
  ])("explains to %s how to get a client that is not installed", async (name, body) => {
    expect(await run(body, name)).toContain("npm install --save-dev @aws-sdk/client-none");
  });

  it("reaches this machine by each of its names", async () => {
    const server = createServer((request, response) => response.end(request.headers.host));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const port = portOf(server);
    expect(await run(`return (await fetch('http://login.localhost:${port}/')).text();`)).toBe(
      `login.localhost:${port}`,
    );
    expect(await run(`return (await fetch('http://127.0.0.1:${port}/')).text();`)).toBe(`127.0.0.1:${port}`);
    server.closeAllConnections();
    server.close();
  });

  it.each(["https://example.com/", "http://93.184.215.14/", "http://s3.amazonaws.com/"])(
    "reaches nothing else: %s",
    async (url) => {
      expect(await run(`return (await fetch('${url}')).status;`)).toContain(
        `The function asked for ${new URL(url).host}`,
      );
    },
  );

  it("reaches hosts that are allowed by name", async () => {
    const server = createServer((_, response) => response.end("here"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const network = async () => ({
      proxyPort: proxy.port,
      certificate: authority.certificate,
      allowHosts: ["0.0.0.0"],
    });
    const allowing = await startFunctions({ network });
    const arn = await allowing.version({
      "index.mjs": `export const handler = async () => ({ status: "200",
        body: await (await fetch("http://0.0.0.0:${portOf(server)}/")).text() });`,
    });
    expect(await allowing.functions.run(callOf(arn))).toMatchObject({ response: { body: Buffer.from("here") } });
    await allowing.close();
    server.closeAllConnections();
    server.close();
  });
});
