import { describe, expect, it } from "vitest";
import { findHolder, runningProcesses } from "./holder.ts";

const lock = { who: "dev@laptop", created: new Date("2026-11-29T19:52:01Z") };
const terraform = (time: string, folder = "/project/cdktf.out/stacks/site-prod") => ({
  pid: 7,
  started: new Date(`2026-11-29T${time}Z`),
  args: `/usr/bin/terraform -chdir=${folder} apply -input=false`,
});

describe("the holder of a lock", () => {
  it("is a terraform that works on the stack and started before the lock was made", () => {
    expect(findHolder(["site-prod"], lock, [terraform("19:51:00")], "laptop")).toMatchObject({ pid: 7 });
  });

  it.each([
    ["works on another stack", [terraform("19:51:00", "/project/cdktf.out/stacks/site-dev")], "laptop"],
    ["started later", [terraform("19:55:00")], "laptop"],
    ["runs on another machine", [terraform("19:51:00")], "server"],
    ["is another program", [{ ...terraform("19:51:00"), args: "vi terraform -chdir=/a/site-prod" }], "laptop"],
  ])("is not a process that %s", (_, processes, host) => {
    expect(findHolder(["site-prod"], lock, processes, host)).toBeUndefined();
  });

  it("is searched among the processes of this machine, with the time at which each started", async () => {
    const own = (await runningProcesses()).find(({ pid }) => pid === process.pid);
    expect(own?.args).toContain("node");
    const age = Date.now() - Number(own?.started.getTime());
    expect(age).toBeGreaterThan(-5_000);
    expect(age).toBeLessThan(3_600_000);
  });
});
