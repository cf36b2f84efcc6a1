import { describe, expect, it } from "vitest";
import { readKeys } from "./keys.ts";
import { openCommand } from "./open-url.ts";
import { createPaint, span, widthOf, wrapLine, writeLine } from "./spans.ts";

const plain = createPaint(false);

describe("writeLine", () => {
  it("cuts a line at the terminal's width, with a mark", () => {
    const line = [span("one ", "bold"), span("two three")];
    expect(writeLine(line, 13, plain)).toBe("one two three");
    expect(writeLine(line, 9, plain)).toBe("one two …");
    expect(writeLine(line, 4, plain)).toBe("one…");
    expect(writeLine(line, 0, plain)).toBe("");
  });

  it("measures wide and joining characters", () => {
    expect([widthOf("日本"), widthOf("e\u0301"), widthOf("🚀")]).toEqual([4, 1, 2]);
    expect(writeLine([span("日本語")], 5, plain)).toBe("日本…");
  });

  it("colors only where colors are wanted", () => {
    expect(writeLine([span("ok", "good")], 10, createPaint(true))).toBe("\u001b[32mok\u001b[39m");
    expect(writeLine([span("ok", "good")], 10, plain)).toBe("ok");
  });
});

describe("wrapLine", () => {
  const wrapped = (line: Parameters<typeof wrapLine>[0], columns: number) =>
    wrapLine(line, columns).map((one) => writeLine(one, 100, plain).trimEnd());

  it("breaks between words, and keeps indents and words that are longer than the line", () => {
    expect(wrapped([span("✓ ", "good"), span("served after"), span(" 310 ms", "dim")], 14)).toEqual([
      "✓ served after",
      "  310 ms",
    ]);
    expect(wrapped([span("│   2 |  code")], 40)).toEqual(["│   2 |  code"]);
    expect(wrapped([span("see http://localhost:8080/a")], 10)).toEqual(["see", "  http://localhost:8080/a"]);
    expect(wrapped([], 10)).toEqual([""]);
  });
});

describe("readKeys", () => {
  it("reads the keys that were pressed, in either case, and no escape sequence", () => {
    expect(readKeys("oIrc?hq")).toEqual(["open", "inspector", "apply", "clear-cache", "help", "help", "quit"]);
    expect(readKeys("\u0003\u001a\u000c\r")).toEqual(["interrupt", "suspend", "redraw", "blank"]);
    // Arrow up, F1, Alt-q, an unbound key.
    expect(readKeys("\u001b[A\u001bOP\u001bqx")).toEqual([]);
  });
});

describe("openCommand", () => {
  it("uses the system's program, or the user's browser", () => {
    const url = "http://localhost:8080/";
    expect(openCommand(url, "darwin", undefined)).toEqual(["open", url]);
    expect(openCommand(url, "linux", undefined)).toEqual(["xdg-open", url]);
    expect(openCommand(url, "win32", undefined)).toEqual(["cmd", "/c", "start", '""', url]);
    expect(openCommand(url, "linux", "firefox")).toEqual(["firefox", url]);
  });
});
