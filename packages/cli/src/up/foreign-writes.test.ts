import { expect, it } from "vitest";
import { watchForeignWrites } from "./foreign-writes.ts";

const terraform = "APN/1.0 HashiCorp/1.0 Terraform/1.11.4 featheredge-run/a-1";

it("counts requests of other programs that may change a resource, and none of Terraform's runs", () => {
  const writes = watchForeignWrites();
  const observe = (method: string, target?: string, userAgent = "aws-cli/2.0") =>
    writes.observe({ method, host: "s3.amazonaws.com", path: "/", target, userAgent });
  observe("GET");
  observe("HEAD");
  observe("POST", "AmazonSSM.GetParameter");
  observe("PUT", undefined, terraform);
  expect(writes.count).toBe(0);
  observe("PUT");
  observe("POST", "AmazonSSM.PutParameter");
  // A query protocol names its operation in the body.
  observe("POST");
  expect(writes.count).toBe(3);
});
