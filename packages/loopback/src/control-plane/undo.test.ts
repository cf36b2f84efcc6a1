import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudFront } from "@aws-sdk/client-cloudfront";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { failingFiles } from "../files/testing/failing-files.ts";
import type { Maker } from "../runs/run.ts";
import { openRuns, type Runs } from "../runs/runs.ts";
import { distributionKind } from "./resources/distribution/kind.ts";
import { functionKind } from "./resources/function/kind.ts";
import { type KeyValueStoreRecord, keyValueStoreKind } from "./resources/key-value-store/kind.ts";
import { type Accounts, type Kind, openAccounts } from "./state/account.ts";
import type { StoredRecord } from "./state/collection.ts";
import { madeBy } from "./state/made-by.ts";
import { startControlPlane } from "./testing/control-plane.ts";
import { distributionConfig } from "./testing/distribution.ts";
import { recordsOfRuns } from "./undo.ts";

const id = "123456789012";
const cut = { stack: "site", run: "cut" };
const finished = { stack: "site", run: "finished" };
const other = { stack: "other", run: "theirs" };
let directory: string;
let accounts: Accounts;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "undo-"));
  accounts = openAccounts(directory);
});

afterEach(() => rmSync(directory, { recursive: true }));

/** Makes a record with only the fields that these tests use. */
const put = <R extends StoredRecord>(kind: Kind<R>, fields: Partial<R>, maker?: Maker, account = id) =>
  madeBy(accounts.get(account), maker)
    .all(kind)
    .put(fields as R);
const store = (name: string, entries: KeyValueStoreRecord["entries"], maker = cut) =>
  put(keyValueStoreKind, { id: `id-of-${name}`, name, entries }, maker);
const entriesOf = (name: string) =>
  accounts
    .get(id)
    .all(keyValueStoreKind)
    .find((found) => found.name === name)?.entries;

describe("CloudFront's records of a run that was cut short", () => {
  it("are deleted in every account and kind, and no others", async () => {
    for (const [maker, name] of [
      [cut, "cut"],
      [finished, "finished"],
      [other, "other"],
      [undefined, "hand"],
    ] as const) {
      put(functionKind, { id: name }, maker);
      put(distributionKind, { id: name }, maker, "000000000000");
    }
    await recordsOfRuns(accounts).undo(new Set(["cut"]));
    // They are also deleted on the disk.
    const again = openAccounts(directory);
    const left = (account: string, kind: typeof functionKind | typeof distributionKind) =>
      Array.from(again.get(account).all<StoredRecord>(kind), (found) => found.id);
    expect(left(id, functionKind)).toEqual(["finished", "hand", "other"]);
    expect(left("000000000000", distributionKind)).toEqual(["finished", "hand", "other"]);
  });

  it("keep their maker when the same stack changes them", async () => {
    put(functionKind, { id: "f" }, finished);
    put(functionKind, { id: "f" }, cut);
    await recordsOfRuns(accounts).undo(new Set(["cut"]));
    expect(accounts.get(id).all(functionKind).get("f")).toMatchObject({ maker: finished });
  });

  it("restore values of another program in the next store of the same name", async () => {
    store("shared", [["color", "green"]]);
    store("own", [["color", "green"]]);
    put(keyValueStoreKind, { id: "id-of-shared", name: "shared", maker: cut, entries: [["color", "red"]] });
    const made = recordsOfRuns(accounts);
    await made.undo(new Set(["cut"]));
    expect([entriesOf("shared"), entriesOf("own")]).toEqual([undefined, undefined]);

    // Another run is killed before the values are restored.
    store("shared", []);
    put(keyValueStoreKind, { id: "id-of-shared", name: "shared", maker: cut, entries: [["font", "sans"]] });
    await made.undo(new Set(["cut"]));

    await made.giveBack("site");
    store("shared", [["size", "2"]], finished);
    await made.giveBack("other");
    expect(entriesOf("shared")).toEqual([["size", "2"]]);
    await made.giveBack("site");
    expect(entriesOf("shared")).toEqual([
      ["color", "red"],
      ["font", "sans"],
      ["size", "2"],
    ]);
    // They are restored once. Later the store's own values count.
    store("shared", [], finished);
    await made.giveBack("site");
    expect(entriesOf("shared")).toEqual([]);
  });

  it.each(["set aside", "given back"] as const)(
    "lose no value of another program when the disk is full at any step at which it is %s",
    async (when) => {
      const files = failingFiles();
      const undo = () => recordsOfRuns(accounts).undo(new Set(["cut"]));
      const giveBack = () => recordsOfRuns(accounts).giveBack("site");
      /** The disk is full at the n-th step. Then there is space again, and the loopback starts again. */
      const failOnce = async (step: () => Promise<void>, n: number) => {
        files.failAt(n);
        await step().catch((error) => expect(error.message).toContain("ENOSPC"));
        const { failed } = files;
        files.failAt(0);
        accounts = openAccounts(directory, files);
        await step();
        return failed;
      };
      for (let n = 1, failed = true; failed; n += 1) {
        rmSync(directory, { recursive: true });
        accounts = openAccounts(directory, files);
        store("shared", [["color", "green"]]);
        put(keyValueStoreKind, { id: "id-of-shared", name: "shared", maker: cut, entries: [["color", "red"]] });
        failed = when === "set aside" && (await failOnce(undo, n));
        await undo();
        store("shared", [], finished);
        failed ||= when === "given back" && (await failOnce(giveBack, n));
        await giveBack();
        expect(entriesOf("shared"), `step ${n}`).toEqual([["color", "red"]]);
      }
    },
  );

  it("are all removed with their stack, with the values that wait for its stores", async () => {
    store("waiting", [["color", "green"]]);
    put(keyValueStoreKind, { id: "id-of-waiting", name: "waiting", maker: cut, entries: [] });
    const made = recordsOfRuns(accounts);
    await made.undo(new Set(["cut"]));
    store("kept", [], other);
    put(functionKind, { id: "f" }, finished);
    expect([made.has("site"), made.has("other"), made.has("none")]).toEqual([true, true, false]);
    await made.remove("site");
    expect([made.has("site"), made.has("other")]).toEqual([false, true]);
    store("waiting", [["size", "2"]], finished);
    await made.giveBack("site");
    expect(entriesOf("waiting")).toEqual([["size", "2"]]);
  });
});

describe("CloudFront's API", () => {
  let runs: Runs;

  it("identifies the run that makes a record by its user agent, and rejects one that has ended", async () => {
    runs = openRuns(undefined);
    const controlPlane = await startControlPlane({ makerOf: runs.makerOf });
    const run = runs.begin("site", process.pid);
    const client = new CloudFront({
      endpoint: controlPlane.url,
      region: "us-east-1",
      credentials: { accessKeyId: id, secretAccessKey: "secret" },
      customUserAgent: `featheredge-run/${run.id}`,
      maxAttempts: 1,
    });
    try {
      await client.createDistribution({ DistributionConfig: distributionConfig() });
      await controlPlane.client.createDistribution({
        DistributionConfig: distributionConfig({ CallerReference: "hand" }),
      });
      runs.refuse(run);
      await expect(client.listDistributions()).rejects.toMatchObject({ name: "AccessDenied" });
      await controlPlane.made.undo(new Set([run.id]));
      const { DistributionList: list } = await controlPlane.client.listDistributions();
      expect(list?.Quantity).toBe(1);
    } finally {
      client.destroy();
      await controlPlane.close();
    }
  });
});
