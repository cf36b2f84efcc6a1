import { mkdtempSync, rmSync } from "node:fs";
import { createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startControlPlane } from "./control-plane/testing/control-plane.ts";
import { distributionConfig, testBehavior, testOrigin } from "./control-plane/testing/distribution.ts";
import { type DataPlane, type Loopback, type LoopbackOptions, startLoopback } from "./index.ts";
import { startMoto } from "./moto/server/moto.ts";

const behavior = { ...testBehavior, ViewerProtocolPolicy: "allow-all" as const };
const bucket = "pages.s3.us-east-1.amazonaws.com";
const origin = createServer((_, response) => response.end("from the origin"));
let directory: string;
let running: Loopback | undefined;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "kept-"));
  await new Promise<void>((resolve) => origin.listen(0, "127.0.0.1", resolve));
  const controlPlane = await startControlPlane({ directory });
  const CacheBehaviors = {
    Quantity: 1,
    Items: [{ ...behavior, TargetOriginId: "pages", PathPattern: "/pages/*" }],
  };
  const S3OriginConfig = { OriginAccessIdentity: "" };
  const Items = [testOrigin, { Id: "pages", DomainName: bucket, S3OriginConfig }];
  const DistributionConfig = distributionConfig({
    Origins: { Quantity: 2, Items },
    DefaultCacheBehavior: behavior,
    CacheBehaviors,
  });
  await controlPlane.client.createDistribution({ DistributionConfig });
  await controlPlane.close();
});

afterEach(async () => {
  await running?.close();
  running = undefined;
  origin.closeAllConnections();
  await new Promise((resolve) => origin.close(resolve));
  rmSync(directory, { recursive: true });
});

function start(options: LoopbackOptions) {
  const url = `http://127.0.0.1:${(origin.address() as AddressInfo).port}`;
  const edge = { origins: { [testOrigin.DomainName ?? ""]: url } };
  return startLoopback({ directory, persist: true, edge, ...options });
}

async function ask({ httpPort: port }: DataPlane, path: string): Promise<[status: number | undefined, body: string]> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ host: "127.0.0.1", port, path, headers: { host: "localhost" } }, resolve).once("error", reject);
  });
  return [answer.statusCode, await text(answer)];
}

it("serves kept distributions before moto has started, and requests for buckets once it has", async () => {
  let begin = () => {};
  const moto = new Promise<void>((resolve) => {
    begin = resolve;
  }).then(() => startMoto(process.env));
  let isOpen = false;
  let opening: Promise<unknown> = Promise.resolve();
  const edge = await new Promise<DataPlane | undefined>((resolve) => {
    opening = start({ moto, onServing: (serving) => resolve(serving.edge) }).then((loopback) => {
      running = loopback;
      isOpen = true;
    });
  });
  if (edge === undefined) throw new Error("The loopback serves no distributions.");
  expect(await ask(edge, "/")).toEqual([200, "from the origin"]);
  const page = ask(edge, "/pages/index.html");
  expect(await Promise.race([page, new Promise((resolve) => setTimeout(resolve, 300, "waits"))])).toBe("waits");
  expect(isOpen).toBe(false);
  begin();
  // There is no such bucket, which only moto knows.
  expect(await page).toEqual([404, expect.stringContaining("NoSuchBucket")]);
  await opening;
});

it("reports that moto does not start, though kept distributions are served already", async () => {
  const moto = Promise.reject(new Error("moto did not start"));
  const onServing = vi.fn<() => void>();
  await expect(start({ moto, onServing })).rejects.toThrow("moto did not start");
  expect(onServing).toHaveBeenCalledOnce();
});
