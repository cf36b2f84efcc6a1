import { type Row, row } from "../row.ts";

/** A row for each advice in `differenceAdvice`. */
export const differenceRows: Readonly<Record<string, Row>> = {
  cbrt: row("value = Math.cbrt(list.length);", "value = Math.round(Math.pow(list.length, 1 / 3));"),
  dateInWords: row(
    "value = date.toLocaleDateString();",
    "value = date.toISOString() + date.toUTCString() + date.getDay();",
  ),
  dateWithZone: row("value = date.toTimeString();", "value = date.toISOString() + date.toUTCString();"),
  deletedKey: row(
    "var o = { a: text }; delete o.a; o.a = list; value = Object.keys(o);",
    "var o = { a: text }; o.a = list; value = Object.keys(o);",
  ),
  halfCharacter: row("value = '\\ud83d' + text;", "value = '\\ud83d\\ude00' + text;"),
  halfInPattern: row(
    "value = /[\\ud83d]/.test(text);",
    "for (var i = 0; i < text.length; i += 1) { value = text.codePointAt(i) > 0xffff; }",
  ),
  indent: row(
    "value = JSON.stringify(object, null, 'tab');",
    "value = JSON.stringify(object, null, 2) + JSON.stringify(object, null, '  ');",
  ),
  longNumber: row("value = `${0.1 + 0.2}`;", "value = `${(0.1 + 0.2).toFixed(2)}${Math.round(0.1 + 0.2)}`;"),
  partOfCharacter: row("value = '\\ud83d\\ude00'[list.length];", "value = '\\ud83d\\ude00' + list.length;"),
  patternOnCharacter: row("value = /^a.b$/.test('a\\ud83d\\ude00b');", "value = /^a/.test(text) && /b$/.test(text);"),
  patternToFind: row("value = text.startsWith(/a/);", "value = /^a/.test(text);"),
  repeatedGroup: row(
    "value = /((a)|b)*/.exec(text); value = value && value[1];",
    "value = /(?:(?:a)|b)*/.exec(text); var round = /(a)|b/g; for (var m = round.exec(text); m !== null; m = round.exec(text)) { value = m[1]; }",
  ),
};
