import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type MotoRequest, ownRequest } from "../../moto/request/request.ts";
import { sendToMoto } from "../../moto/request/send.ts";
import { portAddress } from "../../moto/server/address.ts";
import { type Moto, startMoto } from "../../moto/server/moto.ts";
import { createCloudWatchLogs } from "./cloudwatch-logs.ts";
import type { LambdaLogs } from "./lambda-at-edge/logs.ts";

let moto: Moto;
const send = (request: MotoRequest) => sendToMoto(moto.address, request);
beforeAll(async () => {
  moto = await startMoto(process.env);
});
afterAll(() => moto.close());

const logs = (message: string, change: Partial<LambdaLogs> = {}): LambdaLogs => ({
  functionName: "edge",
  version: "3",
  account: "123456789012",
  region: "us-east-1",
  requestId: "request-1",
  logGroupName: "/aws/lambda/us-east-1.edge",
  logStreamName: "2026/01/01/[3]0",
  lines: [{ timestamp: Date.now(), message }],
  durationMs: 1,
  coldStart: false,
  ...change,
});

async function messages(account: string): Promise<unknown> {
  const request = ownRequest({
    account,
    region: "us-east-1",
    service: "logs",
    method: "POST",
    path: "/",
    body: JSON.stringify({ logGroupName: "/aws/lambda/us-east-1.edge", logStreamName: "2026/01/01/[3]0" }),
  });
  const type = ["Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", "Logs_20140328.GetLogEvents"];
  const { body } = await send({ ...request, headers: [...request.headers, ...type] });
  const { events = [] } = JSON.parse(body.toString()) as { events?: { message: string }[] };
  return events.map(({ message }) => message);
}

describe("The logs of Lambda functions", () => {
  it("are written to AWS's log groups, in order, per account", async () => {
    const failed: string[] = [];
    const writer = createCloudWatchLogs({ send, log: (line) => failed.push(line) });
    writer.write(logs("one"));
    writer.write(logs("two"));
    writer.write(logs("other", { account: "999999999999" }));
    await writer.flush();
    writer.write(logs("three"));
    await vi.waitFor(async () => expect(await messages("123456789012")).toEqual(["one", "two", "three"]), 20_000);
    expect(await messages("999999999999")).toEqual(["other"]);
    // For another writer, the group and the stream already exist.
    const next = createCloudWatchLogs({ send, log: (line) => failed.push(line) });
    next.write(logs("four"));
    await next.flush();
    expect(await messages("123456789012")).toEqual(["one", "two", "three", "four"]);
    expect(failed).toEqual([]);
  });

  it("cause only a line in the loopback's log if they can't be written", async () => {
    const failed: string[] = [];
    const writer = createCloudWatchLogs({
      send: (request) => sendToMoto(portAddress(1), request),
      log: (line) => failed.push(line),
    });
    writer.write(logs("lost"));
    await writer.flush();
    expect(failed).toEqual([expect.stringContaining("Could not write logs to /aws/lambda/us-east-1.edge")]);
  });
});
