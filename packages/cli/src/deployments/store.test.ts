import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { recorded } from "./record-apply.ts";
import { appendDeployment, type DeploymentStore, deploymentStore, lastDeployment, readDeployments } from "./store.ts";

let root: string;
let store: DeploymentStore;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "deployments-"));
  store = deploymentStore({ root, env: {} }, { variables: {} }, "dev", { state: { type: "local" } });
});
afterEach(() => rmSync(root, { recursive: true }));

const begun = (id: string) => ({ id, at: "2026-11-29T20:00:00.000Z", stacks: [], plan: "", by: "kim" });

describe("the local record of deployments", () => {
  it("is empty before the first deployment", async () => {
    expect(await lastDeployment(store)).toBeUndefined();
  });

  it("loses none of the entries that many writers add at once", async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `${index}`);
    await Promise.all(ids.map((id) => appendDeployment(store, { ...begun(id), status: "applied" })));
    const { deployments } = await readDeployments(store);
    expect(deployments.map(({ id }) => id).sort()).toEqual(ids.sort());
  });

  it("is not written over a version that another writer has made since", async () => {
    await appendDeployment(store, { ...begun("a"), status: "applied" });
    const version = await store.read();
    await appendDeployment(store, { ...begun("b"), status: "applied" });
    expect(await store.write("{}", version?.etag)).toBe(false);
    expect(await store.write("{}", undefined)).toBe(false);
  });

  it("leaves no temporary file, and few old versions", async () => {
    for (let count = 0; count < 30; count++) await appendDeployment(store, { ...begun(`${count}`), status: "applied" });
    const names = readdirSync(join(root, ".featheredge", "deployments", "dev"));
    expect(names.every((name) => /^\d+\.json$/.test(name))).toBe(true);
    expect(names.length).toBeLessThan(25);
  });

  it("says which file is damaged", async () => {
    expect(await store.write("{}", undefined)).toBe(true);
    await expect(readDeployments(store)).rejects.toThrow(/deployments\/dev.*is not a record/s);
  });
});

describe("a recorded apply", () => {
  it("is known before its first change, and completed after its last", async () => {
    const seen = await recorded(store, "dev", begun("a"), async () => (await readDeployments(store)).deployments);
    expect(seen).toMatchObject([{ id: "a", status: "applying" }]);
    expect(await lastDeployment(store)).toMatchObject({ id: "a", status: "applied" });
  });

  it("is recorded as failed when it fails, and fails for its own reason", async () => {
    const failing = recorded(store, "dev", begun("a"), () => Promise.reject(new Error("AWS refused")));
    await expect(failing).rejects.toThrow("AWS refused");
    expect((await readDeployments(store)).deployments).toMatchObject([{ id: "a", status: "failed" }]);
  });

  it("changes nothing when its beginning can't be recorded", async () => {
    const broken: DeploymentStore = { ...store, write: () => Promise.reject(new Error("AccessDenied")) };
    let worked = false;
    const applying = recorded(broken, "dev", begun("a"), async () => {
      worked = true;
    });
    await expect(applying).rejects.toThrow("AccessDenied");
    expect(worked).toBe(false);
  });

  it("says how to complete a record whose last write failed", async () => {
    let writes = 0;
    const broken: DeploymentStore = {
      ...store,
      write: (text, expected) =>
        ++writes === 1 ? store.write(text, expected) : Promise.reject(new Error("AccessDenied")),
    };
    await expect(recorded(broken, "dev", begun("a"), async () => {})).rejects.toMatchObject({
      diagnostics: [{ rule: "FE-CLI-141", fix: expect.stringContaining("featheredge plan dev --save") }],
    });
  });
});
