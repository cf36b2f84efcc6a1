import { afterEach, describe, expect, it } from "vitest";
import { type Harness, startHarness } from "../testing/harness.ts";

let harness: Harness;
afterEach(() => harness.close());

const AllowedMethods = {
  Quantity: 7,
  Items: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"] as ("GET" | "POST")[],
};
const post = (type: string) => ({ method: "POST", body: "card=1", headers: { "content-type": type } });

describe("a behavior with a feature that the loopback does not emulate", () => {
  it("answers 501 to gRPC requests, and serves others", async () => {
    harness = await startHarness({ behavior: { AllowedMethods, GrpcConfig: { Enabled: true } } });
    const answer = await harness.get("/a", post("application/grpc+proto"));
    expect([answer.status, answer.body]).toEqual([501, expect.stringContaining("does not emulate gRPC")]);
    expect((await harness.get("/a", post("application/json"))).status).toBe(200);
  });

  it("answers 501 to forms whose fields CloudFront would encrypt, instead of sending them unencrypted", async () => {
    harness = await startHarness({ behavior: { AllowedMethods, FieldLevelEncryptionId: "C1" } });
    const answer = await harness.get("/a", post("application/x-www-form-urlencoded; charset=utf-8"));
    expect([answer.status, answer.body]).toEqual([501, expect.stringContaining("field-level encryption")]);
    expect((await harness.get("/a")).status).toBe(200);
    expect(harness.origin.received.map(({ body }) => body)).toEqual([""]);
  });
});
