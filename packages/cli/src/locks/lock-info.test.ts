import { describe, expect, it } from "vitest";
import { checkLock, describeLock, lockInError, lockInFile } from "./lock-info.ts";

const printed = `
Error: Error acquiring the state lock

Error message: operation error S3: PutObject, https response error
StatusCode: 412, PreconditionFailed
Lock Info:
  ID:        6c2a8f31-5d27-3be1-8fd2-1a0c9a5f1e77
  Path:      states/site-prod/terraform.tfstate
  Operation: OperationTypeApply
  Who:       runner@fv-az1
  Version:   1.11.4
  Created:   2026-11-29 19:52:01.123456789 +0000 UTC
  Info:      

Terraform acquires a state lock to protect the state from being written
`;

const lock = {
  id: "6c2a8f31-5d27-3be1-8fd2-1a0c9a5f1e77",
  operation: "apply",
  who: "runner@fv-az1",
  created: new Date("2026-11-29T19:52:01.123Z"),
};

describe("the lock of a state", () => {
  it("is read from Terraform's error, with and without the frame that Terraform draws", () => {
    expect(lockInError(printed)).toEqual(lock);
    expect(lockInError(printed.replaceAll(/^/gm, "│ "))).toEqual(lock);
    const colored = printed.replaceAll(/^/gm, "\u001b[31m│\u001b[0m \u001b[0m").replaceAll(/$/gm, "\u001b[0m");
    expect(lockInError(colored)).toEqual(lock);
    expect(lockInError("Error: Unsupported argument")).toBeUndefined();
  });

  it("is read from the file next to a local state", () => {
    const text = JSON.stringify({
      ID: lock.id,
      Operation: "OperationTypeApply",
      Info: "",
      Who: lock.who,
      Version: "1.11.4",
      Created: "2026-11-29T19:52:01.123Z",
      Path: "terraform.tfstate",
    });
    expect(lockInFile(text)).toEqual(lock);
    expect(lockInFile("")).toBeUndefined();
  });

  it("is described by its age, its holder and its command", () => {
    const at = (time: string) => describeLock(lock, new Date(time));
    expect(at("2026-11-29T20:04:00Z")).toBe("since 2026-11-29 19:52:01 UTC (12 minutes) by runner@fv-az1, for 'apply'");
    expect(at("2026-11-30T19:52:01Z")).toContain("(24 hours)");
  });

  it("is reported with the command that removes it", () => {
    const stack = { name: "site-prod", directory: "", environment: "prod" };
    expect(() => checkLock(stack, printed)).toThrow(/is locked since .* by runner@fv-az1/);
    expect(() => checkLock(stack, printed)).toThrow("featheredge unlock prod site-prod");
    expect(checkLock(stack, "Error: Unsupported argument")).toBeUndefined();
  });
});
