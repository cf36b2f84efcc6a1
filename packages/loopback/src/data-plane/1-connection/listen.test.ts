import { connect as connectHttp2 } from "node:http2";
import { afterEach, describe, expect, it } from "vitest";
import { cachePolicy } from "../testing/deployment.ts";
import { type Harness, startHarness } from "../testing/harness.ts";
import { respond } from "../testing/origin.ts";

let harness: Harness;
afterEach(() => harness.close());

const overHttp2 = (path: string, headers: Record<string, string> = {}, body?: string) =>
  new Promise<{ headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const session = connectHttp2(`https://127.0.0.1:${harness.dataPlane.httpsPort}`, {
      servername: "e1testdistrib.cloudfront.net",
      rejectUnauthorized: false,
    });
    session.once("error", reject);
    const stream = session.request(
      { ":path": path, ":authority": "e1testdistrib.cloudfront.net", ...headers },
      { endStream: body === undefined },
    );
    if (body !== undefined) stream.end(body);
    let received: Record<string, unknown> = {};
    let text = "";
    stream.once("response", (given) => {
      received = given;
    });
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    stream.once("error", reject);
    stream.once("end", () => {
      session.close();
      resolve({ headers: received, body: text });
    });
  });

describe("HTTPS", () => {
  it("has a certificate for each name and supports HTTP/1.1", async () => {
    harness = await startHarness();
    const answer = await harness.get("/a", { https: true });
    expect(answer).toMatchObject({ status: 200, body: "path /a" });
    expect(answer.headers.via).toBe("1.1 e1testdistrib.cloudfront.net (CloudFront)");
  });

  it("supports HTTP/2", async () => {
    harness = await startHarness({ cachePolicies: { path: cachePolicy({ cookies: { behavior: "all" } }) } });
    harness.origin.answer(respond(harness.clock, { "set-cookie": ["a=1", "b=2"] }, "two"));
    for (const cache of ["Miss from cloudfront", "Hit from cloudfront"]) {
      const { headers, body } = await overHttp2("/a");
      expect(headers).toMatchObject({
        ":status": 200,
        via: "2.0 e1testdistrib.cloudfront.net (CloudFront)",
        "set-cookie": ["a=1", "b=2"],
        "x-cache": cache,
      });
      expect(body).toBe("two");
    }
  });

  it("streams a request's body from HTTP/2 to the origin", async () => {
    const methods = ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"] as const;
    harness = await startHarness({ behavior: { AllowedMethods: { Quantity: 7, Items: [...methods] } } });
    const { headers } = await overHttp2("/a", { ":method": "POST" }, "sent");
    expect(headers[":status"]).toBe(200);
    expect(harness.origin.received[0]).toMatchObject({ method: "POST", body: "sent" });
  });
});
