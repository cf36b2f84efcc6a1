import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { hasTerminal } from "./open-terminal.ts";
import { plainText } from "./spans.ts";
import { createVirtualScreen } from "./testing/virtual-screen.ts";

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));

interface Step {
  /** A text that the program writes after the step before. */
  readonly wait: string;
  readonly send?: string;
  /** Rows and columns. */
  readonly resize?: readonly [number, number];
  readonly signal?: string;
}

const program = [process.execPath, pathOf("../../loader/run.cjs"), pathOf("testing/fixture-up.ts")];

/** Runs the fixture, or a shell that runs it, on a pseudo terminal of 24 rows and 80 columns. */
async function use(steps: readonly Step[], env: Record<string, string> = {}, command: readonly string[] = program) {
  const child = spawn("python3", [pathOf("testing/drive_pty.py"), "24", "80", ...command], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, CI: "", TERM: "xterm", BROWSER: undefined, ...env },
  });
  child.stdin.end(JSON.stringify(steps));
  const result: {
    readonly output: string;
    readonly missing: string | null;
    readonly exitCode: number | null;
    readonly signal: string | null;
    readonly restored: boolean;
  } = JSON.parse(await text(child.stdout));
  expect(result.missing, result.output).toBeNull();
  const screen = createVirtualScreen(80);
  screen.write(result.output);
  return { ...result, lines: screen.lines() };
}

const keys = "quit";
const shownCursor = "\u001b[?25h";

describe("the terminal of a running 'up'", () => {
  it("shows lines above one block, follows the keys, and leaves only the lines", async () => {
    const { lines, exitCode, restored, output } = await use([
      { wait: "http://inspector.localhost:8080/", send: "h" },
      { wait: "plan and apply again", send: "h" },
      { wait: keys, send: "r" },
      { wait: "/2 ", send: "c" },
      { wait: "cache cleared", send: "o" },
      { wait: "no browser could be started", send: "q" },
    ]);
    expect(lines).toEqual([
      "› Starting AWS on this machine",
      "✓ serving after 900 ms",
      "  Site",
      "    http://localhost:8080/  https://localhost:8443/",
      "    http://e1.localhost:8080/  https://e1.localhost:8443/",
      expect.stringMatching(/^GET {2}\/1 +200 hit +1\.0 ms {2}localhost$/),
      expect.stringMatching(/^GET {2}\/2 +200 hit/),
      "✓ cache cleared",
      "no browser could be started: http://localhost:8080/",
      "› stopping",
      "ended",
    ]);
    expect([exitCode, restored]).toEqual([0, true]);
    expect(output.lastIndexOf(shownCursor)).toBeGreaterThan(output.lastIndexOf("\u001b[?25l"));
  });

  it.each([
    ["SIGTERM", { exitCode: 143, signal: null }],
    ["SIGHUP", { exitCode: null, signal: "SIGHUP" }],
    ["SIGQUIT", { exitCode: null, signal: "SIGQUIT" }],
  ])("gives the terminal back when it is ended by %s", async (signal, ended) => {
    const result = await use([{ wait: keys, signal }]);
    expect(result).toMatchObject({ ...ended, restored: true });
    expect(
      result.output
        .trimEnd()
        .replace(/ended$/, "")
        .endsWith(shownCursor),
    ).toBe(true);
  });

  it("takes Ctrl-C as the signal that it is without raw mode, and is restored after a defect", async () => {
    const result = await use([{ wait: keys, send: "\u0003" }], { FIXTURE_THROWS: "1" });
    expect(result).toMatchObject({ restored: true, signal: null });
    expect(result.exitCode).not.toBe(0);
    expect(result.output).toContain("a defect");
  });

  it("opens the first distribution by 'o', and the inspector by 'i'", async () => {
    const folder = mkdtempSync(join(tmpdir(), "browser-"));
    const opened = join(folder, "opened");
    const browser = join(folder, "browser");
    writeFileSync(browser, `#!/bin/sh\necho "$1" >> ${opened}\n`, { mode: 0o755 });
    const { restored } = await use([{ wait: "http://inspector.localhost:8080/", send: "oiq" }], { BROWSER: browser });
    expect(restored).toBe(true);
    // The browser goes on without the program that has started it.
    await vi.waitFor(() => {
      const urls = readFileSync(opened, "utf8").trimEnd().split("\n");
      expect(urls.sort()).toEqual(["http://inspector.localhost:8080/", "http://localhost:8080/"]);
    }, 20_000);
    rmSync(folder, { recursive: true });
  });

  it("gives the terminal to the shell by Ctrl-Z, and goes on when the shell lets it", async () => {
    // A shell with job control, as a person's.
    const shell = `set -m; "$@"; stty -a | grep -o -- '-*icanon'; echo "the shell's turn"; read -r line; fg`;
    const { lines, restored, exitCode } = await use(
      [
        { wait: keys, send: "\u001a" },
        { wait: "the shell's turn", send: "\n" },
        { wait: keys, send: "c" },
        { wait: "cache cleared", send: "q" },
      ],
      {},
      ["bash", "-c", shell, "bash", ...program],
    );
    const turn = lines.indexOf("the shell's turn");
    expect(lines[turn - 1]).toBe("icanon");
    expect(lines.slice(turn)).toContain("✓ cache cleared");
    expect(lines.at(-1)).toBe("ended");
    expect([exitCode, restored]).toEqual([0, true]);
  });

  it("follows the terminal's size", async () => {
    const narrow = `${"─".repeat(39)}\u001b[22m`;
    const { restored, output } = await use([
      { wait: keys, resize: [24, 40] },
      { wait: narrow, send: "q" },
    ]);
    expect(restored).toBe(true);
    const last = output.slice(output.lastIndexOf(narrow)).split("\u001b[?2026l")[0] ?? "";
    for (const line of last.split("\r\n")) {
      expect(plainText(line).length).toBeLessThan(40);
    }
  });

  it("writes no colors where NO_COLOR is set", async () => {
    const green = "\u001b[32m";
    expect((await use([{ wait: keys, send: "q" }])).output).toContain(green);
    expect((await use([{ wait: keys, send: "q" }], { NO_COLOR: "1" })).output).not.toContain(green);
  });
});

describe("hasTerminal", () => {
  const streams = (isTTY: boolean) => ({ stdin: { isTTY }, stdout: { isTTY } }) as Parameters<typeof hasTerminal>[0];

  it("is false without a terminal, on a dumb one, and in CI", () => {
    expect(hasTerminal(streams(true), { TERM: "xterm" })).toBe(true);
    expect(hasTerminal(streams(true), { TERM: "xterm", CI: "false" })).toBe(true);
    expect(hasTerminal(streams(false), { TERM: "xterm" })).toBe(false);
    expect(hasTerminal(streams(true), { TERM: "dumb" })).toBe(false);
    expect(hasTerminal(streams(true), { TERM: "xterm", CI: "true" })).toBe(false);
  });
});
