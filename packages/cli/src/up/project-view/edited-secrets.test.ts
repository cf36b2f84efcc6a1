import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createUpStore } from "../store.ts";
import { createProjectView } from "./project-view.ts";

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "featheredge-view-")));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

it("knows the secrets of an environment that an edit has replaced, or left with a mistake", async () => {
  write("package.json", '{ "type": "module" }');
  // As `environments/index.ts` does after an edit, it loads the file as it is.
  write(
    "environments/index.ts",
    `import { readFileSync } from "node:fs";
export const environmentNames = ["dev"];
export const loadEnvironment = async () => JSON.parse(readFileSync(import.meta.dirname + "/dev.json", "utf8"));`,
  );
  write(".featheredge/build/dev/manifest.json", "{}");
  const edit = (text: string) => write("environments/dev.json", text);
  const withSecret = (secret: string) => JSON.stringify({ account: "1", handlers: { sign: { config: { secret } } } });
  const commands = () => ({ apply: () => {}, checkDrift: () => {} });
  const view = createProjectView({ root, env: {}, name: "dev", store: createUpStore("dev", 0), commands });
  edit(withSecret("first"));
  expect(await view.secrets()).toEqual(["first"]);
  edit(withSecret("second"));
  expect(await view.secrets()).toEqual(["first", "second"]);
  edit("{");
  expect(await view.secrets()).toEqual(["first", "second"]);
});
