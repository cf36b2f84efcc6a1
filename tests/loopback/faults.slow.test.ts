import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connectLoopback, type Loopback, type LoopbackClient, startLoopback } from "@featheredge/loopback";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Finished } from "./command.ts";
import { type SmallSite, smallSite } from "./small-site.ts";

type Faults = NonNullable<Parameters<typeof startLoopback>[0]>["faults"];
type Fault = ReturnType<NonNullable<Faults>>;

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "loopback-faults-")));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Expects that no resource is lost or duplicated: the resources are those of the state and of the configuration. */
async function expectExactly(site: SmallSite, loopback: LoopbackClient, comment: string): Promise<void> {
  const [existing, known] = await Promise.all([site.existing(loopback), site.known(loopback)]);
  expect(existing).toEqual(known);
  expect(Object.values(existing).map((ids) => ids.length)).toEqual([1, 1, 1, 1, 1]);
  site.comment(comment);
  expect(await site.hasChanges(loopback)).toBe(false);
}

/**
 * Applies again after each of several kills, while the site is created and while it is changed.
 * @param applyUntil - Applies and is cut short at the operation. @returns the loopback that runs then
 */
async function expectToCompleteAfterKills(
  site: SmallSite,
  applyUntil: (fatal: string) => Promise<LoopbackClient>,
): Promise<void> {
  const cutShort = async (fatal: string) => {
    const loopback = await applyUntil(fatal);
    await site.adopt(loopback);
    return loopback;
  };
  const end = async (loopback: LoopbackClient, comment: string) => {
    await site.run(loopback, "apply", "-auto-approve");
    await expectExactly(site, loopback, comment);
  };
  await cutShort("CreateFunction");
  await end(await cutShort("CreateDistributionWithTags"), "first");
  site.comment("second");
  await end(await cutShort("UpdateDistribution"), "second");
}

describe("Terraform on a CloudFront that fails", () => {
  let loopback: Loopback;
  let site: SmallSite;
  let faults: (operation: string) => Fault;

  beforeEach(async () => {
    faults = () => undefined;
    loopback = await startLoopback({ directory: join(folder, "loopback"), faults: (operation) => faults(operation) });
    site = await smallSite(join(folder, "site"), loopback);
  });

  afterEach(() => loopback.close());

  const apply = () => site.run(loopback, "apply", "-auto-approve");

  /** Makes each operation fail with these faults in turn before it succeeds. */
  const failingFirst = (...all: NonNullable<Fault>[]) => {
    const calls = new Map<string, number>();
    faults = (operation) => {
      const times = calls.get(operation) ?? 0;
      calls.set(operation, times + 1);
      return all[times];
    };
  };

  const overload: NonNullable<Fault>[] = [
    { status: 429, code: "TooManyRequestsException" },
    { status: 503, code: "ServiceUnavailable" },
    { status: 500, code: "InternalError" },
  ];

  it("succeeds although every operation is throttled, unavailable and failing first", async () => {
    failingFirst(...overload);
    expect(await apply()).toContain("Resources: 5 added");
    faults = () => undefined;
    await expectExactly(site, loopback, "first");

    failingFirst(...overload);
    expect(await site.run(loopback, "destroy", "-auto-approve")).toContain("Resources: 5 destroyed");
    expect(Object.values(await site.existing(loopback)).flat()).toEqual([]);
  });

  it("imports resources that were created although the answer was lost", async () => {
    const lost = new Set<string>();
    faults = (operation) => {
      if (!operation.startsWith("Create") || lost.has(operation)) return undefined;
      lost.add(operation);
      return { status: 500, code: "InternalError", after: true };
    };
    // Each creation succeeds without Terraform knowing it, and is rejected when Terraform repeats it.
    await expect(apply()).rejects.toThrow("AlreadyExists");
    await site.adopt(loopback);
    await expect(apply()).rejects.toThrow("AlreadyExists");
    expect(await site.adopt(loopback)).toEqual(["aws_cloudfront_distribution.site"]);
    await apply();
    expect([...lost].sort()).toEqual([
      "CreateCachePolicy",
      "CreateDistributionWithTags",
      "CreateFunction",
      "CreateOriginAccessControl",
    ]);
    await expectExactly(site, loopback, "first");
  });

  it("completes after kills in the middle of applies", async () => {
    await expectToCompleteAfterKills(site, async (fatal) => {
      const killed = site.start(loopback, "apply", "-auto-approve");
      faults = (operation) => {
        if (operation === fatal) killed.kill();
        return undefined;
      };
      expect(await killed.finished).toMatchObject({ exitCode: null });
      faults = () => undefined;
      await site.unlock(loopback);
      return loopback;
    });
  });

  it("completes one of two concurrent applies and rejects the other", async () => {
    const first = site.start(loopback, "apply", "-auto-approve");
    const second = new Promise<Finished>((resolve) => {
      let begun = false;
      let ended = false;
      faults = (operation) => {
        if (!operation.startsWith("Create")) return undefined;
        if (!begun) {
          begun = true;
          site.start(loopback, "apply", "-auto-approve").finished.then((finished) => {
            ended = true;
            resolve(finished);
          });
        }
        // The first can't end before the second has.
        return ended ? undefined : { status: 503, code: "ServiceUnavailable" };
      };
    });
    expect(await second).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("Error acquiring the state lock"),
    });
    expect(await first.finished).toMatchObject({ exitCode: 0 });
    await expectExactly(site, loopback, "first");
  });
});

describe("Terraform on a loopback that is killed", () => {
  const directory = () => join(folder, "loopback");
  const script = fileURLToPath(new URL("keep-loopback.ts", import.meta.url));
  const begun: ChildProcess[] = [];

  /** Starts a loopback on the kept directory that kills itself at the operation. */
  const start = async (fatal = "") => {
    const child = spawn(process.execPath, ["--import", "tsx", script, directory(), fatal], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    begun.push(child);
    await once(child.stdout, "data");
    const client = await connectLoopback(directory());
    if (client === undefined) throw new Error("The loopback does not run.");
    return { child, client };
  };

  afterEach(async () => {
    for (const child of begun.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.stdin?.end();
      await once(child, "exit");
    }
  });

  it("completes on the one that is started next", async () => {
    let { child, client } = await start();
    const site = await smallSite(join(folder, "site"), client);
    await expectToCompleteAfterKills(site, async (fatal) => {
      child.stdin?.end();
      await once(child, "exit");
      ({ child, client } = await start(fatal));
      const applying = site.start(client, "apply", "-auto-approve");
      await once(child, "exit");
      expect(child.signalCode).toBe("SIGKILL");
      // It would retry for a quarter of an hour, although no loopback answers.
      applying.kill();
      await applying.finished;
      // A starting loopback frees the locks of the killed one.
      ({ child, client } = await start());
      return client;
    });
  });
});
