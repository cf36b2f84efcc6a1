import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { succeed } from "../loopback/command.ts";
import { account, environment, stateBucket, writeStep } from "./fixture-site.ts";
import { type Recorder, startRecorder } from "./recorder.ts";

let recorder: Recorder;

beforeAll(async () => {
  recorder = await startRecorder();
  await recorder.loopback.ensureBucket({ name: stateBucket, region: "eu-west-1", account });
});

afterAll(() => recorder.close());

describe("the calls to AWS of the commands that go on after an apply", () => {
  it("are those in the kept lists; 'vitest -u' writes them again", { timeout: 1_800_000 }, async () => {
    const { root, record, recordOnAws, lists } = recorder;
    writeStep(root, "staged");
    writeFileSync(join(root, "uploads/style.css"), "p { color: green }");
    await succeed(["apply", environment, "--yes", "--loopback"], { cwd: root });
    await record("content-sync", "content", "sync", environment, "--wait");
    // Changes a page and deletes an object.
    writeFileSync(join(root, "uploads/index.html"), "second");
    rmSync(join(root, "uploads/style.css"));
    await record("content-sync", "content", "sync", environment, "--wait");
    await record("drift", "drift", environment);
    await record("verify", "verify", environment);
    await record("promote", "stage", environment, "site");
    await record("promote", "promote", environment, "site", "--yes");
    await record("promote", "stage", environment, "site");
    await record("promote", "abandon", environment, "site");
    // Detaches the candidate's policy, too.
    await recordOnAws("destroy", "destroy", environment, "--confirm", environment);
    for (const [name, calls] of lists()) await expect(calls).toMatchFileSnapshot(`calls/${name}.txt`);
  });
});
