import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { awsTools } from "../loopback/aws-tools.ts";
import { account, environment, type Step, writeStep } from "./fixture-site.ts";
import { type Recorder, startRecorder } from "./recorder.ts";

let recorder: Recorder;

beforeAll(async () => {
  recorder = await startRecorder();
  await awsTools(recorder.loopback, account).cli(
    "route53",
    "create-hosted-zone",
    "--name=example.com",
    "--caller-reference=1",
  );
});

afterAll(() => recorder.close());

describe("the calls to AWS that the roles must be allowed", () => {
  it("are those in the kept lists; 'vitest -u' writes them again", { timeout: 1_800_000 }, async () => {
    const { root, record, lists } = recorder;
    const apply = async (step: Step) => {
      writeStep(root, step);
      await record("plan", "plan", environment);
      await record("apply", "apply", environment, "--yes");
    };
    writeStep(root, "everything");
    await record("bootstrap", "bootstrap", environment, "--yes");
    await apply("everything");
    await record("kvs", "kvs", "sync", environment, "site", "--delete");
    await apply("changed");
    await record("apply", "destroy", environment, "--yes");
    await record("prune", "prune", environment);
    for (const [name, calls] of lists()) await expect(calls).toMatchFileSnapshot(`calls/${name}.txt`);
  });
});
