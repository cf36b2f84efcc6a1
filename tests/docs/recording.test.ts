import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { animatedSvg } from "../recording/animated-svg.ts";
import { framesOf } from "../recording/frames.ts";
import { repository } from "../synth/checkout.ts";

const options = { rows: 3, columns: 20, longestSeconds: 2, shortestSeconds: 0.1, lastSeconds: 4 };

/** Frames of pieces of output, each with the seconds after the start at which it came. */
function play(...given: readonly (readonly [seconds: number, text: string])[]) {
  const pieces = given.map(([seconds, text]) => [seconds, Buffer.byteLength(text)] as const);
  const frames = framesOf({ output: given.map(([, text]) => text).join(""), pieces }, options);
  return frames.map(({ lines, seconds }) => [
    lines.map((line) => line.map(({ character }) => character).join("")),
    Math.round(seconds * 10) / 10,
  ]);
}

describe("framesOf", () => {
  it("shows each state of the screen for its time, the last rows only", () => {
    expect(play([0, "one\r\ntwo"], [1, "\r\u001b[1A\u001b[Jnew\r\ntwo"], [1.5, "\r\n3\r\n4"])).toEqual([
      [["one", "two", ""], 1],
      [["new", "two", ""], 0.5],
      [["two", "3", "4"], 4],
    ]);
  });

  it("shortens a wait in which only the spinner turns", () => {
    const turns = Array.from({ length: 100 }, (_, at) => {
      const picture = String.fromCodePoint(0x2801 + (at % 8));
      return [at / 2, `\r\u001b[J${picture} plans, ${Math.floor(at / 2)} s `] as const;
    });
    const frames = play(...turns, [50, "\r\u001b[Jdone"]);
    expect(frames.reduce((sum, [, seconds]) => sum + Number(seconds), 0)).toBe(2 + options.lastSeconds);
    expect(frames.at(-1)).toEqual([["done", "", ""], 4]);
  });

  it("merges pictures that follow each other too fast, and joins a divided character", () => {
    const [first = "", second = ""] = ["ab", "é"];
    const bytes = Buffer.from(`${first}${second}`);
    const frames = framesOf(
      {
        output: bytes.toString(),
        pieces: [
          [0, 3],
          [0.01, 1],
        ],
      },
      options,
    );
    expect(frames.map(({ lines }) => lines[0]?.map(({ character }) => character).join(""))).toEqual(["abé"]);
  });
});

describe("animatedSvg", () => {
  it("writes a line that frames share once, with its colors, and shows one frame at a time", () => {
    const given = { output: "\u001b[32mok\u001b[39m <&\r\n\u001b[1mnext", pieces: [[0, 18] as const, [1, 8] as const] };
    const svg = animatedSvg({ title: "T", description: "D", columns: 20, frames: framesOf(given, options) });
    expect(svg.match(/class="c32">ok</g)).toHaveLength(1);
    expect(svg).toContain("&lt;&amp;");
    expect(svg.match(/<g class="f"/g)).toHaveLength(2);
    expect(svg).toContain("@keyframes k1{0%{visibility:hidden}20%{visibility:visible}}");
    expect(svg).toContain("prefers-reduced-motion:reduce");
  });
});

describe("docs/recording.svg", () => {
  const recording = readFileSync(join(repository, "docs", "recording.svg"), "utf8");

  it("shows the present terminal, which README embeds", () => {
    for (const text of ["re-apply", "clear cache", "serving after", "ahead of Terraform"])
      expect(recording).toContain(text);
    expect(readFileSync(join(repository, "README.md"), "utf8")).toContain("](docs/recording.svg)");
  });

  it("has no path of the machine that it was made on", () => {
    expect(recording).not.toMatch(/\/(?:root|home|Users|tmp)\//);
  });
});
