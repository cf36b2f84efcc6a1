import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { watchProject } from "./watch-project.ts";

let root: string;
let stop: AbortController;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "featheredge-watch-project-")));
  for (const folder of ["environments", "stacks/content/site", "public", "other"]) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  stop = new AbortController();
});
afterEach(() => {
  stop.abort();
  rmSync(root, { recursive: true });
});

const write = (file: string) => writeFileSync(join(root, file), String(Math.random()));

/** The loaded environment, whose distribution has an origin for each content. */
type Loaded = Awaited<ReturnType<Parameters<typeof watchProject>[1]>>;
const environmentWith = (...contents: readonly unknown[]) =>
  ({ distributions: { site: { origins: contents.map((content) => ({ content })) } } }) as unknown as Loaded;

it("reports edits of content in any folder, also of one that an edit of the environment names", async () => {
  let environment: Loaded | undefined = environmentWith("public", "stacks/content/site", { from: "other" }, undefined);
  const load = async () => {
    if (environment === undefined) throw new Error("a mistake");
    return environment;
  };
  const batches = await watchProject(root, load, stop.signal);
  const reported = new Set<string>();
  /** Everything that is reported until this file is. */
  const until = async (wanted: string) => {
    reported.clear();
    while (!reported.has(wanted)) {
      const { done, value } = await batches.next();
      if (done) throw new Error(`The watch ended before it reported ${wanted}.`);
      for (const file of value) reported.add(file.slice(root.length + 1));
    }
  };
  write("other/not-uploaded.html");
  write("public/index.html");
  await until("public/index.html");
  expect(reported).not.toContain("other/not-uploaded.html");
  write("stacks/content/site/index.html");
  await until("stacks/content/site/index.html");
  // The folders stay while the environment has a mistake.
  environment = undefined;
  write("environments/local.ts");
  await until("environments/local.ts");
  write("public/index.html");
  await until("public/index.html");
  environment = environmentWith("other");
  write("environments/local.ts");
  await until("other");
  write("public/index.html");
  write("other/index.html");
  await until("other/index.html");
  expect(reported).not.toContain("public/index.html");
});
