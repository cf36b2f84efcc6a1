import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { argumentsOf, chosenEditor } from "./editor.ts";
import { openInEditor } from "./open-in-editor.ts";

describe("the chosen editor", () => {
  it.each([
    [{ LAUNCH_EDITOR: "code --reuse-window", EDITOR: "vim" }, "code"],
    [{ VISUAL: '"/opt/Sublime Text/sublime_text" -n' }, "sublime_text"],
    [{ VISUAL: "nvim", EDITOR: "webstorm" }, "webstorm"],
    [{ EDITOR: "/usr/bin/vim" }, undefined],
    [{ EDITOR: "emacs -nw" }, undefined],
    [{ LAUNCH_EDITOR: " " }, undefined],
    [{}, undefined],
  ])("of %j is %s", (env, name) => {
    expect(chosenEditor(env)?.name).toBe(name);
  });

  it.each([
    ["code -r", ["-r", "--goto", "/a b.ts:3:7"]],
    ["zed", ["/a b.ts:3:7"]],
    ["emacsclient -n", ["-n", "+3:7", "/a b.ts"]],
    ["idea", ["--line", "3", "--column", "7", "/a b.ts"]],
    ["other", ["/a b.ts"]],
  ])("%s gets the position in its own form", (EDITOR, args) => {
    const editor = chosenEditor({ EDITOR });
    expect(editor && argumentsOf(editor, { file: "/a b.ts", line: 3, column: 7 })).toEqual(args);
  });
});

describe("opening a line", () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "featheredge-editor-")));
  const root = join(folder, "project");
  const written = join(folder, "arguments.txt");
  const env = { ...process.env, LAUNCH_EDITOR: `"${join(folder, "code")}" $(touch x)` };
  beforeAll(() => {
    mkdirSync(root);
    writeFileSync(join(root, "a b.ts"), "");
    writeFileSync(join(folder, "secret.ts"), "");
    symlinkSync(join(folder, "secret.ts"), join(root, "link.ts"));
    // Moved, so that the test reads the whole file.
    writeFileSync(
      join(folder, "code"),
      `#!/bin/sh\nprintf '%s\\n' "$@" > "${written}.new" && mv "${written}.new" "${written}"\n`,
    );
    chmodSync(join(folder, "code"), 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("starts the editor without a shell", async () => {
    expect(await openInEditor(root, env, { file: "a b.ts", line: 3 })).toBeUndefined();
    await expect.poll(() => existsSync(written)).toBe(true);
    const args = ["$(touch", "x)", "--goto", `${join(root, "a b.ts")}:3:1`];
    expect(readFileSync(written, "utf8")).toBe(`${args.join("\n")}\n`);
  });

  it.each(["../secret.ts", "link.ts", ".", "gone.ts", "a b.ts\0", "/etc/passwd"])("opens no %j", async (file) => {
    expect(await openInEditor(root, env, { file })).toBe(`'${file}' is not a file of the project.`);
  });

  it("says how to choose an editor, and which one can't be started", async () => {
    expect(await openInEditor(root, { EDITOR: "vi" }, { file: "a b.ts" })).toContain("Set LAUNCH_EDITOR");
    const reason = await openInEditor(root, { EDITOR: join(folder, "gone") }, { file: "a b.ts" });
    expect(reason).toMatch(/'.*gone' can't be started: .*ENOENT/);
  });
});
