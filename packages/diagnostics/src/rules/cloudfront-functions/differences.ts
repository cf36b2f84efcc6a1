import { pages } from "../../pages.ts";
import { type Rule, statements } from "../rule.ts";

/** Rules about code that CloudFront's engine runs with another result than ECMAScript. */
export const differenceRules = {
  "FE-CFF-090": {
    title: "Math.cbrt()",
    reason: "The last digit may differ.",
    page: pages.runtime,
    examples: {
      cbrt: statements("value = Math.cbrt(list.length);", "value = Math.round(Math.pow(list.length, 1 / 3));"),
    },
  },
  "FE-CFF-091": {
    title: "A date in words",
    reason: "The runtime has no locales.",
    page: pages.runtime,
    examples: {
      dateInWords: statements(
        "value = date.toLocaleDateString();",
        "value = date.toISOString() + date.toUTCString() + date.getDay();",
      ),
    },
  },
  "FE-CFF-092": {
    title: "A date with a time zone",
    reason: "The time zone's name differs.",
    page: pages.runtime,
    examples: {
      dateWithZone: statements("value = date.toTimeString();", "value = date.toISOString() + date.toUTCString();"),
    },
  },
  "FE-CFF-093": {
    title: "A key that is set again after it was deleted",
    reason: "The order of the keys differs: njs puts the key back where it was.",
    page: pages.runtime,
    examples: {
      deletedKey: statements(
        "var o = { a: text }; delete o.a; o.a = list; value = Object.keys(o);",
        "var o = { a: text }; o.a = list; value = Object.keys(o);",
      ),
    },
  },
  "FE-CFF-094": {
    title: "Half of a character",
    reason: "A surrogate without its other half becomes another character.",
    page: pages.runtime,
    examples: {
      halfCharacter: statements("value = '\\ud83d' + text;", "value = '\\ud83d\\ude00' + text;"),
    },
  },
  "FE-CFF-095": {
    title: "Half of a character in a regular expression",
    reason: "njs matches whole characters, never half of one.",
    page: pages.runtime,
    examples: {
      halfInPattern: statements(
        "value = /[\\ud83d]/.test(text);",
        "for (var i = 0; i < text.length; i += 1) { value = text.codePointAt(i) > 0xffff; }",
      ),
    },
  },
  "FE-CFF-096": {
    title: "An indent of JSON.stringify()",
    reason: "Indentation by other characters than spaces differs.",
    page: pages.runtime,
    examples: {
      indent: statements(
        "value = JSON.stringify(object, null, 'tab');",
        "value = JSON.stringify(object, null, 2) + JSON.stringify(object, null, '  ');",
      ),
    },
  },
  "FE-CFF-097": {
    title: "A number of many digits as text",
    reason: "The last digits of the text may differ.",
    page: pages.runtime,
    examples: {
      longNumber: statements("value = `${0.1 + 0.2}`;", "value = `${(0.1 + 0.2).toFixed(2)}${Math.round(0.1 + 0.2)}`;"),
    },
  },
  "FE-CFF-098": {
    title: "A part of a character",
    reason: "A character above U+FFFF has length 1 in njs and 2 in ECMAScript.",
    page: pages.runtime,
    examples: {
      partOfCharacter: statements("value = '\\ud83d\\ude00'[list.length];", "value = '\\ud83d\\ude00' + list.length;"),
    },
  },
  "FE-CFF-099": {
    title: "A regular expression on a character above U+FFFF",
    reason: "A character above U+FFFF is one unit for njs and two for ECMAScript.",
    page: pages.runtime,
    examples: {
      patternOnCharacter: statements(
        "value = /^a.b$/.test('a\\ud83d\\ude00b');",
        "value = /^a/.test(text) && /b$/.test(text);",
      ),
    },
  },
  "FE-CFF-100": {
    title: "A regular expression as text to find",
    reason: "njs makes text of it, where ECMAScript throws.",
    page: pages.runtime,
    examples: {
      patternToFind: statements("value = text.startsWith(/a/);", "value = /^a/.test(text);"),
    },
  },
  "FE-CFF-101": {
    title: "A group in a repetition",
    reason: "njs keeps the text of a group from an earlier round, which ECMAScript clears.",
    page: pages.runtime,
    examples: {
      repeatedGroup: statements(
        "value = /((a)|b)*/.exec(text); value = value && value[1];",
        "value = /(?:(?:a)|b)*/.exec(text); var round = /(a)|b/g; for (var m = round.exec(text); m !== null; m = round.exec(text)) { value = m[1]; }",
      ),
    },
  },
} as const satisfies Readonly<Record<`FE-CFF-${string}`, Rule>>;
