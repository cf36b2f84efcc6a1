import { runInNjs } from "@featheredge/runtimes";
import { describe, expect, it } from "vitest";
import { bundleOf } from "../../testing/bundle-of.ts";
import { findDifferences } from "./find-differences.ts";
import { njsDigits } from "./njs-digits.ts";

async function reported(body: string): Promise<string[]> {
  const bundled = await bundleOf(`export function handler(event) {\n${body}\n}`);
  return findDifferences(bundled, () => false).map(({ what, at }) => `${at?.line}: ${what}`);
}

describe("findDifferences reports, at its line,", () => {
  it.each([
    ["Math.cbrt", "return Math.cbrt(event.n);", /Math\.cbrt/],
    [
      "a date in the words of a locale",
      "const d = new Date();\nreturn d.toLocaleDateString();",
      /\.toLocaleDateString\(\)/,
    ],
    ["half a surrogate pair", "return '\\ud800' + event.a;", /half of a surrogate pair/],
    ["half a surrogate pair by its number", "return String.fromCharCode(0xdc00);", /half of a surrogate pair/],
    ["an index into an astral character", "return '\\u{1F600}'[event.n];", /an index of a character above/],
    [
      "a key that is set again",
      "const o = { a: event };\ndelete o.a, (o.a = 1);\nreturn Object.keys(o);",
      /deleted before/,
    ],
    [
      "a key that is set again in a loop",
      "const o = { b: event };\nfor (;;) { o.a = 1; delete o.a; event(JSON.stringify(o)); }",
      /deleted before/,
    ],
    ["a capture in a branch of a repetition", "return /(?:(a)|b)*/.exec(event.a);", /not every round/],
    ["an optional capture in a repetition", "return /(?:(a)?b){2,}/.exec(event.a);", /not every round/],
    ["a capture that a replacement names", "return event.a.replace(/((a)|b)*/, '$1');", /not every round/],
    ["a capture that match() returns", "return event.a.match(/((a)|b)*/);", /not every round/],
    [
      "a capture that a name for the match reads",
      "const m = /((a)|b)*/.exec(event.a);\nreturn m && m[1];",
      /not every round/,
    ],
    ["a match that is handed on", "const m = event.a.match(/((a)|b)*/);\nreturn m && event.b(m);", /not every round/],
    ["a capture that the expression repeats", "return /(?:(a)|b)*\\1/.test(event.a);", /not every round/],
    [
      "a capture of one that is handed on",
      "const re = /((a)|b)*/;\nreturn re.test(event.a) ? event.b(re) : 0;",
      /not every round/,
    ],
    ["0.1 + 0.2 as text", "return `${0.1 + 0.2}`;", /0\.30000000000000004 as text/],
    ["a regular expression that is looked for", "return event.a.startsWith(/b/);", /\.startsWith\(\)/],
  ])("%s", async (_, body, what) => {
    const line =
      body.split("\n").findIndex((text) => /cbrt|toLocale|ud800|dc00|F600|a = 1|\)\*|\{2|0\.1|With/.test(text)) + 2;
    const [first, ...others] = await reported(body);
    expect(others).toEqual([]);
    expect(first).toMatch(what);
    expect(first).toMatch(new RegExp(`^${line}:`));
  });

  it.each([
    [
      "a key that is set in the other branch",
      "const o = { a: event };\nif (event.b) delete o.a;\nelse o.a = 1;\nreturn Object.keys(o);",
    ],
    [
      "a key that is set where a deletion has left",
      "const o = { a: event };\nif (event.b) { delete o.a; return o; }\no.a = 1;\nreturn Object.keys(o);",
    ],
    ["a key that is deleted and set, and never listed", "const o = { a: event };\ndelete o.a;\no.a = 1;\nreturn o;"],
    ["a header that is set again", "delete event.headers.a;\nevent.headers.a = 1;\nreturn Object.keys(event);"],
    ["a capture that each round takes part in", "return /(\\w+)(?:,(\\w+))*(?:(a)|b)?/.exec(event.a);"],
    ["a capture in a repetition that only test() uses", "return /^(?:(a)|b)*$/.test(event.a);"],
    ["one whose match is only tested", "return /((a)|b)*/.exec(event.a) ? event.a : event.b;"],
    ["one whose match is compared with null", "const m = event.a.match(/((a)|b)*/);\nreturn m === null ? 1 : 2;"],
    ["one whose match is read as a whole", "const m = event.a.match(/((a)|b)*/);\nreturn m && m[0] + m.index;"],
    ["one that is held by a name", "const re = /((a)|b)*/i;\nreturn re.test(event.a) ? event.a.search(re) : 0;"],
    ["one of RegExp()", "return new RegExp('(?:(a)|b)*', 'g').test(event.a);"],
    ["one that is replaced by a text", "return event.a.replace(/((a)|b)+/, '-').match(/((a)|b)+/g);"],
    ["one whose group does not capture", "return /(?:(?:a)|b)*/.exec(event.a);"],
    ["an astral character as a whole", "return ['\\u{1F600}', '\\u{1F600}'.includes(event.a)];"],
    ["numbers of many digits to calculate with", "return Math.round(event.n * 0.30000000000000004 + Math.SQRT2);"],
    ["numbers of many digits that njs writes alike", "return [Math.LOG2E, 1 / 3, 1.1 * 1.1];"],
    ["its own toLocaleString", "return { toLocaleString: () => 'x' }.toLocaleString();"],
  ])("and leaves %s", async (_, body) => {
    expect(await reported(body)).toEqual([]);
  });
});

describe("njsDigits", () => {
  it("gives the digits that njs writes", async () => {
    const values = Array.from(
      { length: 400 },
      (_, index) => ((index + 1) * 0.1 + 1 / (index + 3)) * 10 ** ((index % 30) - 12),
    );
    const code = `function handler(event) { return event.values.map(function (value) { return String(value); }); }`;
    const [result] = await runInNjs(code, [{ values }]);
    const digits = (text: string) => text.replace(/e.*$|\D/g, "").replace(/^0+|0+$/g, "");
    expect(values.map(njsDigits)).toEqual((result?.output as string[] | undefined)?.map(digits));
    expect(values.filter((value) => njsDigits(value) !== digits(String(value)))).not.toEqual([]);
  });
});
